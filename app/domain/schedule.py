"""Real dates: what rules and a calendar give between two days, on the wall clock of the place.

Clock changes: hours are what the clock on the wall says. A time that the spring change leaves out is
read with the offset before it, so 1:30am becomes 2:30am; of a time that autumn gives twice, the first
counts (RFC 5545, 3.3.5). An end that would fall before its start keeps the length on the wall instead.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from app.domain.places import Place
from app.domain.recurrence import is_known, pattern_days
from app.domain.schedule_phrase import Hourly, Pattern, Phrase, phrase, phrases
from app.domain.schedule_rule import (
    LATEST,
    NO_CALENDAR,
    NO_HOURS,
    PLACE_ZONE,
    ByDay,
    Calendar,
    ExtraDate,
    Freq,
    Hours,
    Rule,
    hours_between,
)

__all__ = [
    "NO_CALENDAR",
    "PLACE_ZONE",
    "ByDay",
    "Calendar",
    "ExtraDate",
    "Freq",
    "Hourly",
    "Hours",
    "Occurrence",
    "Pattern",
    "Phrase",
    "Rule",
    "calendar_of",
    "hours_between",
    "is_known",
    "occurrences",
    "phrase",
    "phrases",
    "skipped",
    "upcoming",
]

LONGEST_SPAN = dt.timedelta(days=3700)
HORIZONS = (15, 70, 400, 1500)
"""Units: days. How far `upcoming` looks, step by step."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time it happens. `timed` is false when only the day is known; then it starts at midnight."""

    starts: dt.datetime
    ends: dt.datetime | None
    rule: int
    timed: bool = True
    hours: Hours = NO_HOURS

    @property
    def day(self) -> dt.date:
        """The day people would call it: a night that ends in the morning belongs to its evening."""
        return self.starts.date()

    @property
    def over_at(self) -> dt.datetime:
        """When it no longer makes sense to set out: the end, else the start, else the end of the day."""
        if self.ends is not None:
            return self.ends
        return self.starts if self.timed else self.starts + dt.timedelta(days=1)


def calendar_of(place: Place) -> Calendar:
    """The bank holidays and school terms a place has published."""
    return Calendar(place.bank_holidays, tuple((term.start, term.end) for term in place.term_times))


def occurrences(rules: Sequence[Rule], calendar: Calendar, first: dt.date, last: dt.date) -> list[Occurrence]:
    """Everything that starts from first to last (both included, ten years at most), in total order.

    Two rules that give the very same hours give one occurrence, that of the earlier rule.
    """
    last = min(last, LATEST, first + min(LONGEST_SPAN, dt.date.max - first))
    found: dict[tuple[dt.datetime, dt.datetime | None, bool], Occurrence] = {}
    for position, rule in enumerate(rules):
        for day, hours in _days_and_hours(rule, calendar, first, last):
            starts, ends, timed = _on_the_clock(day, hours)
            found.setdefault((starts, ends, timed), Occurrence(starts, ends, position, timed, hours))
    return sorted(found.values(), key=lambda one: (one.starts, one.ends or one.starts, one.rule, one.timed))


def upcoming(rules: Sequence[Rule], calendar: Calendar, now: dt.datetime, limit: int = 6) -> list[Occurrence]:
    """The next occurrences that are not over yet, what began last night included. `now` is aware."""
    local = now.astimezone(PLACE_ZONE)
    yesterday = local.date() - dt.timedelta(days=1)
    coming: list[Occurrence] = []
    for days in HORIZONS:
        until = local.date() + dt.timedelta(days=days)
        coming = [one for one in occurrences(rules, calendar, yesterday, until) if one.over_at > local]
        if len(coming) >= limit:
            break
    return coming[:limit]


def skipped(rules: Sequence[Rule], calendar: Calendar, first: dt.date, last: dt.date) -> list[dt.date]:
    """Days the patterns would give but on which nothing happens: called off, bank holiday, not term."""
    usual = {day for rule in rules for day in pattern_days(rule, first, min(last, LATEST))}
    return sorted(usual - {one.day for one in occurrences(rules, calendar, first, last)})


def _days_and_hours(
    rule: Rule, calendar: Calendar, first: dt.date, last: dt.date
) -> list[tuple[dt.date, Hours]]:
    """An extra date stands whatever the calendar says, and in the place of the usual hours of its day."""
    extras = {extra.day for extra in rule.extra_dates}
    off = {*rule.off_dates, *extras}
    found = [
        (day, rule.hours)
        for day in pattern_days(rule, first, last)
        if day not in off and calendar.allows(rule, day)
    ]
    for extra in rule.extra_dates:
        if first <= extra.day <= last:
            own = hours_between(extra.opens_at, extra.closes_at)
            found.append((extra.day, own if own.opens else rule.hours))
    return found


@lru_cache(maxsize=8192)
def _on_the_clock(day: dt.date, hours: Hours) -> tuple[dt.datetime, dt.datetime | None, bool]:
    if hours.opens is None:
        return dt.datetime.combine(day, dt.time.min, PLACE_ZONE), None, False
    starts = _existing(dt.datetime.combine(day, hours.opens, PLACE_ZONE))
    if hours.closes is None:
        return starts, None, True
    end_day = day if hours.closes > hours.opens else day + dt.timedelta(days=1)
    ends = _existing(dt.datetime.combine(end_day, hours.closes, PLACE_ZONE))
    if ends <= starts:
        length = dt.datetime.combine(end_day, hours.closes) - dt.datetime.combine(day, hours.opens)
        ends = (starts.astimezone(dt.UTC) + length).astimezone(PLACE_ZONE)
    return starts, ends, True


def _existing(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(dt.UTC).astimezone(PLACE_ZONE)
