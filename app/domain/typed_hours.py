"""Times of day as people type them: `10`, `10.30am`, `half 2`, `noon`, `1430`.

A bare number is read as a group would mean it: 1 to 6 in the afternoon, 7 to 11 in the morning. An end is
the first such time after its start. What was read is always shown, so that a wrong guess is seen.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

FIRST_MORNING_HOUR = 7
"""A bare hour below this is one of the afternoon or evening."""
MORNING, AFTERNOON = "am", "pm"

_NUMBERS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)
_NUMBER = re.compile(r"\b(" + "|".join(_NUMBERS) + r")\b")
_HALF_OF_DAY = (
    (re.compile(r"\b(?:a ?m|in the morning)\Z"), MORNING),
    (re.compile(r"\b(?:p ?m|in the (?:afternoon|evening)|at night|(?<=\d)p)\Z"), AFTERNOON),
)
_PAST = re.compile(r"(half|quarter|\d{1,2})(?: past)? (\d{1,2})")
_QUARTER_TO = re.compile(r"quarter to (\d{1,2})")
_CLOCK = re.compile(r"(\d{1,2})(?:[ :h](\d{2}))?h?")
_RUN = re.compile(r"(\d{1,2})(\d{2})h?")
_MINUTES = {"half": 30, "quarter": 15}


class Read(NamedTuple):
    """A time as it was typed. `half` is empty where the words leave it open whether am or pm."""

    hour: int
    minute: int
    half: str = ""

    def at(self, half: str) -> dt.time:
        return dt.time(self.hour % 12 + (12 if half == AFTERNOON else 0), self.minute)


def read_hours(opens: str, closes: str) -> tuple[dt.time | None, dt.time | None]:
    """Start and end as typed; None for an empty or unreadable one."""
    start, end = _read(opens), _read(closes)
    first = _settled(start)
    if isinstance(start, Read) and not start.half and isinstance(end, Read) and end.half:
        # "7 to 9pm" is all in the evening; "10 to 2pm" cannot be.
        same = start.at(end.half)
        first = same if same < end.at(end.half) else first
    return first, _after(first, end)


def read_time(typed: str) -> dt.time | None:
    """One time as typed, or None."""
    return _settled(_read(typed))


def write_time(time: dt.time) -> str:
    """The time as `read_time` reads it back: `10am`, `2:30pm`, `noon`, `midnight`."""
    if time.minute == 0 and time.hour in {0, 12}:
        return "noon" if time.hour else "midnight"
    minutes = f":{time.minute:02}" if time.minute else ""
    return f"{(time.hour - 1) % 12 + 1}{minutes}{MORNING if time.hour < 12 else AFTERNOON}"


def _read(typed: str) -> Read | dt.time | None:
    text = " ".join(re.sub(r"[.,]", " ", typed.strip().lower()).split())
    text = re.sub(r"\s*o\W?\s?clock", "", re.sub(r"\s*([:h])\s*(?=\d)", r"\1", text))
    if text in {"noon", "midday", "12 noon", "12 midday"}:
        return dt.time(12)
    if text in {"midnight", "12 midnight", "24:00", "24 00"}:
        return dt.time(0)
    text = _NUMBER.sub(lambda found: str(_NUMBERS.index(found[1]) + 1), text)
    half = ""
    for pattern, name in _HALF_OF_DAY:
        text, found = pattern.subn("", re.sub(r"(?<=\d)(?=[ap] ?m?\Z)", " ", text))
        if found:
            half, text = name, text.strip()
            break
    return _numbers(text, half)


def _numbers(text: str, half: str) -> Read | dt.time | None:
    if found := _PAST.fullmatch(text):
        if "past" in text or found[1] == "half":
            return _made(int(found[2]), _MINUTES.get(found[1]) or int(found[1], 10), half)
    elif found := _QUARTER_TO.fullmatch(text):
        hour = int(found[1])
        return _made((hour - 2) % 12 + 1, 45, half) if 1 <= hour <= 12 else None
    found = _RUN.fullmatch(text) if len(text) in {3, 4} and text.isdigit() else _CLOCK.fullmatch(text)
    if found is None:
        return None
    return _made(int(found[1]), int(found[2] or 0), half, exact=found[1][0] == "0")


def _made(hour: int, minute: int, half: str, *, exact: bool = False) -> Read | dt.time | None:
    if hour > 23 or minute > 59:
        return None
    if half:
        return Read(hour, minute, half) if 1 <= hour <= 12 else None
    if exact or hour == 0 or hour > 12:
        return dt.time(hour, minute)
    return Read(hour, minute)


def _settled(read: Read | dt.time | None) -> dt.time | None:
    if not isinstance(read, Read):
        return read
    usual = MORNING if FIRST_MORNING_HOUR <= read.hour < 12 else AFTERNOON
    return read.at(read.half or usual)


def _after(start: dt.time | None, end: Read | dt.time | None) -> dt.time | None:
    if not isinstance(end, Read) or end.half or start is None:
        return _settled(end)
    later = [time for time in (end.at(MORNING), end.at(AFTERNOON)) if time > start]
    return min(later, default=end.at(MORNING))
