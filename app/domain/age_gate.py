"""Birth dates: which can be true, and who is old enough."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

EARLIEST = dt.date(1900, 1, 1)


class BirthFault(StrEnum):
    FUTURE = "future"
    TOO_LONG_AGO = "too-long-ago"


def fault_of(born: dt.date, today: dt.date) -> BirthFault | None:
    """Why nobody alive was born then, or None."""
    if born > today:
        return BirthFault.FUTURE
    return BirthFault.TOO_LONG_AGO if born < EARLIEST else None


def age_on(born: dt.date, day: dt.date) -> int:
    """Whole years. Who was born on 29 February has their birthday on 1 March in other years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_old_enough(born: dt.date, day: dt.date, minimum: int) -> bool:
    """From the birthday on."""
    return age_on(born, day) >= minimum
