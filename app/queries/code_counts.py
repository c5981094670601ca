"""How many points have each code, in any version of a frame. A point counts once for a code."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import ColumnElement, case, func, select

from app.database import db
from app.domain.coding import History, at_version
from app.domain.engagement import ConversationState
from app.models.code_frames import FrameVersion
from app.models.conversations import Conversation, Point
from app.models.insight import Coding
from app.queries import frames
from app.queries.codings import counts


def counts_at(version: FrameVersion, event_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """Points by code, each code as it stands in this version. None: of all events."""
    history = frames.history(version.frame_id)
    standing = {code: at_version(history, code, version.number).counts_as for code in history.since}
    return counted({code: to for code, to in standing.items() if to is not None}, event_ids)


def waiting_at(version: FrameVersion, event_ids: Collection[uuid.UUID] | None = None) -> dict[uuid.UUID, int]:
    """Points by the code that was split: somebody has to choose again for them."""
    return counted(split_at(frames.history(version.frame_id), version.number), event_ids)


def split_at(history: History, number: int) -> dict[uuid.UUID, uuid.UUID]:
    """Each code that waits in a version, to the one that was split."""
    found = {code: at_version(history, code, number) for code in history.since}
    return {code: one.code_id for code, one in found.items() if one.waits and one.code_id is not None}


def counted(
    mapped: dict[uuid.UUID, uuid.UUID], event_ids: Collection[uuid.UUID] | None
) -> dict[uuid.UUID, int]:
    """Points by what their codes are mapped to."""
    if not mapped:
        return {}
    moved = {code: to for code, to in mapped.items() if code != to}
    stands: ColumnElement[uuid.UUID] = (
        case(moved, value=Coding.code_id, else_=Coding.code_id) if moved else Coding.code_id  # type: ignore[assignment]  # a column is one
    )
    found = (
        select(stands, func.count(Coding.point_id.distinct()))
        .join(Point, Point.id == Coding.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(counts(), Conversation.state == ConversationState.KEPT, Coding.code_id.in_(list(mapped)))
        .group_by(stands)
    )
    if event_ids is not None:
        found = found.where(Conversation.event_id.in_(list(event_ids)))
    return {row[0]: row[1] for row in db.session.execute(found)}
