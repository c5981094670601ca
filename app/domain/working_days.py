"""Counting in working days: Monday to Friday without bank holidays."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

DAY = dt.timedelta(days=1)
WEEK = 7
SATURDAY = 5


def is_working_day(day: dt.date, holidays: Collection[dt.date]) -> bool:
    return day.weekday() < SATURDAY and day not in holidays


def after(day: dt.date, days: int, holidays: Collection[dt.date]) -> dt.date:
    """The day that lies so many working days after another; that day itself for none."""
    while days > 0:
        day += DAY
        days -= is_working_day(day, holidays)
    return day


def between(start: dt.date, end: dt.date, holidays: Collection[dt.date]) -> int:
    """How many working days follow the start, up to the end and with it; none where it lies before."""
    span = (end - start).days
    if span <= 0:
        return 0
    weeks, rest = divmod(span, WEEK)
    odd = (start + DAY * step for step in range(1, rest + 1))
    weekdays = weeks * SATURDAY + sum(day.weekday() < SATURDAY for day in odd)
    return weekdays - sum(start < day <= end and day.weekday() < SATURDAY for day in holidays)
