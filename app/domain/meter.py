"""How often something was done, counted in memory and forgotten with its window. Safe between threads."""

from __future__ import annotations

import datetime as dt
import math
import threading
from collections import OrderedDict
from collections.abc import Iterable

from app.domain.throttle import Limit

MOST_HELD = 50_000
"""Counters; the oldest go first. Some 10 MB."""

Key = tuple[str, str]
"""Name of the limit, and for whom."""


class Meter:
    """A window begins with the first that is counted, so that no two windows meet."""

    def __init__(self, most_held: int = MOST_HELD) -> None:
        self.most_held = most_held
        self._held: OrderedDict[Key, tuple[dt.datetime, int]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, turns: Iterable[tuple[Limit, str]], *, now: dt.datetime) -> int:
        """Count one of each where all have a turn left; else how long to wait. Units: seconds."""
        wanted = list(turns)
        with self._lock:
            waits = [wait for limit, who in wanted if (wait := self._wait(limit, who, now))]
            if waits:
                return max(waits)
            for limit, who in wanted:
                began, times = self._held.pop((limit.name, who), (now, 0))
                self._held[limit.name, who] = (began, times + 1)
            while len(self._held) > self.most_held:
                self._held.popitem(last=False)
        return 0

    def wait(self, limit: Limit, who: str, *, now: dt.datetime) -> int:
        """How long until there is a turn again. Units: seconds."""
        with self._lock:
            return self._wait(limit, who, now)

    def clear(self) -> None:
        with self._lock:
            self._held.clear()

    def _wait(self, limit: Limit, who: str, now: dt.datetime) -> int:
        began, times = self._held.get((limit.name, who), (now, 0))
        ends = began + dt.timedelta(seconds=limit.seconds)
        if now >= ends:
            del self._held[limit.name, who]
            return 0
        return math.ceil((ends - now).total_seconds()) if times >= limit.times else 0
