"""The form about when something happens: its boxes, the words of what is wrong, and what is read back.

Used by the edit form and by suggestions. Templates: `macros/times.html`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import NamedTuple

from flask_babel import format_date, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField, StringField, TextAreaField

from app import clock
from app.domain.schedule import Calendar, Rule, phrases, skipped, upcoming
from app.domain.schedule_boxes import (
    BOXES,
    LONGEST_NOTE,
    MOST_DATES,
    WHICH,
    Fault,
    Repeats,
    Typed,
    Wrong,
)
from app.domain.schedule_builder import Built, read
from app.domain.schedule_filling import typed_of
from app.domain.schedule_rule import WEEKDAYS
from app.web.forms import Form, choice
from app.web.i18n import place_name
from app.web.month_names import months
from app.web.place import calendar
from app.web.schedule_words import Door, date_door, say_exceptions, say_next_six, say_rule, say_when

DATES_READ_BACK = 6

REPEATS = {
    Repeats.ONCE: (_l("Once"), _l("One date, such as a day out")),
    Repeats.WEEKS: (_l("Every week"), _l("Such as every Tuesday, or Monday to Friday")),
    Repeats.OTHER_WEEKS: (_l("Every other week"), _l("One week yes, one week no")),
    Repeats.MONTH_WEEKDAYS: (
        _l("Every month on a day of the week"),
        _l("Such as the first Friday, or the last Sunday"),
    ),
    Repeats.MONTH_DATES: (_l("Every month on a date"), _l("Such as the 1st and the 15th")),
    Repeats.DAYS: (_l("Every day"), ""),
    Repeats.VARIES: (_l("It varies"), _l("You tell us in your own words, with dates if you know some")),
}
"""In the order of asking."""


class RepeatsForm(Form):
    """The first question. Sent with GET: the answer only chooses which boxes come next."""

    often = RadioField(_l("How often does it happen?"), choices=[])

    def offer(self) -> RepeatsForm:
        self.often.choices = [choice(value.value, words, hint) for value, (words, hint) in REPEATS.items()]
        return self


class TimesForm(Form):
    """Every box there is; a page shows those of its answer."""

    which = SelectMultipleField(_l("Which ones in the month?"), choices=[])
    days = SelectMultipleField(_l("Which days?"), choices=[])
    dates = StringField(
        _l("Which dates of the month?"), description=_l("Such as 1 and 15. Write “last” for the last day.")
    )
    opens = StringField(
        _l("It starts at"), description=_l("Such as 10, 10.30am or half 2. Leave it empty if you cannot say.")
    )
    closes = StringField(_l("It ends at"))
    first = StringField(_l("First date"), description=_l("Such as 1 December. You can leave it empty."))
    until = StringField(_l("Last date"), description=_l("Leave it empty if it goes on and on."))
    term_time = BooleanField(_l("Not in school holidays"))
    bank_holidays = BooleanField(_l("Not on bank holidays"))
    off = TextAreaField(
        _l("Dates when it is off"),
        description=_l("One date a line, such as 29 December."),
        render_kw={"rows": 3},
    )
    extra = TextAreaField(
        _l("Extra dates"),
        description=_l("One date a line. Add the time if it is not the usual one: 23 December, 2pm to 4pm."),
        render_kw={"rows": 3},
    )
    note = StringField(
        _l("Anything else about the times"), description=_l("Such as: ring first if it snows.")
    )

    def offer(self, repeats: Repeats) -> TimesForm:
        """With the choices in the reader's language, and words that fit the answer."""
        monday = dt.date(2024, 1, 1)
        self.days.choices = [
            choice(code, format_date(monday + dt.timedelta(days=at), "EEEE"))
            for at, code in enumerate(WEEKDAYS)
        ]
        self.which.choices = [choice(str(nth), words) for nth, words in zip(WHICH, ordinals(), strict=True)]
        if repeats is Repeats.ONCE:
            self.first.label.text = _("Which date?")
            self.first.description = _("Such as 1 December.")
        elif repeats is Repeats.OTHER_WEEKS:
            self.first.description = _("We need it, to know which weeks. Such as 1 December.")
        elif repeats is Repeats.VARIES:
            self.note.label.text = _("When does it happen, in your own words?")
            self.note.description = _("Such as: when the weather is good. Ring to ask.")
            self.extra.label.text = _("Dates you know of")
        return self

    def typed(self, repeats: Repeats) -> Typed:
        """What stands in the boxes."""
        return Typed(
            repeats=repeats.value,
            days=tuple(self.days.data or ()),
            which=tuple(self.which.data or ()),
            term_time=bool(self.term_time.data),
            bank_holidays=bool(self.bank_holidays.data),
            **{
                name: getattr(self, name).data or ""
                for name in ("dates", "opens", "closes", "first", "until", "off", "extra", "note")
            },
        )

    def read(self, repeats: Repeats) -> Built:
        """The rule; what is wrong stands at its boxes."""
        typed = self.typed(repeats)
        built = read(typed, clock.today(), months())
        for fault in built.faults:
            field = getattr(self, fault.box.value)
            field.errors = (*field.errors, fault_words(fault, typed))
        return built


