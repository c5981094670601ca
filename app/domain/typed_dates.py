"""Dates as people type them: `24 December`, `Thursday 24th Dec 2026`, `24/12/26`, `24.12.2026`.

A date without a year is the next such day. Numbers stand as day, month, year.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping

from app.domain.schedule_rule import EARLIEST, LATEST

MONTHS: Mapping[str, int] = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NUMBERS = re.compile(r"(\d{1,2})\s*[/. -]\s*(\d{1,2})(?:\s*[/. -]\s*(\d{2}|\d{4}))?\.?")
_WORDS = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|\.)?(?:\s+of)?\s+([^\W\d]+)\.?,?(?:\s+(\d{4}|\d{2}))?"
)
_MONTH_FIRST = re.compile(r"(?:[^\W\d]+,?\s+)?([^\W\d]+)\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?(?:\s+(\d{4}))?")


def read_date(typed: str, today: dt.date, months: Mapping[str, int] = MONTHS) -> dt.date | None:
    """The day, or None. `months` are names of months in small letters, in the reader's language too."""
    text = " ".join(typed.strip().casefold().split())
    if found := _ISO.fullmatch(text):
        return _day(int(found[3]), int(found[2]), found[1], today)
    if found := _NUMBERS.fullmatch(text):
        return _day(int(found[1]), int(found[2]), found[3], today)
    if found := _WORDS.fullmatch(text):
        return _day(int(found[1]), months.get(found[2], 0), found[3], today)
    if found := _MONTH_FIRST.fullmatch(text):
        return _day(int(found[2]), months.get(found[1], 0), found[3], today)
    return None


def write_date(day: dt.date, *, in_words: bool = True) -> str:
    """As `read_date` reads it back: `24 December 2026`, or `24/12/2026` for other languages."""
    return f"{day.day} {calendar.month_name[day.month]} {day.year}" if in_words else f"{day:%d/%m/%Y}"


def _day(day: int, month: int, year: str | None, today: dt.date) -> dt.date | None:
    years = [int(year) + (2000 if len(year) == 2 else 0)] if year else range(today.year, today.year + 9)
    for one in years:
        try:
            made = dt.date(one, month, day)
        except ValueError:
            continue
        if not EARLIEST < made <= LATEST:
            return None
        if year or made >= today:
            return made
    return None
