"""Where a listening event can go, and what each move asks for first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.domain.engagement import EventStatus
from app.domain.errors import NeedsMoreError, NotAllowedError


class EventAction(StrEnum):
    OPEN = "open"
    CLOSE = "close"
    REOPEN = "reopen"
    CANCEL = "cancel"


class EventNeed(StrEnum):
    """What must hold before a move is made."""

    ALERT_TO = "alert-to"
    """Somebody is named who looks the same day when words of harm come in."""
    QUESTIONS = "questions"
    """Its questions are published."""
    STILL_TO_COME = "still-to-come"
    """Its end has not passed."""
    NOTHING_CAME = "nothing-came"
    """Nobody's words have come in: an event with some is closed, not called off."""


@dataclass(frozen=True, slots=True)
class EventMove:
    end: EventStatus
    needs: frozenset[EventNeed] = frozenset()


S, A, N = EventStatus, EventAction, EventNeed

TRANSITIONS: dict[tuple[EventStatus, EventAction], EventMove] = {
    (S.DRAFT, A.OPEN): EventMove(S.OPEN, frozenset({N.ALERT_TO, N.QUESTIONS, N.STILL_TO_COME})),
    (S.DRAFT, A.CANCEL): EventMove(S.CANCELLED),
    (S.OPEN, A.CLOSE): EventMove(S.CLOSED),
    (S.OPEN, A.CANCEL): EventMove(S.CANCELLED, frozenset({N.NOTHING_CAME})),
    (S.CLOSED, A.REOPEN): EventMove(S.OPEN, frozenset({N.ALERT_TO, N.STILL_TO_COME})),
}
"""What is not here is refused."""


def open_actions(status: EventStatus) -> tuple[EventAction, ...]:
    """What may be done with an event that stands here, in the table's order."""
    return tuple(action for start, action in TRANSITIONS if start is status)


def ends_of(action: EventAction) -> frozenset[EventStatus]:
    """Where the action leads, from wherever."""
    return frozenset(move.end for (_, one), move in TRANSITIONS.items() if one is action)


def after(status: EventStatus, action: EventAction, given: Collection[EventNeed]) -> EventStatus:
    """Where it stands then. Raises: NotAllowedError; NeedsMoreError with what is missing."""
    move = TRANSITIONS.get((status, action))
    if move is None:
        raise NotAllowedError
    if missing := move.needs - set(given):
        raise NeedsMoreError(missing)
    return move.end
