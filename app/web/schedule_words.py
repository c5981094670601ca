"""When things happen, in words and in the reader's language.

Patterns are lower case, so that they can stand inside a sentence; a sentence gets its capital here.
Everything is remembered by language and pattern: a page of results says twenty of these.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from babel import Locale
from babel.dates import format_date, format_time, get_period_names
from babel.lists import format_list
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from app.domain.schedule import Hours, Occurrence, Pattern, Phrase
from app.domain.schedule_phrase import Hourly, hourly
from app.web.i18n import reader_language
from app.web.kept_words import kept_words
from app.web.schedule_patterns import pattern_words

MOST_DATES_SAID = 4
NO_BREAK = "\u00a0"
"""Keeps the half of the day on the line of its hour."""


class Door(NamedTuple):
    """The picture of a date: three short lines, lit today."""

    top: str
    big: str
    bottom: str
    is_today: bool


def say_rule(phrase: Phrase, today: dt.date | None = None) -> str:
    """Shape: `Every other Tuesday, 10am to noon, in school term time`; empty when nothing is known."""
    return _say_rule(_language(), phrase, today, True)


def say_pattern(phrase: Phrase, today: dt.date | None = None) -> str:
    """The same without the hours, for where the next date has just said them."""
    return _say_rule(_language(), phrase, today, False)


def say_then(phrase: Phrase) -> str:
    """What follows the next date. Shape: `Then every Tuesday, not on bank holidays`; or empty."""
    if phrase.pattern in {Pattern.HOURS, Pattern.ONCE, Pattern.EXTRAS}:
        return ""
    # Translators: after the next date, as in "Then every Tuesday, not on bank holidays".
    return _("Then %(pattern)s", pattern=_joined([pattern_words(phrase, str), *_conditions(phrase)]))


def say_when(occurrence: Occurrence, today: dt.date) -> str:
    """Shape: `Today, Tuesday 24 November, 2pm to 3:30pm`; the year only when it is not this one."""
    ends = occurrence.ends
    if ends is not None and occurrence.day < today <= ends.date():
        # Translators: it began last night and is still on. The gap is a time, such as "6am".
        return _("On now, until %(time)s", time=say_time(ends.time()))
    return _say_when(
        _language(),
        occurrence.day,
        occurrence.hours if occurrence.timed else Hours(),
        min(max((occurrence.day - today).days, -1), 2),
        occurrence.day.year != today.year,
    )


def date_door(occurrence: Occurrence, today: dt.date, *, show_time: bool = True) -> Door:
    """The door beside a date. With `show_time` today's door says the hour instead of the date."""
    is_today = occurrence.day <= today
    if is_today and show_time and occurrence.timed:
        return _time_door(_language(), occurrence.day, occurrence.starts.time())
    return _date_door(_language(), occurrence.day, is_today)


def say_next_six(coming: Sequence[Occurrence], off: Sequence[dt.date], today: dt.date) -> str:
    """What the row of dates leaves out. Shape: `All at 2pm. No meeting on 29 December.`"""
    said = []
    starts = {one.starts.time() for one in coming if one.timed}
    if len(coming) > 1 and len(starts) == 1 and all(one.timed for one in coming):
        # Translators: under a row of dates. The gap is a time, such as "2pm".
        said.append(_("All at %(time)s.", time=say_time(starts.pop())))
    elif len(starts) > 1:
        said.append(_("The time is not always the same."))
    between = [day for day in off if coming and today <= day < coming[-1].day]
    if between:
        said.append(say_off(between, today))
    return " ".join(said)


def say_exceptions(phrase: Phrase, today: dt.date) -> str:
    """Coming dates that are off and dates added, as sentences."""
    off = [day for day in phrase.off if day >= today]
    extra = [one.day for one in phrase.extra if one.day >= today and phrase.pattern is not Pattern.EXTRAS]
    said = [say_off(off, today)] if off else []
    if extra:
        # Translators: dates added to a regular activity.
        said.append(_("Also on %(dates)s.", dates=_say_days(extra[:MOST_DATES_SAID], today)))
    return " ".join(said)


