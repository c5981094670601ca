"""The patterns of schedules in words: every other Tuesday, the first Friday of the month.

In many languages weekdays change with the words around them. They come in the form in which they
stand alone, so a translation may put a colon before them, as in "every week: Tuesday".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from babel.dates import format_date, get_day_names
from babel.lists import format_list
from flask_babel import get_locale, ngettext, pgettext
from flask_babel import gettext as _

from app.domain.schedule import ByDay, Pattern, Phrase
from app.web.i18n import reader_language

SayDay = Callable[[dt.date], str]
"""A date in words with its weekday."""


def pattern_words(phrase: Phrase, say_day: SayDay) -> str:
    """The pattern in lower case, without hours or conditions; empty when there is none."""
    say = PATTERNS.get(phrase.pattern)
    return say(phrase, say_day) if say else ""


def _once(phrase: Phrase, say_day: SayDay) -> str:
    # Translators: something that happens one time only.
    return _("once, on %(date)s", date=say_day(phrase.day)) if phrase.day else ""


def _nights(phrase: Phrase, say_day: SayDay) -> str:
    return _("every night")


def _days(phrase: Phrase, say_day: SayDay) -> str:
    if phrase.every == 1:
        return _("every day")
    if phrase.every == 2:
        return _("every other day")
    return ngettext("every %(num)s day", "every %(num)s days", phrase.every)


def _weeks(phrase: Phrase, say_day: SayDay) -> str:
    return _every_weeks(phrase) if phrase.days else _some_weeks(phrase.every)


def _month_weekdays(phrase: Phrase, say_day: SayDay) -> str:
    return _months(_weekdays_of_month(phrase.days), phrase.every)


def _month_dates(phrase: Phrase, say_day: SayDay) -> str:
    return _on_month_dates(phrase) if phrase.dates else _some_months(phrase.every)


def _year_date(phrase: Phrase, say_day: SayDay) -> str:
    if phrase.day is None:
        return _some_years(phrase.every)
    return _years(format_date(phrase.day, "d MMMM", locale=_locale()), phrase.every)


def _year_weekdays(phrase: Phrase, say_day: SayDay) -> str:
    # Translators: the gap is as in "first Tuesday".
    return _("%(days)s of the year", days=_weekdays_of_month(phrase.days))


def _months_unsaid(phrase: Phrase, say_day: SayDay) -> str:
    return _("on some days of the month")


PATTERNS: dict[Pattern, Callable[[Phrase, SayDay], str]] = {
    Pattern.ONCE: _once,
    Pattern.NIGHTS: _nights,
    Pattern.DAYS: _days,
    Pattern.WEEKS: _weeks,
    Pattern.MONTH_WEEKDAYS: _month_weekdays,
    Pattern.MONTH_DATES: _month_dates,
    Pattern.YEAR_DATE: _year_date,
    Pattern.YEAR_WEEKDAYS: _year_weekdays,
    Pattern.MONTHS_UNSAID: _months_unsaid,
}


def _every_weeks(phrase: Phrase) -> str:
    numbers = [day.weekday for day in phrase.days]
    if phrase.every > 2:
        # Translators: the second gap is a weekday or several, as in "every 3 weeks on Tuesday".
        days = _weekdays(numbers)
        return ngettext(
            "every %(num)s week on %(days)s", "every %(num)s weeks on %(days)s", phrase.every, days=days
        )
    if phrase.every == 2:
        # Translators: the gap is a weekday or several, as in "every other Tuesday" (every second week).
        return _("every other %(days)s", days=_weekdays(numbers))
    if len(numbers) == 6:
        # Translators: six days of the week, as in "every day but Sunday".
        return _("every day but %(day)s", day=_weekday(21 - sum(numbers)))
    if len(numbers) > 2 and numbers[-1] - numbers[0] == len(numbers) - 1:
        # Translators: days of the week in a row, as in "Monday to Friday".
        return _("%(first)s to %(last)s", first=_weekday(numbers[0]), last=_weekday(numbers[-1]))
    # Translators: the gap is a weekday or several, as in "every Tuesday and Thursday".
    return _("every %(days)s", days=_weekdays(numbers))


def _some_weeks(every: int) -> str:
    if every == 1:
        return _("every week")
    if every == 2:
        return _("every other week")
    return ngettext("every %(num)s week", "every %(num)s weeks", every)


def _months(days: str, every: int) -> str:
    if every == 1:
        # Translators: the gap is as in "first Tuesday" or "first and third Friday".
        return _("%(days)s of the month", days=days)
    if every == 2:
        # Translators: every second month. The gap is as in "first Tuesday".
        return _("%(days)s of every other month", days=days)
    # Translators: the first gap is as in "first Tuesday" or "the 15th".
    return ngettext("%(days)s, every %(num)s month", "%(days)s, every %(num)s months", every, days=days)


def _on_month_dates(phrase: Phrase) -> str:
    said = [_date_of_month(date) for date in phrase.dates]
    dates = format_list(said, locale=_locale())
    if phrase.every == 1:
        # Translators: the gap is dates of the month, as in "the 1st and 15th of each month".
        return _("the %(dates)s of each month", dates=dates)
    if phrase.every == 2:
        # Translators: every second month. The gap is dates of the month, as in "15th".
        return _("the %(dates)s of every other month", dates=dates)
    # Translators: the gap is dates of the month, as in "the 15th".
    return _months(_("the %(dates)s", dates=dates), phrase.every)


def _some_months(every: int) -> str:
    if every == 1:
        return _("once a month")
    if every == 2:
        return _("once every other month")
    return ngettext("once every %(num)s month", "once every %(num)s months", every)


def _years(date: str, every: int) -> str:
    if every == 1:
        # Translators: the gap is a date, as in "every year on 15 July".
        return _("every year on %(date)s", date=date)
    if every == 2:
        # Translators: every second year. The gap is a date, as in "15 July".
        return _("every other year on %(date)s", date=date)
    return ngettext("every %(num)s year on %(date)s", "every %(num)s years on %(date)s", every, date=date)


def _some_years(every: int) -> str:
    if every == 1:
        return _("once a year")
    return ngettext("once every %(num)s year", "once every %(num)s years", every)


def _weekdays_of_month(days: Sequence[ByDay]) -> str:
    """Shape: `first Tuesday`, `first and third Friday`, `first Monday and last Friday`."""
    which: dict[int, list[int]] = {}
    for day in days:
        which.setdefault(day.weekday, []).append(day.nth)
    said = []
    for weekday, numbers in which.items():
        ordinals = format_list([_which(number, weekday) for number in numbers], locale=_locale())
        # Translators: which weekday of the month, as in "first Tuesday" or "first and third Tuesday".
        said.append(_("%(which)s %(day)s", which=ordinals, day=_weekday(weekday)))
    return format_list(said, locale=_locale())


def _which(number: int, weekday: int) -> str:
    if weekday in reader_language().feminine_weekdays:
        return _which_feminine(number)
    words = {
        0: pgettext("weekday of the month", "every"),
        1: pgettext("weekday of the month", "first"),
        2: pgettext("weekday of the month", "second"),
        3: pgettext("weekday of the month", "third"),
        4: pgettext("weekday of the month", "fourth"),
        5: pgettext("weekday of the month", "fifth"),
        -1: pgettext("weekday of the month", "last"),
        -2: pgettext("weekday of the month", "second last"),
    }
    return words[number]


def _which_feminine(number: int) -> str:
    """The same where a language's grammar tells some weekdays from others; elsewhere never said."""
    words = {
        0: pgettext("feminine weekday of the month", "every"),
        1: pgettext("feminine weekday of the month", "first"),
        2: pgettext("feminine weekday of the month", "second"),
        3: pgettext("feminine weekday of the month", "third"),
        4: pgettext("feminine weekday of the month", "fourth"),
        5: pgettext("feminine weekday of the month", "fifth"),
        -1: pgettext("feminine weekday of the month", "last"),
        -2: pgettext("feminine weekday of the month", "second last"),
    }
    return words[number]


def _date_of_month(date: int) -> str:
    if date == -1:
        # Translators: of the month.
        return _("last day")
    if not _locale().startswith("en"):
        return str(date)
    ending = "th" if 10 < date < 14 else {1: "st", 2: "nd", 3: "rd"}.get(date % 10, "th")
    return f"{date}{ending}"


def _weekdays(numbers: Sequence[int]) -> str:
    return format_list([_weekday(number) for number in numbers], locale=_locale())


def _weekday(number: int) -> str:
    return str(get_day_names("wide", "stand-alone", locale=_locale())[number])


def _locale() -> str:
    return str(get_locale() or "en_GB")
