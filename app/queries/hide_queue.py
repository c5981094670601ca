"""Points that wait for somebody to decide what in them is hidden, or to look a second time."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import contains_eager

from app.database import db
from app.domain.engagement import ConversationState
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.models.insight import PointCheck
from app.models.visibility import visible_to
from app.queries.shown_words import Shown, shown_words

PAGE = 25


class Waits(StrEnum):
    """For what a point waits."""

    LIKELY = "likely"
    """Something in it may tell who is speaking."""
    REST = "rest"
    """Nothing was found; somebody reads it all the same."""
    SECOND = "second"
    """Another person looks again."""


@dataclass(frozen=True, slots=True)
class Row:
    point_id: uuid.UUID
    version: int
    event: str
    spoke_at: dt.datetime
    language: str
    shown: Shown
    is_mine: bool
    """The viewer looked first: somebody else has to look again."""


@dataclass(frozen=True, slots=True)
class Queue:
    rows: tuple[Row, ...]
    numbers: dict[Waits, int]
    """How many wait, for each."""
    unlooked: int
    """How many the program did not look through yet: it does so soon after they came in."""
    page: int
    last: int


def queue(viewer: Viewer, waits: Waits, page: int = 1) -> Queue:
    """25 of them, the oldest conversation first. A page past the last is the last."""
    numbers = {one: count(viewer, one) for one in Waits}
    last = max(1, -(-numbers[waits] // PAGE))
    page = min(max(1, page), last)
    asked = (
        select(Point, Event.name, PointCheck)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .join(Event, Event.id == Conversation.event_id)
        .outerjoin(PointCheck, PointCheck.point_id == Point.id)
        .options(contains_eager(Point.conversation))
        .where(*conditions(viewer, waits))
        .order_by(Conversation.spoke_at, Point.id)
        .offset((page - 1) * PAGE)
        .limit(PAGE)
    )
    found = db.session.execute(asked).all()
    words = shown_words([point for point, _name, _check in found])
    rows = tuple(
        Row(
            point_id=point.id,
            version=check.version if check else 0,
            event=name,
            spoke_at=point.conversation.spoke_at,
            language=point.language,
            shown=words[point.id],
            is_mine=check is not None and check.first_at is not None and check.first_by == viewer.account_id,
        )
        for point, name, check in found
    )
    return Queue(rows, numbers, unlooked(viewer), page, last)


def count(viewer: Viewer, waits: Waits) -> int:
    asked = (
        select(func.count())
        .select_from(Point)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .outerjoin(PointCheck, PointCheck.point_id == Point.id)
        .where(*conditions(viewer, waits))
    )
    return db.session.scalar(asked) or 0


def unlooked(viewer: Viewer) -> int:
    asked = (
        select(func.count())
        .select_from(Point)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .outerjoin(PointCheck, PointCheck.point_id == Point.id)
        .where(*that_count(viewer), PointCheck.point_id.is_(None))
    )
    return db.session.scalar(asked) or 0


def that_count(viewer: Viewer) -> list[ColumnElement[bool]]:
    return [
        visible_to(Conversation, viewer, Permission.FEEDBACK_HIDE),
        Conversation.state == ConversationState.KEPT,
        Point.words.is_not(None),
    ]


def conditions(viewer: Viewer, waits: Waits) -> list[ColumnElement[bool]]:
    return [*that_count(viewer), WAITS[waits]()]


WAITS = {
    Waits.LIKELY: lambda: PointCheck.likely > 0,
    Waits.REST: lambda: and_(
        PointCheck.first_at.is_(None), or_(PointCheck.likely == 0, PointCheck.likely.is_(None))
    ),
    Waits.SECOND: lambda: and_(
        PointCheck.first_at.is_not(None), PointCheck.second_at.is_(None), PointCheck.likely == 0
    ),
}


def ticked(viewer: Viewer, ids: list[uuid.UUID]) -> list[Point]:
    """Those of them within reach, in a fixed order."""
    return list(
        db.session.scalars(
            select(Point)
            .join(Conversation, Conversation.id == Point.conversation_id)
            .options(contains_eager(Point.conversation))
            .where(
                Point.id.in_(ids[:PAGE]),
                visible_to(Conversation, viewer, Permission.FEEDBACK_HIDE),
                Conversation.state == ConversationState.KEPT,
                Point.words.is_not(None),
            )
            .order_by(Point.id)
        )
    )
