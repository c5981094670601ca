"""Which listings happen on a day and a part of it, from the times that are really to come."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.gateways.search_index import Snapshot

WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
PARTS = {"morning": 0, "afternoon": 1, "evening": 2}
STEP = 10
"""What is over today is looked at again this often. Units: minutes."""

Slot = tuple[int, int, int]
NONE: Slot = (0, 0, 0)


@dataclass(frozen=True)
class Days:
    """Listings by day and part. `dates` are the days held from today."""

    slots: Mapping[str, Slot]
    dates: tuple[str, ...]

    def on(self, days: Sequence[str], parts: Sequence[str]) -> int:
        """Listings with a time on one of these days, in one of these parts of it. None given: any."""
        wanted = [PARTS[part] for part in parts] or [0, 1, 2]
        bits = 0
        for day in days or WEEKDAYS:
            slot = self.slots.get(day, NONE)
            for part in wanted:
                bits |= slot[part]
        return bits


def days(snap: Snapshot, now: dt.datetime) -> Days:
    """The days ahead, seen from a local moment."""
    key = ("days", *step_of(now))
    held: Days | None = snap.views.get(key)
    if held is None:
        held = _days(snap, *step_of(now))
        snap.views.put(key, held, 300 + 30 * snap.top // 7)
    return held


def step_of(now: dt.datetime) -> tuple[dt.date, int]:
    """The day and the minute that counts are kept under: every ten minutes what is over falls out of them."""
    return now.date(), (now.hour * 60 + now.minute) // STEP * STEP


def _days(snap: Snapshot, today: dt.date, minute: int) -> Days:
    dates = sorted({name[3:13] for name in snap.bits if name.startswith("at:")})
    dates = [date for date in dates if date >= today.isoformat()]
    still_on = snap.still_on(today.isoformat(), minute)
    slots: dict[str, list[int]] = {day: [0, 0, 0] for day in (*WEEKDAYS, "today", "tomorrow")}
    for date in dates:
        day = dt.date.fromisoformat(date)
        ahead = (day - today).days
        for part in range(3):
            bits = snap.term(f"at:{date}:{part}") & (still_on if ahead == 0 else -1)
            slots[WEEKDAYS[day.weekday()]][part] |= bits
            if ahead < 2:
                slots[("today", "tomorrow")[ahead]][part] |= bits
    for name, members in (("weekdays", WEEKDAYS[:5]), ("weekend", WEEKDAYS[5:])):
        slots[name] = [slots[members[0]][part] | 0 for part in range(3)]
        for day_name in members[1:]:
            for part in range(3):
                slots[name][part] |= slots[day_name][part]
    return Days({name: (bits[0], bits[1], bits[2]) for name, bits in slots.items()}, tuple(dates))