def say_off(days: Sequence[dt.date], today: dt.date) -> str:
    """Shape: `No meeting on 29 December.`"""
    if len(days) > MOST_DATES_SAID:
        return _("No meeting on some of the usual days: look at the dates.")
    # Translators: the gap is one date or some, as in "22 December and 29 December".
    return _("No meeting on %(dates)s.", dates=_say_days(days, today))


def say_hours(hours: Hours) -> str:
    """Shape: `2pm to 3:30pm`, `from 2pm`, `until 4pm`, `day and night`; empty when not known."""
    return _say_hours(_language(), hours)


def say_time(time: dt.time) -> str:
    """Shape: `2pm`, `10:30am`, `noon`, `midnight`; in other languages as they write the time of day."""
    return _say_time(_language(), time)


def _language() -> str:
    return str(get_locale() or "en_GB")


@kept_words(8192)
def _say_rule(language: str, phrase: Phrase, today: dt.date | None, with_hours: bool) -> str:
    if phrase.pattern is Pattern.EXTRAS:
        coming = [one.day for one in phrase.extra if today is None or one.day >= today]
        pattern = _say_extras(coming, today)
    else:
        pattern = pattern_words(phrase, lambda day: _day(language, day, True, _year(day, today)))
    parts = [pattern, *([_all_hours(language, phrase.hours)] if with_hours else []), *_conditions(phrase)]
    parts += _limits(language, phrase, today)
    sentence = _capital(_joined(parts))
    if sentence and not phrase.is_anchored:
        # Translators: an activity with a pattern, such as every other Tuesday, but nobody said which ones.
        return _("%(sentence)s. Ask for the next date", sentence=sentence)
    return sentence


def _say_extras(days: Sequence[dt.date], today: dt.date | None) -> str:
    if not days:
        return _("no more dates for now")
    if len(days) > MOST_DATES_SAID:
        # Translators: an activity with no pattern, only a list of dates given elsewhere.
        return _("on set dates")
    return _("on %(dates)s", dates=_say_days(days, today))


def _conditions(phrase: Phrase) -> list[str]:
    said = []
    if phrase.term_time_only:
        # Translators: stands after days and hours, as in "Every Tuesday, in school term time".
        said.append(_("in school term time"))
    if phrase.off_on_bank_holidays:
        # Translators: stands after days and hours, as in "Every Monday, not on bank holidays".
        said.append(_("not on bank holidays"))
    return said


def _limits(language: str, phrase: Phrase, today: dt.date | None) -> list[str]:
    starts = phrase.starts if today and phrase.starts and phrase.starts > today else None
    ends = phrase.ends
    if starts and ends:
        first = _day(language, starts, False, starts.year != ends.year)
        last = _day(language, ends, False, _year(ends, today))
        # Translators: first and last date of a course, as in "Every Tuesday, from 5 January to 9 March".
        return [_("from %(first)s to %(last)s", first=first, last=last)]
    said = []
    if starts:
        # Translators: the first date of something regular, as in "Every Tuesday, from 5 January".
        said.append(_("from %(date)s", date=_day(language, starts, False, _year(starts, today))))
    if ends:
        # Translators: the last date of something regular, as in "Every Tuesday, until 18 December".
        said.append(_("until %(date)s", date=_day(language, ends, False, _year(ends, today))))
    elif phrase.times:
        # Translators: how often a course meets, as in "Every Tuesday, 6 times in all".
        said.append(ngettext("%(num)s time in all", "%(num)s times in all", phrase.times))
    return said


@kept_words(8192)
def _say_when(language: str, day: dt.date, hours: Hours, ahead: int, with_year: bool) -> str:
    date = _day(language, day, True, with_year)
    if ahead == 0:
        # Translators: the gap is a date, as in "Today, Tuesday 24 November".
        date = _("Today, %(date)s", date=date)
    elif ahead == 1:
        # Translators: the gap is a date, as in "Tomorrow, Wednesday 25 November".
        date = _("Tomorrow, %(date)s", date=date)
    return _capital(_joined([date, _say_hours(language, hours)]))


