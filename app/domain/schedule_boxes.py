"""The form in which a volunteer says when something happens: its boxes, and what can be wrong with them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

MOST_DATES = 60
"""Dates off, and extra dates, of one pattern."""
LONGEST_NOTE = 300
WHICH = (1, 2, 3, 4, 5, -1)
LAST = "last"


class Repeats(StrEnum):
    """How often: the first question."""

    ONCE = "once"
    DAYS = "days"
    WEEKS = "weeks"
    OTHER_WEEKS = "other-weeks"
    MONTH_WEEKDAYS = "month-weekdays"
    MONTH_DATES = "month-dates"
    VARIES = "varies"


class Box(StrEnum):
    """A box of the form."""

    DAYS = "days"
    WHICH = "which"
    DATES = "dates"
    OPENS = "opens"
    CLOSES = "closes"
    FIRST = "first"
    UNTIL = "until"
    TERM_TIME = "term_time"
    BANK_HOLIDAYS = "bank_holidays"
    OFF = "off"
    EXTRA = "extra"
    NOTE = "note"


_ALWAYS = (Box.OPENS, Box.CLOSES)
_REGULAR = (Box.FIRST, Box.UNTIL, Box.TERM_TIME, Box.BANK_HOLIDAYS, Box.OFF, Box.EXTRA, Box.NOTE)
BOXES: Mapping[Repeats, tuple[Box, ...]] = {
    Repeats.ONCE: (Box.FIRST, *_ALWAYS, Box.NOTE),
    Repeats.DAYS: (*_ALWAYS, *_REGULAR),
    Repeats.WEEKS: (Box.DAYS, *_ALWAYS, *_REGULAR),
    Repeats.OTHER_WEEKS: (Box.DAYS, *_ALWAYS, *_REGULAR),
    Repeats.MONTH_WEEKDAYS: (Box.WHICH, Box.DAYS, *_ALWAYS, *_REGULAR),
    Repeats.MONTH_DATES: (Box.DATES, *_ALWAYS, *_REGULAR),
    Repeats.VARIES: (Box.NOTE, Box.EXTRA, *_ALWAYS),
}
"""Which boxes an answer brings with it, in their order."""


class Wrong(StrEnum):
    """What can be wrong with a box."""

    NO_DAY = "no-day"
    NO_WHICH = "no-which"
    NO_DATES = "no-dates"
    NO_FIRST = "no-first"
    NO_DATE_ONCE = "no-date-once"
    NOTHING = "nothing"
    BAD_DATES = "bad-dates"
    BAD_TIME = "bad-time"
    BAD_DATE = "bad-date"
    BAD_EXTRA = "bad-extra"
    SAME_TIMES = "same-times"
    OTHER_DAY = "other-day"
    ENDS_FIRST = "ends-first"
    NEVER = "never"
    NOT_A_DATE_OF_IT = "not-a-date-of-it"
    TWICE = "twice"
    TOO_MANY = "too-many"
    TOO_LONG = "too-long"


@dataclass(frozen=True, slots=True)
class Fault:
    """`value` is what was typed, `day` the day it is about; the words are given in web/."""

    box: Box
    kind: Wrong
    value: str = ""
    day: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Typed:
    """The form as it stands, every box as typed. `off` and `extra` hold one date a line."""

    repeats: str = ""
    days: tuple[str, ...] = ()
    which: tuple[str, ...] = ()
    dates: str = ""
    opens: str = ""
    closes: str = ""
    first: str = ""
    until: str = ""
    term_time: bool = False
    bank_holidays: bool = False
    off: str = ""
    extra: str = ""
    note: str = ""
