"""Points whose code was split: somebody chooses which of the new codes they have."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.coding import choices_for
from app.domain.engagement import ConversationState
from app.domain.errors import NotThereError
from app.models.code_frames import FrameVersion
from app.models.conversations import Conversation, Point
from app.models.insight import Coding
from app.queries import frames
from app.queries.code_counts import split_at
from app.queries.codings import counts

PAGE = 10


@dataclass(frozen=True, slots=True)
class Waiting:
    """One point, the code it was given, and what to choose from."""

    point: Point
    split_id: uuid.UUID
    name: str
    choices: tuple[tuple[uuid.UUID, str], ...]


@dataclass(frozen=True, slots=True)
class Page:
    rows: tuple[Waiting, ...]
    total: int


def waiting(version: FrameVersion) -> Page:
    """The first of them, in an order that does not change while others choose."""
    history = frames.history(version.frame_id)
    split = split_at(history, version.number)
    if not split:
        return Page((), 0)
    wait = (
        select(Coding.point_id, Coding.code_id)
        .join(Point, Point.id == Coding.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(counts(), Coding.code_id.in_(list(split)), Conversation.state == ConversationState.KEPT)
        .distinct()
        .subquery()
    )
    total = db.session.scalar(select(func.count()).select_from(wait)) or 0
    rows = db.session.execute(
        select(wait.c.point_id, wait.c.code_id).order_by(wait.c.point_id, wait.c.code_id).limit(PAGE)
    ).all()
    points = points_of([row[0] for row in rows])
    names = {node.code_id: node.name for node in frames.tree(version)}
    old = frames.names_of(split.values())
    found = {
        (point, split[code]): Waiting(
            points[point],
            split[code],
            old.get(split[code], ""),
            tuple((one, names[one]) for one in choices_for(history, code, version.number) if one in names),
        )
        for point, code in rows
    }
    return Page(tuple(found.values()), total)


def points_of(ids: list[uuid.UUID]) -> dict[uuid.UUID, Point]:
    rows = db.session.scalars(
        select(Point).where(Point.id.in_(ids)).options(selectinload(Point.conversation))
    )
    return {row.id: row for row in rows}


def point(point_id: uuid.UUID) -> Point:
    """One that is read and coded. Raises: NotThereError."""
    found = db.session.get(Point, point_id)
    if found is None or found.words is None or found.conversation.state is not ConversationState.KEPT:
        raise NotThereError
    return found
