"""Our schedules as the standards can say them: weekly and monthly patterns with bounds, the rest in words.

A single day is a weekly pattern that ends the day it begins, so that whoever works out the dates gets that
day and no other. The words are read again by `app.domain.feeds.timing`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from typing import Any

from app.domain.openreferral.fields import Profile
from app.domain.openreferral.parts import Row
from app.domain.recurrence import last_day
from app.domain.schedule_parsing import parse_rule
from app.domain.schedule_rule import EARLIEST, WEEKDAYS, Freq, clock_time

MOST_DATES = 40
SAYABLE = frozenset((Freq.WEEKLY, Freq.MONTHLY, ""))
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
TERM_TIME = "Term time only."
NOT_BANK_HOLIDAYS = "Not on bank holidays."
OVERNIGHT = "Overnight: it ends the next day."
_SAYS_TERM_TIME = re.compile(r"term[ -]?time only|during term[ -]?time", re.IGNORECASE)
_SAYS_HOLIDAYS = re.compile(r"bank holidays?|public holidays?", re.IGNORECASE)
_WEEK = r"[+-]?(?:[1-9]|[1-4]\d|5[0-3])"
_DAY = rf"(?:{_WEEK})?(?:MO|TU|WE|TH|FR|SA|SU)"
_LISTS = {
    "byday": re.compile(rf"{_DAY}(?:,{_DAY})*"),
    "bymonthday": re.compile(r"[+-]?(?:[1-9]|[12]\d|3[01])(?:,[+-]?(?:[1-9]|[12]\d|3[01]))*"),
    "byweekno": re.compile(rf"{_WEEK}(?:,{_WEEK})*"),
    "byyearday": re.compile(r"[+-]?[1-9]\d{0,2}(?:,[+-]?[1-9]\d{0,2})*"),
}


def published(profile: Profile, row: Row, exceptions: Sequence[Row]) -> Iterator[dict[str, Any]]:
    """The schedule, then a row for each day added to it."""
    said: list[str] = []
    pattern = _pattern(profile, row, said)
    opens, closes = _hours(row, said)
    said += _besides(row, exceptions, opens, closes)
    own = [str(row["description"]).strip(), *said]
    yield {
        **row,
        **pattern,
        "opens_at": opens,
        "closes_at": closes,
        "description": " ".join(filter(None, own)),
    }
    for one in exceptions:
        if one["happens"]:
            yield _added(row, one, opens, closes)


def _pattern(profile: Profile, row: Row, said: list[str]) -> dict[str, Any]:
    """How often, between which days. What cannot be said so goes into the words."""
    freq, start, interval = str(row["freq"]), row["dtstart"], row["interval"] or 1
    valid_from, valid_to = row["valid_from"], row["valid_to"]
    ends_itself = row["until"] is not None or row["count"] is not None
    if ends_itself and (profile is Profile.UK or freq not in SAYABLE):
        ends = last_day(parse_rule(row).rule)
        if ends is not None and ends > EARLIEST:
            valid_to = ends if valid_to is None else min(ends, valid_to)
    if valid_from and valid_to and valid_to < valid_from:
        valid_to = None
    made: dict[str, Any] = {
        "valid_from": valid_from,
        "valid_to": valid_to,
        **{name: _listed(shape, row[name], said) for name, shape in _LISTS.items()},
        "interval": row["interval"] if (row["interval"] or 0) > 0 else None,
        "count": row["count"] if (row["count"] or 0) > 0 else None,
    }
    if freq in SAYABLE:
        return made
    match freq:
        case Freq.ONCE if start is not None:
            said.append(f"On {in_words(start)} only.")
            return {**made, **_one_day(start)}
        case Freq.DAILY if interval == 1:
            return {**made, "freq": "WEEKLY", "byday": made["byday"] or ",".join(WEEKDAYS), "count": None}
        case Freq.DAILY if interval % 7 == 0 and start is not None and not made["byday"]:
            days = {"byday": WEEKDAYS[start.weekday()], "interval": interval // 7, "count": None}
            return {**made, "freq": "WEEKLY", **days}
        case Freq.YEARLY if start is not None and not made["byday"] and not made["bymonthday"]:
            monthly = {"freq": "MONTHLY", "interval": 12 * interval, "bymonthday": str(start.day)}
            return {**made, **monthly, "count": None}
    said.append(_unsaid(freq, interval, start))
    return {**made, "freq": "", "interval": None, "count": None}


def _unsaid(freq: str, interval: int, start: dt.date | None) -> str:
    often = {Freq.DAILY: "day", Freq.YEARLY: "year"}.get(freq)  # type: ignore[call-overload]
    since = f" from {in_words(start)}" if start else ""
    if often is None:
        return "Once." if freq == Freq.ONCE else f"{freq.capitalize()}{since}."
    return f"Every {often}{since}." if interval == 1 else f"Every {interval} {often}s{since}."


def _listed(shape: re.Pattern[str], value: str, said: list[str]) -> str:
    """A list as RFC 5545 writes it; anything else is words."""
    bare = value.replace(" ", "").upper()
    if not bare or shape.fullmatch(bare):
        return bare
    said.append(value.strip())
    return ""


def _hours(row: Row, said: list[str]) -> tuple[str, str]:
    hours = []
    for name in ("opens_at", "closes_at"):
        text = str(row[name]).strip()
        time = clock_time(text)
        if text and time is None:
            said.append(text)
        hours.append(f"{time:%H:%M}" if time else "")
    opens, closes = hours
    return opens, "" if closes == opens else closes


def _besides(row: Row, exceptions: Sequence[Row], opens: str, closes: str) -> Iterator[str]:
    words = f"{row['description']} {row['notes']}"
    off = [in_words(one["day"]) for one in exceptions if not one["happens"]][:MOST_DATES]
    extra = [_extra(one) for one in exceptions if one["happens"]][:MOST_DATES]
    if row["term_time_only"] and not _SAYS_TERM_TIME.search(words):
        yield TERM_TIME
    if row["off_on_bank_holidays"] and not _SAYS_HOLIDAYS.search(words):
        yield NOT_BANK_HOLIDAYS
    if off:
        yield f"Not on {', '.join(off)}."
    if extra:
        yield f"Also, or at other hours, on {', '.join(extra)}."
    if opens and closes and closes < opens and "overnight" not in words.lower():
        yield OVERNIGHT


def _extra(one: Row) -> str:
    opens, closes = _hours(one, [])
    return in_words(one["day"]) + (f" {opens} to {closes}" if opens and closes else "")


def _one_day(day: dt.date) -> dict[str, Any]:
    return {
        **{"freq": "WEEKLY", "byday": WEEKDAYS[day.weekday()], "bymonthday": "", "interval": None},
        **{"dtstart": day, "valid_from": day, "valid_to": day, "until": None, "count": None},
        **{"byweekno": "", "byyearday": "", "wkst": ""},
    }


def _added(row: Row, one: Row, opens: str, closes: str) -> dict[str, Any]:
    said: list[str] = []
    own = _hours(one, said)
    own = own if own[0] else (opens, closes)
    words = [f"On {in_words(one['day'])} only.", str(one["note"]).strip(), *said]
    if own[0] and own[1] and own[1] < own[0]:
        words.append(OVERNIGHT)
    return {
        **row,
        **_one_day(one["day"]),
        "id": one["id"],
        "opens_at": own[0],
        "closes_at": own[1],
        "description": " ".join(filter(None, words)),
        "notes": "",
    }


def in_words(day: dt.date) -> str:
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