class ReadBack(NamedTuple):
    """What we understood, to be looked at before it is kept."""

    sentences: list[str]
    dates: list[tuple[Door, str]]
    note: str
    """What the row of dates leaves out."""


def times_form(repeats: Repeats, rule: Rule | None = None) -> TimesForm:
    """The form for an answer, filled in from a rule that it can say."""
    typed = typed_of(rule, in_words=is_english()) if rule is not None else None
    form = TimesForm(data=asdict(typed) if typed and typed.repeats == repeats else None)
    return form.offer(repeats)


def repeats_of(rule: Rule) -> Repeats | None:
    """The answer to the first question; None for a rule the form cannot say."""
    typed = typed_of(rule)
    return Repeats(typed.repeats) if typed else None


def boxes(repeats: Repeats) -> list[str]:
    return [box.value for box in BOXES[repeats]]


def read_back(rules: Sequence[Rule]) -> ReadBack:
    """The sentences and the next six dates."""
    today, days = clock.today(), calendar()
    coming = upcoming(rules, days, clock.local_now(), DATES_READ_BACK)
    off = skipped(rules, days, today, coming[-1].day) if coming else []
    sentences = [words for one in phrases(rules) if (words := say_rule(one, today))]
    exceptions = [words for one in phrases(rules) if (words := say_exceptions(one, today)) and not off]
    return ReadBack(
        sentences=[*sentences, *dict.fromkeys(exceptions)],
        dates=[(date_door(one, today, show_time=False), say_when(one, today)) for one in coming],
        note=say_next_six(coming, off, today) if coming else no_dates_words(rules, days),
    )


def no_dates_words(rules: Sequence[Rule], days: Calendar) -> str:
    """Why no date comes of these rules, as far as we know."""
    if any(rule.term_time_only for rule in rules) and not days.terms:
        return _(
            "We do not hold the school terms for %(place)s yet, so we cannot work out the dates. "
            "Readers see the words.",
            place=place_name(),
        )
    return _("No date comes of this yet.")


def fault_words(fault: Fault, typed: Typed) -> str:
    """What is wrong, and what to do about it."""
    if fault.kind is Wrong.NO_FIRST and len(typed.days) == 1:
        return _(
            "Every other %(day)s needs a first date, so that we know which ones.", day=day_name(typed.days[0])
        )
    if fault.kind is Wrong.OTHER_DAY and fault.day:
        return _(
            "%(date)s is a %(day)s, and you did not choose that day.",
            date=format_date(fault.day, "d MMMM y"),
            day=format_date(fault.day, "EEEE"),
        )
    words = str(WRONG[fault.kind])
    day = format_date(fault.day, "EEEE d MMMM y") if fault.day else ""
    return words % {"typed": fault.value, "day": day, "most": MOST_DATES, "letters": LONGEST_NOTE}


WRONG: Mapping[Wrong, str] = {
    Wrong.NO_DAY: _l("Choose at least one day."),
    Wrong.NO_WHICH: _l("Choose which ones in the month, such as the first."),
    Wrong.NO_DATES: _l("Write the dates of the month, such as 1 and 15."),
    Wrong.NO_FIRST: _l("Every other week needs a first date, so that we know which weeks."),
    Wrong.NO_DATE_ONCE: _l("Write the date, such as 1 December."),
    Wrong.NOTHING: _l("Say when in your own words, or give us a date."),
    # Translators: the gap is what somebody typed.
    Wrong.BAD_DATES: _l("We cannot read “%(typed)s” as a date of the month. Write it as 1 or 15."),
    Wrong.BAD_TIME: _l("We cannot read “%(typed)s” as a time. Write it as 10am, 2.30pm or 14:30."),
    Wrong.BAD_DATE: _l("We cannot read “%(typed)s” as a date. Write it as 1 December 2026 or 1/12/2026."),
    Wrong.BAD_EXTRA: _l("We cannot read “%(typed)s”. Write it as 23 December, 2pm to 4pm."),
    Wrong.SAME_TIMES: _l("It ends when it starts. Change one of the times, or leave the end empty."),
    Wrong.OTHER_DAY: _l("The first date is not on a day you chose."),
    Wrong.ENDS_FIRST: _l("The last date, %(day)s, comes before the first."),
    Wrong.NEVER: _l("With these dates it would never happen. Look at the days and the last date."),
    Wrong.NOT_A_DATE_OF_IT: _l(
        "It does not happen on %(day)s anyway. Take the date out, or look at the days."
    ),
    Wrong.TWICE: _l("%(day)s is there twice. Keep one of them."),
    Wrong.TOO_MANY: _l("That is more than %(most)s dates. Keep the next ones."),
    Wrong.TOO_LONG: _l("Use %(letters)s letters or fewer."),
}


def ordinals() -> tuple[str, ...]:
    """In the order of `WHICH`."""
    # Translators: which day in a month, to stand alone beside a box to tick.
    return (_("The first"), _("The second"), _("The third"), _("The fourth"), _("The fifth"), _("The last"))


def day_name(code: str) -> str:
    if code not in WEEKDAYS:
        return ""
    return str(format_date(dt.date(2024, 1, 1) + dt.timedelta(days=WEEKDAYS.index(code)), "EEEE"))


def is_english() -> bool:
    return str(get_locale() or "en").startswith("en")
