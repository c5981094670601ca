"""A month on one page: what runs for long above it, the rest on its days."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

SHORT_DAYS = 7
"""What runs longer than that would fill every box."""


class Spanning(Protocol):
    @property
    def starts_on(self) -> dt.date: ...

    @property
    def ends_on(self) -> dt.date: ...


Thing = TypeVar("Thing", bound=Spanning)


@dataclass(slots=True)
class Day(Generic[Thing]):
    date: dt.date
    is_inside: bool
    """Of the month itself, and not of its neighbours."""
    things: list[Thing] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class MonthPage(Generic[Thing]):
    long: tuple[Thing, ...]
    weeks: tuple[tuple[Day[Thing], ...], ...]
    """From Monday on."""


def month_page(first: dt.date, things: Iterable[Thing]) -> MonthPage[Thing]:
    """The month that begins on a day, with what happens in it."""
    kept = list(things)
    long = [one for one in kept if (one.ends_on - one.starts_on).days >= SHORT_DAYS]
    short = [one for one in kept if one not in long]
    weeks = [
        tuple(
            Day(
                day,
                day.month == first.month,
                [one for one in short if day.month == first.month and one.starts_on <= day <= one.ends_on],
            )
            for day in week
        )
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    return MonthPage(tuple(long), tuple(weeks))
