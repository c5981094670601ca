"""What a schedule says: one frozen rule, and the calendar of the place it is read against."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

PLACE_ZONE = ZoneInfo("Europe/London")
EARLIEST = dt.date(1900, 1, 1)
LATEST = dt.date(2200, 12, 31)
MOST_REPEATS = 10_000
"""A count above this is as good as no count: every day for 27 years."""

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


class Freq(StrEnum):
    ONCE = "ONCE"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"


class ByDay(NamedTuple):
    """A weekday, Monday 0, and which one in the month: 0 every, 1 first, -1 last."""

    weekday: int
    nth: int = 0

    def __str__(self) -> str:
        return f"{self.nth or ''}{WEEKDAYS[self.weekday]}"


class Hours(NamedTuple):
    """Wall-clock times in the place; closes earlier than opens means past midnight."""

    opens: dt.time | None = None
    closes: dt.time | None = None


NO_HOURS = Hours()


@dataclass(frozen=True, slots=True)
class ExtraDate:
    """A day added, or one of the usual days at other hours. Empty hours: the usual ones."""

    day: dt.date
    opens_at: str = ""
    closes_at: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """When something happens, in plain values. `parse_rule` makes one of anything; this never raises."""

    freq: Freq | None = None
    interval: int = 1
    byday: tuple[ByDay, ...] = ()
    bymonthday: tuple[int, ...] = ()
    dtstart: dt.date | None = None
    until: dt.date | None = None
    count: int | None = None
    wkst: int = 0
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    opens_at: str = ""
    closes_at: str = ""
    term_time_only: bool = False
    off_on_bank_holidays: bool = False
    off_dates: tuple[dt.date, ...] = ()
    extra_dates: tuple[ExtraDate, ...] = ()
    notes: str = ""

    @property
    def anchor(self) -> dt.date | None:
        """The first date, which fixes whose turn it is; None when not given or not believable."""
        if self.dtstart is not None and EARLIEST <= self.dtstart <= LATEST:
            return self.dtstart
        return None

    @property
    def hours(self) -> Hours:
        return hours_between(self.opens_at, self.closes_at)


@dataclass(frozen=True, slots=True)
class Calendar:
    """The days of a place that schedules refer to. Terms are inclusive; outside them it is holiday."""

    bank_holidays: frozenset[dt.date] = frozenset()
    terms: tuple[tuple[dt.date, dt.date], ...] = ()

    def is_term_time(self, day: dt.date) -> bool:
        return any(start <= day <= end for start, end in self.terms)

    def allows(self, rule: Rule, day: dt.date) -> bool:
        """Whether the rule keeps this day. Where no term is known, no term-time day is invented."""
        if rule.off_on_bank_holidays and day in self.bank_holidays:
            return False
        return not rule.term_time_only or self.is_term_time(day)


NO_CALENDAR = Calendar()


@lru_cache(maxsize=4096)
def clock_time(text: str) -> dt.time | None:
    """The time written as HH:MM, or None."""
    hour, colon, minute = text.partition(":")
    if not (colon and hour.isascii() and hour.isdigit() and minute.isascii() and minute.isdigit()):
        return None
    if len(hour) > 2 or len(minute) != 2 or int(hour) > 23 or int(minute) > 59:
        return None
    return dt.time(int(hour), int(minute))


@lru_cache(maxsize=4096)
def hours_between(opens_at: str, closes_at: str) -> Hours:
    """Opening hours; an end equal to the start is no end."""
    opens, closes = clock_time(opens_at), clock_time(closes_at)
    return Hours(opens, None if closes == opens else closes)
