"""The answers to an introduction as pages: by the provider's link or account, or written down for them.

Each answer is a small form with one button. Which are offered is asked of the table of moves.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import lazy_pgettext as _lp
from wtforms import HiddenField, IntegerField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app import clock
from app.domain.introduction import (
    DeclineReason,
    IntroductionAction,
    IntroductionStatus,
    NotCompletedReason,
)
from app.domain.introduction_moves import open_actions
from app.domain.machine import Actor
from app.domain.typed_text import clean_lines
from app.models.introductions import Introduction
from app.operations import provider_answers
from app.operations.provider_answers import UNDER_WAY, Teller
from app.queries.introductions import days_of
from app.web.forms import DayField, Form, choice
from app.web.ground import ground
from app.web.labels import label

A, S = IntroductionAction, IntroductionStatus
LONGEST = 1000
MOST_WEEKS = 104
FAR_AHEAD = 366
"""Units: days."""


class WeeksField(IntegerField):
    """A number of weeks, as somebody writes it."""

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Write the weeks as a number, such as 3")) from None


def words_field(heading: Any, hint: Any, *, wanted: Any = "") -> TextAreaField:
    return TextAreaField(
        heading,
        description=hint,
        filters=[lambda typed: clean_lines(typed or "")],
        validators=[
            InputRequired(wanted) if wanted else Optional(),
            Length(max=LONGEST, message=_l("Use 1,000 letters or fewer")),
        ],
        render_kw={"rows": 3, "maxlength": LONGEST},
    )


def said_with(introduction: Introduction, words: str | None) -> bool:
    """Were these the words that came with it, or none?"""
    return not words or introduction.provider_words == words


class AnswerForm(Form):
    """One answer. It carries the version of what it was opened with."""

    version = HiddenField()

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        """Keep the answer; the name of the sentence that says what came of it."""
        raise NotImplementedError

    def is_kept(self, introduction: Introduction) -> bool:
        """Does it say already what this says? Then it was a second press of the button."""
        raise NotImplementedError

    @property
    def opened_with(self) -> int:
        version = self.version.data or ""
        return int(version) if version.isdecimal() and len(version) < 9 else -1


class AcceptForm(AnswerForm):
    words = words_field(_l("A word to the link worker"), _l("What happens next, for example."))

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        provider_answers.accept(
            introduction_id, teller=teller, version=self.opened_with, words=self.words.data or ""
        )
        return "accepted"

    def is_kept(self, introduction: Introduction) -> bool:
        return introduction.status is S.ACCEPTED and said_with(introduction, self.words.data)


class DeclineForm(AnswerForm):
    reason = RadioField(_l("Why not?"), validators=[InputRequired(_l("Choose why not"))])
    words = words_field(_l("A word to the link worker"), _l("Who could help instead, for example."))

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.reason.choices = [choice(one.value, label(one), HINTS.get(one, "")) for one in DeclineReason]

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        is_full = provider_answers.decline(
            introduction_id,
            DeclineReason(self.reason.data),
            teller=teller,
            version=self.opened_with,
            ground=ground(),
            words=self.words.data or "",
        )
        return "declined-full" if is_full else "declined"

    def is_kept(self, introduction: Introduction) -> bool:
        is_same = introduction.status is S.DECLINED and introduction.decline_reason == self.reason.data
        return is_same and said_with(introduction, self.words.data)


HINTS = {
    DeclineReason.NO_CAPACITY: _l("Its page in the directory will say that it is full."),
    DeclineReason.LIST_CLOSED: _l("Its page in the directory will say that it is full."),
    DeclineReason.ACCESS_NEED: _l("The law asks for reasonable adjustments, so a lead will look at this."),
}


class WaitingForm(AnswerForm):
    weeks = WeeksField(
        _l("About how many weeks will they wait?"),
        description=_l("A rough guess helps more than none."),
        validators=[
            InputRequired(_l("Write about how many weeks")),
            NumberRange(1, MOST_WEEKS, _l("Write a number from 1 to 104")),
        ],
        render_kw={"maxlength": 3, "class": "govuk-input--width-3"},
    )
    words = words_field(_l("A word to the link worker"), "")

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        provider_answers.waitlist(
            introduction_id,
            self.weeks.data or 1,
            teller=teller,
            version=self.opened_with,
            words=self.words.data or "",
        )
        return "waiting"

    def is_kept(self, introduction: Introduction) -> bool:
        is_same = introduction.status is S.WAITLISTED and introduction.rough_wait_weeks == self.weeks.data
        return is_same and said_with(introduction, self.words.data)


class StartForm(AnswerForm):
    day = DayField(
        _l("Which day was the first, or will be?"),
        format="%d %m %Y",
        description=_l("For example 1 12 2026"),
        validators=[InputRequired(_l("Write the first day"))],
    )

    def validate_day(self, field: DayField) -> None:
        if field.data and abs((field.data - clock.today()).days) > FAR_AHEAD:
            raise ValidationError(_("Write a day within a year of today"))

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        assert self.day.data is not None
        provider_answers.start(introduction_id, self.day.data, teller=teller, version=self.opened_with)
        return "started" if self.day.data <= clock.today() else "first-day"

    def is_kept(self, introduction: Introduction) -> bool:
        kept = introduction.started_at or introduction.first_at
        return kept is not None and clock.local_day(kept) == self.day.data


class DayForm(AnswerForm):
    day = DayField(
        _l("Which day?"),
        format="%d %m %Y",
        description=_l("For example 24 11 2026"),
        validators=[InputRequired(_l("Write the day"))],
    )
    came = RadioField(
        _l("Did they come?"),
        choices=[
            choice("yes", _lp("did they come", "Yes")),
            choice("no", _lp("did they come", "No")),
        ],
        validators=[InputRequired(_l("Choose yes or no"))],
    )

    def validate_day(self, field: DayField) -> None:
        if field.data and field.data > clock.today():
            raise ValidationError(_("This day is still to come. Write a day that has been"))
        if field.data and field.data < clock.today() - dt.timedelta(days=FAR_AHEAD):
            raise ValidationError(_("Write a day within a year of today"))

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        assert self.day.data is not None
        provider_answers.note_day(
            introduction_id,
            self.day.data,
            self.came.data == "yes",
            teller=teller,
            version=self.opened_with,
        )
        return "day"

    def is_kept(self, introduction: Introduction) -> bool:
        kept = {one.day: one.came for one in days_of(introduction)}
        return self.day.data is not None and kept.get(self.day.data) is (self.came.data == "yes")


class DoneForm(AnswerForm):
    done = words_field(
        _l("What was done?"),
        _l("For example: came to six sessions and joins the Tuesday group now."),
        wanted=_l("Say in a few words what was done"),
    )

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        provider_answers.complete(
            introduction_id, self.done.data or "", teller=teller, version=self.opened_with
        )
        return "done"

    def is_kept(self, introduction: Introduction) -> bool:
        return introduction.status is S.COMPLETED and introduction.output == self.done.data


class NotDoneForm(AnswerForm):
    reason = RadioField(_l("What happened?"), validators=[InputRequired(_l("Choose what happened"))])
    words = words_field(_l("A word to the link worker"), "")

    def __init__(self, *arguments: Any, **values: Any) -> None:
        super().__init__(*arguments, **values)
        self.reason.choices = [choice(one.value, label(one)) for one in NotCompletedReason]

    def say(self, introduction_id: uuid.UUID, teller: Teller) -> str:
        provider_answers.not_complete(
            introduction_id,
            NotCompletedReason(self.reason.data),
            teller=teller,
            version=self.opened_with,
            words=self.words.data or "",
        )
        return "not-done"

    def is_kept(self, introduction: Introduction) -> bool:
        is_same = introduction.status is S.NOT_COMPLETED and introduction.not_completed == self.reason.data
        return is_same and said_with(introduction, self.words.data)


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing to say. `slug` stands in the address."""

    slug: str
    words: Any
    """On the button or link that leads to its form."""
    heading: Any
    button: Any
    form: type[AnswerForm]
    actions: frozenset[IntroductionAction]
    """It is offered while one of these moves is open."""


