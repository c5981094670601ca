"""How old somebody is."""

from __future__ import annotations

import datetime as dt


def age_on(born_on: str | None, day: dt.date) -> int | None:
    """Whole years on a day; None where the day of birth is not known. `born_on`: ISO date."""
    try:
        born = dt.date.fromisoformat(born_on or "")
    except ValueError:
        return None
    return max(0, day.year - born.year - ((day.month, day.day) < (born.month, born.day)))
