"""Break-glass: opening what is not yours to see for an hour, and answering for it afterwards."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

LASTS = dt.timedelta(minutes=60)
LEAST_REASON = 20
"""Units: characters."""
MOST_REASON = 1000
REVIEW_WITHIN = 5
"""Units: working days."""


def is_reason_enough(reason: str) -> bool:
    """Does it say something, and not one letter twenty times?"""
    said = " ".join(reason.split())
    return len(said) >= LEAST_REASON and len({letter for letter in said.lower() if letter.isalpha()}) >= 6


def review_due(opened: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The last day somebody should have reviewed it."""
    day, left = opened, REVIEW_WITHIN
    while left:
        day += dt.timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day