ANSWERS: dict[str, Answer] = {
    one.slug: one
    for one in (
        Answer(
            "accept",
            _l("Yes, they can come"),
            _l("Yes, they can come"),
            _l("Say yes"),
            AcceptForm,
            frozenset({A.ACCEPT, A.LEAVE_WAITLIST}),
        ),
        Answer(
            "waiting-list",
            _l("Put them on our waiting list"),
            _l("On our waiting list"),
            _l("Put them on the list"),
            WaitingForm,
            frozenset({A.WAITLIST}),
        ),
        Answer(
            "started",
            _l("Say the first day"),
            _l("The first day"),
            _l("Keep the first day"),
            StartForm,
            frozenset({A.START}),
        ),
        Answer(
            "came",
            _l("Say whether they came on a day"),
            _l("Did they come?"),
            _l("Keep it"),
            DayForm,
            frozenset({A.COMPLETE}),
        ),
        Answer(
            "done",
            _l("It is done"),
            _l("It is done"),
            _l("Say that it is done"),
            DoneForm,
            frozenset({A.COMPLETE}),
        ),
        Answer(
            "not-completed",
            _l("It did not work out"),
            _l("It did not work out"),
            _l("Say that it did not work out"),
            NotDoneForm,
            frozenset({A.NOT_COMPLETE}),
        ),
        Answer(
            "decline",
            _l("No, not this time"),
            _l("No, not this time"),
            _l("Say no"),
            DeclineForm,
            frozenset({A.DECLINE}),
        ),
    )
}
SLUGS = "any(accept, decline, 'waiting-list', started, came, done, 'not-completed'):answer"
"""The part of an address that names an answer."""


def offered(introduction: Introduction, actors: Iterable[Actor] = (Actor.PROVIDER,)) -> list[Answer]:
    """What may be answered now, as the table of moves says."""
    now = set(open_actions(introduction.status, actors))
    return [
        one
        for one in ANSWERS.values()
        if one.actions & now and (one.slug != "came" or introduction.status in UNDER_WAY)
    ]
