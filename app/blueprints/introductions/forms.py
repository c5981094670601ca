"""What is typed when somebody is introduced, and about what came of it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from wtforms import BooleanField, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app import clock
from app.domain.consent import ConsentHow
from app.domain.introduction import Helped
from app.domain.referral import Concern
from app.domain.sharing import LONGEST_WORDS, ShareChannel, Shared
from app.domain.typed_hours import read_time
from app.domain.typed_text import clean_line, clean_lines
from app.domain.unmet_needs import WhyUnmet
from app.web.forms import DayField, Form, choice
from app.web.labels import label

TOO_LONG = _l("Use 1,000 letters or fewer")
LONGEST_AGREED = 366
"""Units: days. Nobody agrees to a share for longer at once."""


def one_line(typed: str | None) -> str:
    return clean_line(typed or "")


def lines(typed: str | None) -> str:
    return clean_lines(typed or "")


def words_field(heading: str, hint: str = "", rows: int = 2) -> TextAreaField:
    return TextAreaField(
        heading,
        description=hint,
        filters=[lines],
        validators=[Optional(), Length(max=LONGEST_WORDS, message=TOO_LONG)],
        render_kw={"rows": rows, "maxlength": LONGEST_WORDS},
    )


class KeyedForm(Form):
    """A form that is done once, however often it is sent."""

    key = HiddenField()

    @property
    def id(self) -> uuid.UUID:
        """Raises: ValueError for a key that is none of ours."""
        return uuid.UUID(self.key.data)

    def validate_key(self, field: HiddenField) -> None:
        try:
            uuid.UUID(str(field.data))
        except ValueError:
            raise ValidationError(_("This form is not whole. Open the page again.")) from None


WHERE = (
    ("home", _l("Near their home")),
    ("other", _l("Near another place")),
    ("any", _l("Anywhere")),
)


class SearchForm(Form):
    """What to look for, beside the boxes. Nothing of it stands in an address."""

    words = StringField(
        _l("What are you looking for?"),
        description=_l("A word or two, such as walking or piano. You can leave this empty."),
        filters=[one_line],
        validators=[Optional(), Length(max=200, message=_l("Use 200 letters or fewer"))],
    )
    where = RadioField(
        _l("Near where?"),
        choices=[choice(value, words) for value, words in WHERE],
        default="home",
        validators=[InputRequired(_l("Choose where to look"))],
    )
    near = StringField(
        _l("Which place?"),
        description=_l("A neighbourhood or a postcode. Only if you chose another place."),
        filters=[one_line],
        validators=[Optional(), Length(max=60, message=_l("Use 60 letters or fewer"))],
    )

    def leave_out_home(self) -> None:
        self.where.choices = [choice(value, words) for value, words in WHERE if value != "home"]


class ShareForm(KeyedForm):
    """What a provider would be told. A box that is left empty is not shared."""

    version = HiddenField()
    first_name = StringField(
        _l("First name"),
        filters=[one_line],
        validators=[
            InputRequired(_l("Write the name they want to be known by there")),
            Length(max=60, message=_l("Use 60 letters or fewer")),
        ],
    )
    channel = RadioField(
        _l("How may they be reached?"),
        description=_l("One way, and a safe one. Ways that are not safe for them are not here."),
        validators=[InputRequired(_l("Choose one way to reach them"))],
    )
    contact_note = words_field(
        _l("What to know before reaching them"), _l("For example: never leave a message. Mornings are best.")
    )
    language = StringField(
        _l("The language they speak"),
        filters=[one_line],
        validators=[Optional(), Length(max=60, message=_l("Use 60 letters or fewer"))],
    )
    taking_part = words_field(_l("What they need to take part"), rows=4)
    start = words_field(_l("When they would like to start"))
    companion = words_field(_l("Who comes along the first time"))
    words = words_field(
        _l("What they want the organiser to know"),
        _l("In their own words. Nothing about their health that they would rather not say."),
        rows=4,
    )
    goal = SelectField(_l("Which goal of their plan is it for?"), validate_choice=False, default="")
    says = words_field(
        _l("What they say about it"),
        _l("For us. The organiser does not see this, or which goal it is for."),
    )

    def offer(self, channels: Mapping[ShareChannel, str], goals: Mapping[str, str]) -> None:
        """`channels`: what each of the safe ones would tell."""
        self.contacts = channels
        self.channel.choices = [choice(one.value, label(one), told) for one, told in channels.items()]
        self.goal.choices = [("", _("None")), *goals.items()]

    @property
    def shared(self) -> Shared:
        """Exactly what would be seen."""
        channel = ShareChannel(self.channel.data)
        return Shared(
            first_name=self.first_name.data or "",
            channel=channel,
            contact=self.contacts[channel],
            contact_note=self.contact_note.data or "",
            language=self.language.data or "",
            needs=self.taking_part.data or "",
            start=self.start.data or "",
            companion=self.companion.data or "",
            words=self.words.data or "",
        )


class SendForm(Form):
    """They saw what would be shared, and agree."""

    version = HiddenField()
    how = RadioField(
        _l("How did they agree?"),
        choices=[
            choice(ConsentHow.SPOKEN.value, _l("They told me")),
            choice(ConsentHow.WRITTEN.value, _l("They wrote it down")),
            choice(
                ConsentHow.BEST_INTERESTS.value,
                _l("It was decided for them, because they cannot decide it themselves"),
            ),
        ],
        validators=[InputRequired(_l("Choose how they agreed"))],
    )
    given_by = RadioField(
        _l("Who agreed?"),
        choices=[
            choice("person", _l("They themselves")),
            choice("carer", _l("Their carer, with them")),
            choice("attorney", _l("Somebody with the legal power to")),
            choice("decision-maker", _l("Whoever decides for them")),
        ],
        default="person",
        validators=[InputRequired(_l("Choose who agreed"))],
    )
    until = DayField(
        _l("Until when may it be shared?"),
        format="%d %m %Y",
        description=_l("They can take it back any day. After this day we ask again."),
        validators=[InputRequired(_l("Write the last day it may be shared"))],
    )
    note = words_field(_l("Anything to note about how they agreed"))

    def validate_until(self, field: DayField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is over. Write one that is still to come"))
        if field.data and field.data > clock.today() + dt.timedelta(days=LONGEST_AGREED):
            raise ValidationError(_("That is too long to agree to at once. Write a day within a year"))

    def validate_note(self, field: TextAreaField) -> None:
        if self.how.data == ConsentHow.BEST_INTERESTS.value and not field.data:
            raise ValidationError(_("Write who decided it, and why it is in their interest"))


class DetailsForm(KeyedForm):
    """Details of a listing were given to somebody."""

    goal = SelectField(_l("Which goal of their plan is it for?"), validate_choice=False, default="")
    says = words_field(_l("What they say about it"))

    def offer(self, goals: Mapping[str, str]) -> None:
        self.goal.choices = [("", _("None")), *goals.items()]


class VisitForm(Form):
    """The first visit, and who goes along."""

    version = HiddenField()
    day = DayField(
        _l("Which day?"),
        format="%d %m %Y",
        description=_l("For example 1 12 2026"),
        validators=[InputRequired(_l("Write the day of the first visit"))],
    )
    time = StringField(
        _l("What time?"),
        description=_l("For example 2pm or 14:30"),
        filters=[one_line],
        validators=[InputRequired(_l("Write the time of the first visit"))],
        render_kw={"maxlength": 20},
    )
    place = StringField(
        _l("Where do they meet?"),
        filters=[one_line],
        validators=[Optional(), Length(max=200, message=_l("Use 200 letters or fewer"))],
    )
    goes_along = StringField(
        _l("Who goes along?"),
        description=_l("Leave this empty if they go by themselves."),
        filters=[one_line],
        validators=[Optional(), Length(max=100, message=_l("Use 100 letters or fewer"))],
    )
    in_diary = BooleanField(_l("I go along: put it in my diary"))

    @property
    def at(self) -> dt.datetime:
        time = read_time(self.time.data or "")
        assert time is not None
        assert self.day.data is not None
        return dt.datetime.combine(self.day.data, time, clock.LONDON).astimezone(dt.UTC)

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data < clock.today():
            raise ValidationError(_("This day is over. Write one that is still to come"))

    def validate_time(self, field: StringField) -> None:
        if read_time(field.data or "") is None:
            raise ValidationError(_("Write a time, such as 2pm or 14:30"))


class WhyForm(Form):
    """Why it is called off, or was a mistake."""

    version = HiddenField()
    reason = TextAreaField(
        _l("Why?"),
        description=_l("For us. The organiser is told only that it will not happen."),
        filters=[lines],
        validators=[
            InputRequired(_l("Say in a few words why")),
            Length(max=LONGEST_WORDS, message=TOO_LONG),
        ],
        render_kw={"rows": 3, "maxlength": LONGEST_WORDS},
    )


HELPED_CHOICES = (Helped.YES, Helped.PARTLY, Helped.NO, Helped.DID_NOT_GO, Helped.RATHER_NOT_SAY)


class HelpedForm(Form):
    """Did it help? In the person's own words."""

    helped = RadioField(_l("Did it help?"), validators=[InputRequired(_l("Choose one answer"))])
    words = words_field(
        _l("Anything you would like to say about it"), _l("You can leave this empty."), rows=4
    )

    def offer(self) -> None:
        self.helped.choices = [choice(one.value, label(one)) for one in HELPED_CHOICES]


class MissingForm(KeyedForm):
    """What somebody needs and nobody has, or not in a way they can use."""

    theme = RadioField(_l("What is it about?"), validators=[InputRequired(_l("Choose what it is about"))])
    why = RadioField(_l("Why does nothing fit?"), validators=[InputRequired(_l("Choose why nothing fits"))])
    words = words_field(
        _lp("unmet need", "In a few words, what is missing?"),
        _l("People outside the team may read this. Name nobody, and nothing by which somebody is known."),
        rows=3,
    )

    def offer(self, first: Iterable[str]) -> None:
        """`first`: what the person asked help with comes first."""
        known = [Concern(one) for one in first if one in {concern.value for concern in Concern}]
        themes = list(dict.fromkeys([*known, *Concern]))
        self.theme.choices = [choice(one.value, label(one)) for one in themes]
        self.why.choices = [choice(one.value, label(one)) for one in WhyUnmet]
