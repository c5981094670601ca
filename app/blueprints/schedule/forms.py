"""What is asked about an activity, and about how it ended."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.blueprints.schedule.fields import AreasField, WordsField
from app.domain.activity import OPEN, Tags, Written
from app.domain.engagement import (
    ActivityKind,
    ActivityStatus,
    CampaignStep,
    EqualityCheck,
    Influence,
    TagGroup,
)
from app.domain.typed_text import clean_line, clean_lines
from app.web.activity_words import term_words, terms_of
from app.web.forms import DayField, VersionedForm, choice
from app.web.labels import label
from app.web.labels_schedule import INFLUENCE

MOST_LETTERS = 4000
LONGEST_YEARS = 5
EARLIEST = dt.date(2000, 1, 1)


def one_line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


def line_field(words: Any, hint: Any = "", *, most: int = 200, needed: Any = "", **more: Any) -> Any:
    rules: list[Any] = [InputRequired(needed)] if needed else []
    rules.append(Length(max=most, message=_l("Use %(max)d letters or fewer")))
    return StringField(words, description=hint, filters=[one_line], validators=rules, **more)


def text_field(words: Any, hint: Any = "") -> Any:
    return TextAreaField(
        words,
        description=hint,
        filters=[lines],
        validators=[Length(max=MOST_LETTERS, message=_l("Use %(max)d letters or fewer"))],
        render_kw={"rows": 3},
    )


class FinishForm(VersionedForm):
    found = TextAreaField(
        _l("What was learned?"),
        description=_l("In plain words, and without anybody's name. Say also what was decided."),
        filters=[lines],
        validators=[
            InputRequired(_l("Write what was learned")),
            Length(max=MOST_LETTERS, message=_l("Use %(max)d letters or fewer")),
        ],
        render_kw={"rows": 8},
    )


class ActivityForm(VersionedForm):
    """Everything the schedule keeps of one activity."""

    key = HiddenField()
    seen = HiddenField()
    """Ids of the clashes that were shown before."""

    name = line_field(_l("What is it called?"), needed=_l("Write what it is called"))
    about = text_field(_l("What is it, in a few words?"))
    kind = SelectField(_l("How are people asked?"), validators=[InputRequired(_l("Choose one"))])
    led_by = line_field(
        _l("Who leads it?"),
        _l("The organisation or team"),
        needed=_l("Write who leads it"),
        render_kw={"list": "suggest-leads", "autocomplete": "off"},
    )
    partners = WordsField(
        _l("Who helps?"), description=_l("One partner in each box"), suggestions="suggest-partner"
    )
    communities = WordsField(
        _l("With whom?"),
        description=_l("One community in each box, such as carers. Leave it empty for anybody."),
        suggestions="suggest-community",
    )
    areas = AreasField(
        _l("In which areas?"),
        description=_l("One area in each box. Leave it empty for the whole place."),
        suggestions="suggest-area",
    )
    venue = line_field(_l("At which place, if there is one?"))
    starts_on = DayField(
        _l("First day"),
        format="%d %m %Y",
        description=_l("For example 24 11 2026"),
        validators=[InputRequired(_l("Write the first day"))],
    )
    ends_on = DayField(
        _l("Last day"),
        format="%d %m %Y",
        description=_l("Leave it empty if it is one day"),
        validators=[Optional()],
    )
    topics = WordsField(
        _l("About what?"), description=_l("One topic in each box"), suggestions="suggest-topic"
    )
    decision = text_field(_l("What will it help to decide, and who decides?"))
    decide_by = DayField(
        _l("By when is that decided?"),
        format="%d %m %Y",
        description=_l("Leave it empty if nobody knows yet"),
        validators=[Optional()],
    )
    influence = RadioField(_l("How much can what people say change?"), validators=[Optional()])
    principles = SelectMultipleField(_l("Which principles are agreed?"))
    equality_check = RadioField(
        _l("Has somebody checked whether anybody is left out?"),
        description=_l("The equality check"),
        validators=[InputRequired(_l("Choose one"))],
    )
    equality_note = text_field(_l("What did the check find, or why is none needed?"))
    focus = SelectMultipleField(_l("Which areas of focus does it serve?"))
    priorities = SelectMultipleField(_l("Which priorities?"))
    strategies = SelectMultipleField(_l("Which strategies?"))
    campaign_step = SelectField(_l("If it is part of a campaign, which step?"), validators=[Optional()])
    lead_name = line_field(
        _l("Who can other teams talk to?"), _l("A name. Only staff and partners see it."), most=100
    )
    lead_contact = line_field(_l("Their phone or e-mail at work"), most=100)
    status = RadioField(_l("How firm is it?"), validators=[InputRequired(_l("Choose one"))])
    is_public = BooleanField(
        _l("Show it on the public calendar"), description=_l("An idea is never shown there.")
    )
    knew_already = text_field(
        _l("What is known already, and why do you ask all the same?"),
        _l("Take out what does not fit. Then add why you ask."),
    )
    clash_reason = text_field(
        _l("Why ask them now all the same?"), _l("This is kept, and other teams can read it.")
    )

    def __init__(self, *arguments: Any, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.kind.choices = [(one.value, label(one)) for one in ActivityKind]
        if self.status.object_data not in (None, *OPEN):
            del self.status
        else:
            self.status.choices = [(one.value, label(one)) for one in OPEN]
        self.influence.choices = [choice(one.value, label(one), INFLUENCE[one]) for one in Influence]
        self.equality_check.choices = [(one.value, label(one)) for one in EqualityCheck]
        self.campaign_step.choices = [
            ("", _("It is not")),
            *[(one.value, label(one)) for one in CampaignStep],
        ]
        for field, group in self.listed():
            keys = [term.key for term in terms_of(group)]
            kept = [*keys, *(key for key in field.object_data or () if key not in keys)]
            field.choices = list(zip(kept, term_words(group, kept), strict=True))

    def listed(self) -> list[tuple[SelectMultipleField, TagGroup]]:
        return [
            (self.principles, TagGroup.PRINCIPLE),
            (self.focus, TagGroup.FOCUS),
            (self.priorities, TagGroup.PRIORITY),
            (self.strategies, TagGroup.STRATEGY),
        ]

    def validate_starts_on(self, field: DayField) -> None:
        if field.data and not EARLIEST <= field.data <= dt.date(2099, 12, 31):
            raise ValidationError(_("Write a year from 2000 to 2099"))

    def validate_ends_on(self, field: DayField) -> None:
        if not (field.data and self.starts_on.data):
            return
        if field.data < self.starts_on.data:
            raise ValidationError(_("It ends before it begins. Look at both days again"))
        if field.data.year > self.starts_on.data.year + LONGEST_YEARS:
            raise ValidationError(_("Write a last day within five years"))

    @property
    def id(self) -> uuid.UUID | None:
        """The id that this page was given, so that a double click keeps one."""
        try:
            return uuid.UUID(self.key.data or "")
        except ValueError:
            return None

    @property
    def shown_before(self) -> frozenset[str]:
        return frozenset((self.seen.data or "").split())

    @property
    def tags(self) -> Tags:
        return {
            TagGroup.PARTNER: tuple(self.partners.data or ()),
            TagGroup.COMMUNITY: tuple(self.communities.data or ()),
            TagGroup.TOPIC: tuple(self.topics.data or ()),
            TagGroup.AREA: self.areas.codes,
            **{group: tuple(field.data or ()) for field, group in self.listed()},
        }

    @property
    def written(self) -> Written:
        """What was typed, once it is valid."""
        assert self.starts_on.data is not None
        return Written(
            name=self.name.data,
            kind=ActivityKind(self.kind.data),
            led_by=self.led_by.data,
            starts_on=self.starts_on.data,
            ends_on=self.ends_on.data or self.starts_on.data,
            status=ActivityStatus(self.status.data) if self.status else ActivityStatus.DONE,
            about=self.about.data,
            lead_name=self.lead_name.data,
            lead_contact=self.lead_contact.data,
            venue=self.venue.data,
            influence=Influence(self.influence.data) if self.influence.data else None,
            campaign_step=CampaignStep(self.campaign_step.data) if self.campaign_step.data else None,
            equality_check=EqualityCheck(self.equality_check.data),
            equality_note=self.equality_note.data,
            decision=self.decision.data,
            decide_by=self.decide_by.data,
            knew_already=self.knew_already.data,
            clash_reason=self.clash_reason.data,
            is_public=self.is_public.data,
            tags=self.tags,
        )


BLANK: Mapping[str, object] = {
    "status": ActivityStatus.PLANNED,
    "kind": ActivityKind.SURVEY,
    "equality_check": EqualityCheck.NOT_YET,
    "is_public": True,
}
