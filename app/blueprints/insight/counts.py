"""Numbers over all points of an event, kept for a moment: every page shows them, and each takes a long look.

What this process codes in an event shows in its numbers at once; what another does, within `KEPT_FOR`.
"""

from __future__ import annotations

import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import TypeVar

from flask import current_app

from app.domain.reading import Wanted, Which
from app.domain.roles import Permission
from app.queries import reading
from app.queries.reading import Standing
from app.queries.rounds import codes_alone
from app.web.viewer import viewer

KEPT_FOR = 15.0
"""Units: seconds."""
MOST_KEPT = 500
STORE = "ginnel_reading_counts"
Number = TypeVar("Number")


def kept(key: tuple[object, ...], count: Callable[[], Number]) -> Number:
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
    """Something changed that is in several numbers."""
    current_app.extensions.pop(STORE, None)


@contextmanager
def following(point_id: uuid.UUID, event_id: uuid.UUID) -> Iterator[None]:
    """Keep the numbers of an event in step with what is done to one of its points meanwhile.

    Counting 20,000 points anew after each of them would make everybody wait. How many points have each code
    is told a moment later.
    """
    was_coded, was_left = reading.marks(point_id)
    yield
    is_coded, is_left = reading.marks(point_id)
    store = current_app.extensions.setdefault(STORE, {})
    for key, (at, number) in list(store.items()):
        what, *of = key[1]
        if what == "standing" and of == [Wanted(event=event_id)]:
            moved = replace(
                number,
                coded=number.coded + is_coded - was_coded,
                left=number.left + is_left - was_left,
            )
            store[key] = (at, moved)
        elif what in {"standing", "list"}:
            del store[key]


def standing_of(wanted: Wanted) -> Standing:
    return kept(("standing", wanted.scope), lambda: reading.standing(viewer(), wanted))


def whole_of(wanted: Wanted) -> int | None:
    """How many are in a list; None for more than are counted."""
    standing = standing_of(wanted)
    if not wanted.is_filtered:
        return standing.points
    if wanted == wanted.scope.only(Which.OPEN) and not codes_alone(viewer()):
        return standing.left
    return kept(("list", wanted, viewer().account_id), lambda: reading.count(viewer(), wanted))
