"""The one source of "now". Tests move it; nothing else asks the system for the time."""

from __future__ import annotations

import datetime as dt
import os
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> dt.datetime:
    """The present moment as aware UTC. `GINNEL_NOW` (an ISO moment) stops the clock for demos and tests."""
    fixed = os.environ.get("GINNEL_NOW")
    if fixed:
        moment = dt.datetime.fromisoformat(fixed)
        return (moment if moment.tzinfo else moment.replace(tzinfo=LONDON)).astimezone(dt.UTC)
    return dt.datetime.now(dt.UTC)


def local_now() -> dt.datetime:
    return now().astimezone(LONDON)


def today() -> dt.date:
    """The date on the wall in the place."""
    return local_now().date()


def local_day(moment: dt.datetime) -> dt.date:
    """The day a moment falls on in the place."""
    return moment.astimezone(LONDON).date()


def midnight(day: dt.date) -> dt.datetime:
    """The moment a day begins in the place, as aware UTC."""
    return dt.datetime.combine(day, dt.time(), LONDON).astimezone(dt.UTC)
