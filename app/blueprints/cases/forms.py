"""What a link worker types about a case."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from enum import StrEnum
from typing import TypeVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app import clock
from app.domain.contact_log import Attendance, ContactChannel, ContactResult, Direction, NeedsMet
from app.domain.typed_hours import read_time, write_time
from app.domain.typed_text import clean_line, clean_lines
from app.operations.contacts import NEXT_STEP_ON, UNSAFE_WHY, Told
from app.web.forms import DayField, Form, choice
from app.web.labels import WORDS

Value = TypeVar("Value", bound=StrEnum)

LONGEST_NOTE = 20_000
LONGEST_LINE = 300
LONGEST_MESSAGE = 2_000
LONGEST_MINUTES = 600
DATE = "%d %m %Y"

INTERPRETER = (
    choice("used", _l("Yes, one was there")),
    choice("not-available", _l("One was needed and none came")),
    choice("not-needed", _l("None was needed")),
)
UNSAID = choice("", _l("Choose one"))
PAST = [one for one in Attendance if one is not Attendance.FUTURE]


def choices(values: Iterable[Value]) -> list[SelectChoice]:
    return [choice(one.value, WORDS[type(one)][one]) for one in values]


class ContactForm(Form):
    """One page: what happened, how it was, and what is next."""

    key = HiddenField()
    version = HiddenField()
    direction = RadioField(
        _l("Who reached out?"),
        choices=choices(Direction),
        validators=[InputRequired(_l("Say who reached out."))],
    )
    channel = RadioField(
        _l("How?"),
        validators=[InputRequired(_l("Say how: by phone, at their home, by text."))],
    )
    unsafe_why = StringField(
        _l("Why this way, if it is not safe or not what they need"),
        description=_l("Only where one of the warnings above is meant."),
        validators=[Length(max=LONGEST_LINE)],
    )
    result = RadioField(
        _l("What came of it?"),
        choices=choices(ContactResult),
        validators=[InputRequired(_l("Say what came of it."))],
    )
    day = DayField(
        _l("Which day?"),
        format=DATE,
        validators=[InputRequired(_l("Write the day, such as 24 11 2026."))],
    )
    time = StringField(
        _l("What time?"),
        description=_l("Such as 10:30am or half 2"),
        validators=[InputRequired(_l("Write about what time it was, such as 10:30am."))],
        render_kw={"autocomplete": "off"},
    )
    minutes = IntegerField(
        _l("How many minutes?"),
        validators=[
            Optional(),
            NumberRange(0, LONGEST_MINUTES, _l("Write the minutes as a number up to 600.")),
        ],
    )
    attendance = SelectField(
        _l("If you had arranged to meet: did they come?"),
        choices=[choice("", _l("It was not arranged")), *choices(PAST)],
        default="",
    )
    present = StringField(
        _l("Who else was there?"),
        description=_l("Such as: her daughter Joan. Leave it empty if nobody was."),
        validators=[Length(max=LONGEST_LINE)],
    )
    interpreter = SelectField(_l("Was there an interpreter?"), choices=[UNSAID, *INTERPRETER], default="")
    note = TextAreaField(
        _l("What was said and done?"),
        description=_l("Write it as they would like to read it: they can see it if they ask."),
        validators=[Length(max=LONGEST_NOTE)],
        render_kw={"rows": 10},
    )
    needs_met = RadioField(
        _l("Were their needs met?"),
        description=_l("The ones in the banner above."),
        choices=choices(NeedsMet),
        validators=[InputRequired(_l("Say whether their needs were met."))],
    )
    needs_unmet = StringField(
        _l("If not all of them: which, and why?"),
        validators=[Length(max=LONGEST_LINE)],
    )
    next_step = StringField(
        _l("What is the next step?"),
        description=_l("It stands on your day when it is due. Leave it empty if there is none."),
        validators=[Length(max=LONGEST_LINE)],
    )
    next_step_on = DayField(_l("By when?"), format=DATE, validators=[Optional()])
    done = SelectMultipleField(_l("Does this settle something?"), choices=[])

    def offer(self, warnings: dict[ContactChannel, str], tasks: Iterable[tuple[str, str]]) -> None:
        """Ways with what to be warned of, and what this may settle."""
        words = WORDS[ContactChannel]
        self.channel.choices = [
            choice(one.value, words[one], warnings.get(one, "")) for one in ContactChannel
        ]
        self.done.choices = [choice(value, words) for value, words in tasks]

    def told(self, *, is_new: bool = True) -> Told | None:
        """What it says; None where something is to be put right, which the fields then say."""
        happened, well = self._happened(), True
        if happened is None:
            well = False
        if self.needs_met.data in {NeedsMet.PARTLY, NeedsMet.NO} and not clean_line(
            self.needs_unmet.data or ""
        ):
            self.needs_unmet.errors = [_("Say which need was not met, and why.")]
            well = False
        if clean_line(self.next_step.data or "") and self.next_step_on.data is None:
            self.next_step_on.errors = self.next_step_on.errors or [_("Say by when.")]
            well = False
        if is_new and self.next_step_on.data and self.next_step_on.data < clock.today():
            self.next_step_on.errors = [_("This day is over. Write today or a later one.")]
            well = False
        if not well or happened is None:
            return None
        return Told(
            direction=Direction(self.direction.data),
            channel=ContactChannel(self.channel.data),
            result=ContactResult(self.result.data),
            happened_at=happened,
            attendance=Attendance(self.attendance.data) if self.attendance.data else None,
            minutes=self.minutes.data,
            present=clean_line(self.present.data or ""),
            interpreter=self.interpreter.data or "",
            note=clean_lines(self.note.data or ""),
            needs_met=NeedsMet(self.needs_met.data),
            needs_unmet=clean_line(self.needs_unmet.data or ""),
            unsafe_why=clean_line(self.unsafe_why.data or ""),
            next_step=clean_line(self.next_step.data or ""),
            next_step_on=self.next_step_on.data if self.next_step.data else None,
        )

    def _happened(self) -> dt.datetime | None:
        time = read_time(self.time.data or "")
        if time is None or self.day.data is None:
            self.time.errors = [_("Write the time like 10:30am or 14:30.")]
            return None
        at = dt.datetime.combine(self.day.data, time, clock.LONDON).astimezone(dt.UTC)
        if at > clock.now() + dt.timedelta(minutes=15):
            self.day.errors = [_("This is still to come. Record it when it has happened.")]
            return None
        return at

    def say_missing(self, missing: frozenset[str]) -> None:
        """What the work itself found missing, at its field."""
        if UNSAFE_WHY in missing:
            self.unsafe_why.errors = [
                _("This way is not safe for them, or not what they need. If it was used, say why.")
            ]
        if NEXT_STEP_ON in missing:
            self.next_step_on.errors = [_("Say by when.")]

    def settles(self) -> list[uuid.UUID]:
        return [uuid.UUID(one) for one in self.done.data or []]


def filled(told: Told) -> dict[str, object]:
    """The form's values for a contact that is put right."""
    local = told.happened_at.astimezone(clock.LONDON)
    return {
        "direction": told.direction.value,
        "channel": told.channel.value,
        "result": told.result.value,
        "day": local.date(),
        "time": write_time(local.time()),
        "minutes": told.minutes,
        "attendance": told.attendance.value if told.attendance else "",
        "present": told.present,
        "interpreter": told.interpreter,
        "note": told.note,
        "needs_met": told.needs_met.value,
        "needs_unmet": told.needs_unmet,
        "unsafe_why": told.unsafe_why,
        "next_step": told.next_step,
        "next_step_on": told.next_step_on,
    }


class AnswerForm(Form):
    """A message to the person."""

    key = HiddenField()
    words = TextAreaField(
        _l("Your message"),
        description=_l(
            "They read it on their own page. It is not in the e-mail or the text that tells them."
        ),
        validators=[DataRequired(_l("Write your message.")), Length(max=LONGEST_MESSAGE)],
        render_kw={"rows": 5},
    )


class SearchForm(Form):
    """By name, sent by POST so that no name stands in an address."""

    name = StringField(
        _l("Name or case number"),
        validators=[DataRequired(_l("Write a name or a case number.")), Length(max=80)],
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
