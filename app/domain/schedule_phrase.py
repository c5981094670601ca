"""What a rule says, as structure without words: the same sentence for every way of writing the rule."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache

from app.domain.recurrence import is_known
from app.domain.schedule_rule import ByDay, ExtraDate, Freq, Hours, Rule

EVENING = dt.time(18, 0)
SAYABLE_ORDINALS = frozenset({0, 1, 2, 3, 4, 5, -1, -2})


class Pattern(StrEnum):
    HOURS = "hours"
    """No pattern: only hours, or nothing at all."""
    EXTRAS = "extras"
    """Only the dates listed."""
    ONCE = "once"
    DAYS = "days"
    NIGHTS = "nights"
    WEEKS = "weeks"
    """On weekdays; none listed means that nobody said which day."""
    MONTH_WEEKDAYS = "month_weekdays"
    MONTH_DATES = "month_dates"
    """On dates of the month; none listed means that nobody said which."""
    YEAR_DATE = "year_date"
    YEAR_WEEKDAYS = "year_weekdays"
    MONTHS_UNSAID = "months_unsaid"
    """Some days of a month, too odd a choice to say in a sentence."""


class Hourly(StrEnum):
    """How much of the hours is known."""

    NOT_KNOWN = "not_known"
    ALL_DAY = "all_day"
    FROM = "from"
    UNTIL = "until"
    BETWEEN = "between"


@dataclass(frozen=True, slots=True)
class Phrase:
    """One sentence about when. `every` counts days, weeks, months or years, as the pattern has it."""

    pattern: Pattern
    every: int = 1
    days: tuple[ByDay, ...] = ()
    dates: tuple[int, ...] = ()
    day: dt.date | None = None
    hours: tuple[Hours, ...] = ()
    term_time_only: bool = False
    off_on_bank_holidays: bool = False
    starts: dt.date | None = None
    """First date, where the pattern has one."""
    ends: dt.date | None = None
    times: int | None = None
    is_anchored: bool = True
    """False when the pattern cannot be put on dates: every other Tuesday, but which?"""
    turn: int = 0
    """Which of the alternating weeks or months, so that only the same ones are said together."""
    off: tuple[dt.date, ...] = ()
    extra: tuple[ExtraDate, ...] = ()
    notes: str = ""


def hourly(hours: Hours) -> Hourly:
    if hours.opens is None:
        return Hourly.NOT_KNOWN if hours.closes is None else Hourly.UNTIL
    if hours.closes is None:
        return Hourly.FROM
    if hours.opens == dt.time(0) and hours.closes == dt.time(23, 59):
        return Hourly.ALL_DAY
    return Hourly.BETWEEN


@lru_cache(maxsize=8192)
def phrase(rule: Rule) -> Phrase:
    """The sentence of one rule."""
    said = _pattern(rule)
    hours = () if hourly(rule.hours) is Hourly.NOT_KNOWN else (rule.hours,)
    said = replace(
        said,
        hours=hours,
        term_time_only=rule.term_time_only,
        off_on_bank_holidays=rule.off_on_bank_holidays,
        off=tuple(sorted(set(rule.off_dates))),
        extra=tuple(sorted(rule.extra_dates, key=lambda extra: (extra.day, extra.opens_at))),
        notes=rule.notes,
    )
    if said.pattern in {Pattern.ONCE, Pattern.EXTRAS}:
        return said
    starts = [day for day in (rule.anchor, rule.valid_from) if day is not None]
    ends = [day for day in (rule.until, rule.valid_to) if day is not None]
    said = replace(
        said,
        starts=max(starts, default=None),
        ends=min(ends, default=None),
        times=rule.count,
        is_anchored=said.pattern is Pattern.HOURS or is_known(rule),
    )
    return _nightly(said)


def phrases(rules: Sequence[Rule]) -> tuple[Phrase, ...]:
    """The sentences of a listing: rules that differ only in their days, or only in hours, become one."""
    return _phrases(tuple(rules))


@lru_cache(maxsize=8192)
def _phrases(rules: tuple[Rule, ...]) -> tuple[Phrase, ...]:
    said = list(dict.fromkeys(phrase(rule) for rule in rules))
    said = _merged(said, _but_days, _with_days_of)
    return tuple(_nightly(one) for one in _merged(said, _but_hours, _with_hours_of))


def _pattern(rule: Rule) -> Phrase:
    """Only with an interval of one do days, weeks, months and years say the same: then filters decide."""
    days, dates = _days(rule), tuple(sorted(set(rule.bymonthday), key=_month_order))
    every, turn = rule.interval, _turn(rule)
    if rule.freq is None:
        return Phrase(Pattern.EXTRAS if rule.extra_dates else Pattern.HOURS)
    if rule.freq is Freq.ONCE:
        return Phrase(Pattern.ONCE, day=rule.anchor) if rule.anchor else Phrase(Pattern.HOURS)
    if rule.freq is Freq.DAILY and every % 7 == 0 and rule.anchor and not days and not dates:
        every //= 7
        return Phrase(Pattern.WEEKS, every, (ByDay(rule.anchor.weekday()),), turn=turn)
    if every > 1:
        return replace(_spaced(rule, days, dates), every=every, turn=turn)
    if not days and not dates:
        return _unfiltered(rule)
    return _filtered(rule.freq, days, dates)


def _unfiltered(rule: Rule) -> Phrase:
    if rule.freq is Freq.DAILY:
        return Phrase(Pattern.DAYS)
    if rule.freq is Freq.WEEKLY:
        return Phrase(Pattern.WEEKS, days=(ByDay(rule.anchor.weekday()),) if rule.anchor else ())
    if rule.freq is Freq.MONTHLY:
        return Phrase(Pattern.MONTH_DATES, dates=(rule.anchor.day,) if rule.anchor else ())
    return Phrase(Pattern.YEAR_DATE, day=rule.anchor)


def _filtered(freq: Freq, days: tuple[ByDay, ...], dates: tuple[int, ...]) -> Phrase:
    ordinals = {day.nth for day in days}
    if not days:
        return _on_dates(dates)
    if dates:
        week = _week_of_month(dates)
        if ordinals == {0} and week:
            return Phrase(Pattern.MONTH_WEEKDAYS, days=tuple(ByDay(day.weekday, week) for day in days))
        return Phrase(Pattern.MONTHS_UNSAID)
    if ordinals == {0}:
        return Phrase(Pattern.DAYS) if len(days) == 7 else Phrase(Pattern.WEEKS, days=days)
    if not ordinals <= SAYABLE_ORDINALS or (0 in ordinals and freq is Freq.YEARLY):
        return Phrase(Pattern.MONTHS_UNSAID)
    return Phrase(Pattern.YEAR_WEEKDAYS if freq is Freq.YEARLY else Pattern.MONTH_WEEKDAYS, days=days)


def _spaced(rule: Rule, days: tuple[ByDay, ...], dates: tuple[int, ...]) -> Phrase:
    ordinals = {day.nth for day in days}
    if rule.freq is Freq.DAILY and not days and not dates:
        return Phrase(Pattern.DAYS)
    if rule.freq is Freq.WEEKLY and not dates:
        return Phrase(Pattern.WEEKS, days=days or _unfiltered(rule).days)
    if rule.freq is Freq.MONTHLY and not days:
        return _on_dates(dates) if dates else _unfiltered(rule)
    if rule.freq is Freq.MONTHLY and not dates and ordinals <= SAYABLE_ORDINALS:
        return Phrase(Pattern.MONTH_WEEKDAYS, days=days)
    if rule.freq is Freq.YEARLY and not days and not dates:
        return _unfiltered(rule)
    return Phrase(Pattern.MONTHS_UNSAID)


def _on_dates(dates: tuple[int, ...]) -> Phrase:
    return Phrase(Pattern.MONTH_DATES, dates=dates) if min(dates) >= -1 else Phrase(Pattern.MONTHS_UNSAID)


def _days(rule: Rule) -> tuple[ByDay, ...]:
    """Weekdays in week order from Monday; which one in the month counts only by month and year."""
    plain = rule.freq in {Freq.DAILY, Freq.WEEKLY}
    days = {ByDay(day.weekday, 0 if plain else day.nth) for day in rule.byday}
    return tuple(sorted(days, key=lambda day: (day.weekday, _month_order(day.nth))))


def _month_order(number: int) -> int:
    """Counting from the end comes after counting from the start."""
    return number if number >= 0 else 100 + number


def _week_of_month(dates: tuple[int, ...]) -> int:
    """2 for 8 to 14: some write the second Tuesday as the Tuesday from the 8th to the 14th."""
    week = (dates[0] + 6) // 7
    return week if 1 <= week <= 4 and dates == tuple(range(week * 7 - 6, week * 7 + 1)) else 0


def _turn(rule: Rule) -> int:
    anchor = rule.anchor
    if anchor is None or rule.interval < 2:
        return 0
    if rule.freq is Freq.WEEKLY:
        return (anchor.toordinal() - 1 - rule.wkst) // 7 % rule.interval
    if rule.freq is Freq.MONTHLY:
        return (anchor.year * 12 + anchor.month) % rule.interval
    return anchor.toordinal() % rule.interval


def _nightly(said: Phrase) -> Phrase:
    nights = all(
        hours.opens and hours.closes and hours.opens >= EVENING and dt.time(0) < hours.closes < hours.opens
        for hours in said.hours
    )
    if said.pattern is Pattern.DAYS and said.every == 1 and said.hours and nights:
        return replace(said, pattern=Pattern.NIGHTS)
    if said.pattern is Pattern.NIGHTS and not nights:
        return replace(said, pattern=Pattern.DAYS)
    return said


def _merged(
    said: Iterable[Phrase],
    key: Callable[[Phrase], Hashable],
    join: Callable[[Phrase, Phrase], Phrase],
) -> list[Phrase]:
    together: dict[Hashable, Phrase] = {}
    for one in said:
        before = together.get(key(one))
        together[key(one)] = one if before is None else join(before, one)
    return list(together.values())


def _but_days(said: Phrase) -> Hashable:
    if said.pattern in {Pattern.WEEKS, Pattern.MONTH_WEEKDAYS} and said.days and said.times is None:
        starts = said.starts if said.every == 1 else None
        return replace(said, days=(), off=(), extra=(), starts=starts and _week(starts))
    if said.pattern is Pattern.MONTH_DATES and said.dates and said.times is None:
        return replace(said, dates=(), off=(), extra=())
    return said


def _with_days_of(first: Phrase, second: Phrase) -> Phrase:
    days = tuple(sorted({*first.days, *second.days}, key=lambda day: (day.weekday, _month_order(day.nth))))
    whole_week = first.pattern is Pattern.WEEKS and first.every == 1 and len(days) == 7
    return replace(
        first,
        pattern=Pattern.DAYS if whole_week else first.pattern,
        days=() if whole_week else days,
        dates=tuple(sorted({*first.dates, *second.dates}, key=_month_order)),
        starts=min(first.starts, second.starts) if first.starts and second.starts else None,
        off=tuple(sorted({*first.off, *second.off})),
        extra=tuple(sorted({*first.extra, *second.extra}, key=lambda extra: (extra.day, extra.opens_at))),
    )


def _but_hours(said: Phrase) -> Hashable:
    can_say = said.hours and said.pattern is not Pattern.HOURS
    return replace(said, hours=()) if can_say else said


def _with_hours_of(first: Phrase, second: Phrase) -> Phrase:
    both = {*first.hours, *second.hours}
    return replace(first, hours=tuple(sorted(both, key=lambda hours: (hours.opens or dt.time(0),) * 2)))


def _week(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=day.weekday())