@kept_words(2048)
def _time_door(language: str, day: dt.date, time: dt.time) -> Door:
    if language.startswith("en"):
        if time.hour in {0, 12} and time.minute == 0:
            return Door(_("Today"), "12", _say_time(language, time), True)
        clock, half = _english_time(time)
        return Door(_("Today"), clock, half, True)
    if not _halves_the_day(language):
        return Door(_("Today"), _say_time(language, time), format_date(day, "d MMM", language), True)
    morning = get_period_names("wide", locale=language).get("am") if time.hour < 12 else None
    half = morning or format_time(time, "B", locale=language)
    return Door(_("Today"), format_time(time, "h:mm", locale=language), half, True)


@kept_words(4096)
def _date_door(language: str, day: dt.date, is_today: bool) -> Door:
    top = _("Today") if is_today else format_date(day, "ccc", language)
    return Door(top, format_date(day, "d", language), format_date(day, "MMM", language), is_today)


def _all_hours(language: str, all_hours: Iterable[Hours]) -> str:
    said = [_say_hours(language, hours) for hours in all_hours]
    return format_list(said, locale=language) if said else ""


@kept_words(4096)
def _say_hours(language: str, hours: Hours) -> str:
    opens = _say_time(language, hours.opens) if hours.opens is not None else ""
    closes = _say_time(language, hours.closes) if hours.closes is not None else ""
    match hourly(hours):
        case Hourly.NOT_KNOWN:
            return ""
        case Hourly.ALL_DAY:
            # Translators: open all 24 hours.
            return _("day and night")
        case Hourly.FROM:
            # Translators: only the start is known, as in "Every Tuesday, from 2pm".
            return _("from %(time)s", time=opens)
        case Hourly.UNTIL:
            # Translators: only the end is known, as in "Every Tuesday, until 4pm".
            return _("until %(time)s", time=closes)
        case Hourly.BETWEEN:
            # Translators: hours, as in "2pm to 3:30pm".
            return _("%(start)s to %(end)s", start=opens, end=closes)


@kept_words(4096)
def _say_time(language: str, time: dt.time) -> str:
    if time.minute == 0 and time.hour in {0, 12} and _halves_the_day(language):
        return _("noon") if time.hour else _("midnight")
    if language.startswith("en"):
        return "".join(_english_time(time))
    said = format_time(time, reader_language().clock, locale=language)
    return said.replace(" ", NO_BREAK)


def _halves_the_day(language: str) -> bool:
    """Whether the clock goes to 12 twice a day, so that 12 alone says too little."""
    return language.startswith("en") or "h" in Locale.parse(language).time_formats["short"].pattern


def _english_time(time: dt.time) -> tuple[str, str]:
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{(time.hour - 1) % 12 + 1}{minutes}", "am" if time.hour < 12 else "pm"


@kept_words(8192)
def _day(language: str, day: dt.date, with_weekday: bool, with_year: bool) -> str:
    pattern = ("EEEE " if with_weekday else "") + "d MMMM" + (" y" if with_year else "")
    return format_date(day, pattern, locale=language)


def _say_days(days: Iterable[dt.date], today: dt.date | None) -> str:
    language = _language()
    return format_list([_day(language, day, False, _year(day, today)) for day in days], locale=language)


def _year(day: dt.date, today: dt.date | None) -> bool:
    return today is None or day.year != today.year


def _joined(parts: Iterable[str]) -> str:
    sentence = ""
    for part in parts:
        if sentence and part:
            # Translators: joins the parts of a sentence about when: days, hours, conditions.
            sentence = _("%(sentence)s, %(more)s", sentence=sentence, more=part)
        else:
            sentence = sentence or part
    return sentence


def _capital(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]
