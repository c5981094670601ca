"""Counts how often each listing is looked at, by week: no person, no time of day.

One of the recorders that a GET may use (decisions 1). Looks are held in memory and written every few
seconds, many at once, in a short transaction of their own. A count that cannot be written is let go, and so
is what a process held when it was killed.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
import uuid
from collections import Counter
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, delete, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import OperationalError

from app import clock
from app.database import db, writing_aside
from app.models.directory import Service
from app.models.stewardship import ListingView

log = logging.getLogger("ginnel")

KEPT_FOR = dt.timedelta(weeks=106)
"""Two years to compare, and a little."""

_held: WeakKeyDictionary[Engine, Looks] = WeakKeyDictionary()

Look = tuple[uuid.UUID, dt.date]
"""A listing and the Monday of the week it was looked at."""


class Looks:
    """What a process has seen and not written yet."""

    def __init__(self) -> None:
        self._counted: Counter[Look] = Counter()
        self._lock = threading.Lock()
        self._written_at = time.monotonic()

    def add(self, look: Look, *, every: float) -> bool:
        """Add one; True for the caller who should now write."""
        with self._lock:
            self._counted[look] += 1
            if time.monotonic() - self._written_at < every:
                return False
            self._written_at = time.monotonic()
            return True

    def take(self) -> Counter[Look]:
        """All of them, which are then no longer held."""
        with self._lock:
            taken, self._counted = self._counted, Counter()
            return taken

    def clear(self) -> None:
        self.take()


def count(listing: uuid.UUID, *, every: float) -> None:
    """Somebody looked at a listing's page. What is held is written `every` so many seconds."""
    if held().add((listing, week_of(clock.today())), every=every):
        write()


def held() -> Looks:
    """The looks at the listings of this database."""
    return _held.setdefault(db.engine, Looks())


def write() -> int:
    """Write what is held; how many looks that were."""
    taken = held().take()
    if not taken:
        return 0
    try:
        with writing_aside() as own:
            known = set(own.scalars(select(Service.id).where(Service.id.in_({one for one, _ in taken}))))
            if rows := [_row(look, times) for look, times in sorted(taken.items()) if look[0] in known]:
                own.execute(_adding(), rows)
    except OperationalError:
        log.warning("looks at listings were not counted")
        return 0
    return taken.total()


def _row(look: Look, times: int) -> dict[str, Any]:
    return {"service_id": look[0], "week": look[1], "times": times}


def _adding() -> Any:
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert(ListingView)
    return insert.on_conflict_do_update(
        index_elements=["service_id", "week"], set_={"times": ListingView.times + insert.excluded.times}
    )


def week_of(day: dt.date) -> dt.date:
    """Its Monday."""
    return day - dt.timedelta(days=day.weekday())


def forget_old(today: dt.date) -> None:
    """Let go of counts too old to compare with."""
    db.session.execute(delete(ListingView).where(ListingView.week < today - KEPT_FOR))
    db.session.flush()
