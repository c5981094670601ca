"""What came from the open internet, once somebody has read it: it counts, or it is not used and why."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from app.database import db
from app.domain.engagement import ConversationState, RefusalReason
from app.domain.errors import StaleError
from app.domain.viewer import Viewer
from app.models.conversations import Conversation
from app.operations import audit

UNDECIDED = frozenset({ConversationState.WAITING, ConversationState.OTHER_VERSION})
DECIDED = {
    ConversationState.KEPT: "conversation.counted",
    ConversationState.REFUSED: "conversation.left-out",
}
"""What the trace calls a decision."""


def keep(read: Sequence[Conversation], *, versions: Mapping[uuid.UUID, int], by: Viewer) -> int:
    """They count from now on. How many. Raises: StaleError, and then nothing is changed."""
    return decide(read, ConversationState.KEPT, None, versions=versions, by=by)


def refuse(
    read: Sequence[Conversation], reason: RefusalReason, *, versions: Mapping[uuid.UUID, int], by: Viewer
) -> int:
    """They are kept for the record and never counted. How many. Raises: StaleError."""
    return decide(read, ConversationState.REFUSED, reason, versions=versions, by=by)


def decide(
    read: Sequence[Conversation],
    state: ConversationState,
    reason: RefusalReason | None,
    *,
    versions: Mapping[uuid.UUID, int],
    by: Viewer,
) -> int:
    """`versions`: id -> that of the row as whoever decided saw it. The same decision twice is one."""
    open_ones = [one for one in read if not is_done(one, state, reason, versions)]
    if any(one.state not in UNDECIDED or versions.get(one.id) != one.version for one in open_ones):
        raise StaleError
    for one in open_ones:
        one.state, one.refused_for = state, reason
        audit.record(by, DECIDED[state], of=("conversation", one.id))
    db.session.flush()
    return len(read)


def is_done(
    one: Conversation,
    state: ConversationState,
    reason: RefusalReason | None,
    versions: Mapping[uuid.UUID, int],
) -> bool:
    """Was just this decided, by a first press of the same button?"""
    return one.state is state and one.refused_for is reason and versions.get(one.id) == one.version - 1
