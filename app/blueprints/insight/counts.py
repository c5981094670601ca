"""Numbers over all points of an event, kept for a moment: every page shows them, and each takes a long look.

What this process codes shows at once; what another does, within `KEPT_FOR`.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import current_app

from app.domain.reading import Wanted, Which
from app.domain.roles import Permission
from app.queries import reading
from app.queries.reading import Standing
from app.web.viewer import viewer

KEPT_FOR = 15.0
"""Units: seconds."""
MOST_KEPT = 500
STORE = "ginnel_reading_counts"
Number = TypeVar("Number")


def kept(key: Hashable, count: Callable[[], Number]) -> Number:
    """The number, counted anew when it is older than that."""
    store = current_app.extensions.setdefault(STORE, {})
    full_key = (viewer().reach(Permission.FEEDBACK_READ), key)
    held = store.get(full_key)
    if held is not None and time.monotonic() - held[0] < KEPT_FOR:
        number: Number = held[1]
        return number
    if len(store) >= MOST_KEPT:
        store.clear()
    made = count()
    store[full_key] = (time.monotonic(), made)
    return made


def forget() -> None:
    """Something was coded, read or translated."""
    current_app.extensions.pop(STORE, None)


def standing_of(wanted: Wanted) -> Standing:
    return kept(("standing", wanted.scope), lambda: reading.standing(viewer(), wanted))


def whole_of(wanted: Wanted) -> int | None:
    """How many are in a list; None for more than are counted."""
    standing = standing_of(wanted)
    if not wanted.is_filtered:
        return standing.points
    if wanted == wanted.scope.only(Which.OPEN):
        return standing.left
    return kept(("list", wanted), lambda: reading.count(viewer(), wanted))
