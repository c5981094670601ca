"""What waits to be read before it counts, and other versions of what is there already."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.engagement import AgeBand, CaptureWay, ConversationState
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import Conversation
from app.models.engagement import Event, Question
from app.models.visibility import visible_to
from app.queries.events import asked_in
from app.queries.shown_words import plain_words

PAGE = 10
"""Read at a time."""
LIVE = (ConversationState.KEPT, ConversationState.WAITING, ConversationState.OTHER_VERSION)


@dataclass(frozen=True, slots=True)
class Said:
    """One point, with the question it answers."""

    key: str
    question: str
    words: str
    doubts: tuple[str, ...]
    """Kinds of personal data it may hold."""


@dataclass(frozen=True, slots=True)
class Read:
    """One conversation, ready to be read."""

    id: uuid.UUID
    version: int
    state: ConversationState
    way: CaptureWay
    event: str
    spoke_at: dt.datetime
    language: str
    age: AgeBand
    is_helped: bool
    community: str
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Doubled:
    """A submission that came with other words."""

    id: uuid.UUID
    event: str
    spoke_at: dt.datetime
    versions: int


@dataclass(frozen=True, slots=True)
class Queue:
    rows: tuple[Read, ...]
    """The oldest."""
    total: int
    doubled: tuple[Doubled, ...]


def queue(viewer: Viewer) -> Queue:
    """What waits, oldest first. What has other versions is listed by itself."""
    doubled = doubled_of(viewer)
    apart = select(Conversation.submission_id).where(Conversation.state == ConversationState.OTHER_VERSION)
    waits = (
        visible_to(Conversation, viewer, Permission.FEEDBACK_MODERATE),
        Conversation.state == ConversationState.WAITING,
        Conversation.submission_id.not_in(apart),
    )
    total = db.session.scalar(select(func.count()).select_from(Conversation).where(*waits)) or 0
    return Queue(read_of(*waits, most=PAGE), total, doubled)


def doubled_of(viewer: Viewer) -> tuple[Doubled, ...]:
    rows = db.session.execute(
        select(
            func.min(Conversation.spoke_at).label("spoke_at"),
            Conversation.event_id,
            Conversation.submission_id,
            Event.name,
        )
        .join(Event, Conversation.event_id == Event.id)
        .where(
            visible_to(Conversation, viewer, Permission.FEEDBACK_MODERATE),
            Conversation.state == ConversationState.OTHER_VERSION,
        )
        .group_by(Conversation.event_id, Conversation.submission_id, Event.name)
        .order_by("spoke_at", Conversation.submission_id)
        .limit(PAGE)
    ).all()
    found = []
    for row in rows:
        held = versions(row.event_id, row.submission_id)
        found.append(Doubled(held[0].id, row.name, row.spoke_at, len(held)))
    return tuple(found)


def versions(event_id: uuid.UUID, submission_id: uuid.UUID) -> Sequence[Conversation]:
    """Every version that may count, the one that counts now first."""
    order = {state: at for at, state in enumerate(LIVE)}
    held = db.session.scalars(
        select(Conversation)
        .options(selectinload(Conversation.points))
        .where(
            Conversation.event_id == event_id,
            Conversation.submission_id == submission_id,
            Conversation.state.in_(LIVE),
        )
    )
    return sorted(held, key=lambda one: (order[one.state], one.spoke_at, one.id))


def conversation_for(viewer: Viewer, conversation_id: uuid.UUID) -> Conversation:
    """One of them. Raises: NotThereError, also for one out of reach."""
    found = db.session.scalar(
        select(Conversation).where(
            Conversation.id == conversation_id,
            visible_to(Conversation, viewer, Permission.FEEDBACK_MODERATE),
        )
    )
    if found is None:
        raise NotThereError
    return found


def chosen(viewer: Viewer, ids: Collection[uuid.UUID]) -> list[Conversation]:
    """Those somebody ticked, locked. Raises: NotThereError where one is out of reach."""
    found = db.session.scalars(
        select(Conversation)
        .where(Conversation.id.in_(ids), visible_to(Conversation, viewer, Permission.FEEDBACK_MODERATE))
        .order_by(Conversation.id)
        .with_for_update()
    ).all()
    if len(found) != len(ids):
        raise NotThereError
    return list(found)


def versions_read(conversation: Conversation) -> tuple[Read, ...]:
    """Every version beside it, ready to be read."""
    return read_of(
        Conversation.event_id == conversation.event_id,
        Conversation.submission_id == conversation.submission_id,
        Conversation.state.in_(LIVE),
        most=PAGE,
    )


def read_of(*conditions: ColumnElement[bool], most: int) -> tuple[Read, ...]:
    rows = db.session.execute(
        select(Conversation, Event.name)
        .join(Event, Conversation.event_id == Event.id)
        .options(selectinload(Conversation.points))
        .where(*conditions)
        .order_by(Conversation.spoke_at, Conversation.id)
        .limit(most)
    ).all()
    asked = questions({point.question_id for one, _name in rows for point in one.points})
    shown = plain_words([point for one, _name in rows for point in one.points])
    return tuple(
        Read(
            id=one.id,
            version=one.version,
            state=one.state,
            way=one.way,
            event=name,
            spoke_at=one.spoke_at,
            language=one.language,
            age=one.age,
            is_helped=one.is_helped,
            community=one.community,
            said=tuple(
                Said(
                    point.question_key,
                    asked_in(asked[point.question_id], "en").words if point.question_id in asked else "",
                    told(asked.get(point.question_id), shown.get(point.id), point.choice, point.scale),
                    tuple(point.doubts),
                )
                for point in one.points
            ),
        )
        for one, name in rows
    )


def questions(ids: Collection[uuid.UUID | None]) -> dict[uuid.UUID | None, Question]:
    known = [one for one in ids if one is not None]
    return {row.id: row for row in db.session.scalars(select(Question).where(Question.id.in_(known)))}


def told(question: Question | None, words: str | None, choice: str, scale: int | None) -> str:
    """An answer as one reads it."""
    if scale is not None:
        return str(scale)
    if choice and question is not None:
        return dict(asked_in(question, "en").choices).get(choice, choice)
    return words or choice
