"""One point with all that belongs to it: its question, its conversation, what was done with it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.domain.errors import NotThereError
from app.domain.insight import MemoOn
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Question
from app.models.insight import Coding, Memo, PointCheck, PointRead, PointTranslation, QuoteMark
from app.models.places import Area
from app.queries.codings import counts
from app.queries.events import WHOLE, Asked, asked_in
from app.queries.reading import readable
from app.queries.shown_words import ENGLISH, translations


@dataclass(frozen=True, slots=True)
class Opened:
    """A point in its conversation and event."""

    point: Point
    conversation: Conversation
    event: Event
    question: Asked | None
    """None where it is not ours to know."""
    number: int
    """Of the question."""
    area: str
    others: tuple[Point, ...]
    """What else was said in the conversation."""


@dataclass(frozen=True, slots=True)
class Done:
    """What people have done with a point."""

    translation: PointTranslation | None
    """In English."""
    codings: tuple[Coding, ...]
    memos: tuple[Memo, ...]
    quote: QuoteMark | None
    read: PointRead | None
    likely: int
    """How many words may tell who is speaking."""


def point_for(viewer: Viewer, point_id: uuid.UUID) -> Point:
    """One that counts and has words. Raises: NotThereError, also for one out of reach."""
    found = db.session.scalar(
        select(Point)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .options(joinedload(Point.conversation))
        .where(Point.id == point_id, *readable(viewer))
    )
    if found is None:
        raise NotThereError
    return found


def opened(point: Point, language: str) -> Opened:
    conversation = point.conversation
    event = db.session.scalars(select(Event).options(*WHOLE).where(Event.id == conversation.event_id)).one()
    others = db.session.scalars(
        select(Point)
        .where(Point.conversation_id == conversation.id, Point.id != point.id, Point.words.is_not(None))
        .order_by(Point.position, Point.id)
    ).all()
    area = (
        db.session.scalar(select(Area.name).where(Area.code == conversation.area_code))
        if conversation.area_code
        else None
    )
    question = question_of(event, point)
    return Opened(
        point=point,
        conversation=conversation,
        event=event,
        question=asked_in(question, language) if question else None,
        number=question.position + 1 if question else 0,
        area=area or "",
        others=tuple(others),
    )


def question_of(event: Event, point: Point) -> Question | None:
    return next((one for one in event.asks.questions if one.key == point.question_key), None)


def done(point: Point, frame_id: uuid.UUID | None) -> Done:
    """Six statements."""
    check = db.session.get(PointCheck, point.id)
    return Done(
        translation=translation_of(point),
        codings=tuple(
            db.session.scalars(
                select(Coding)
                .where(Coding.point_id == point.id, counts())
                .order_by(Coding.coded_at, Coding.id)
            )
        ),
        memos=tuple(
            db.session.scalars(
                select(Memo)
                .where(Memo.about == MemoOn.POINT, Memo.of_id == point.id, Memo.ended_at.is_(None))
                .order_by(Memo.made_at, Memo.id)
            )
        ),
        quote=db.session.get(QuoteMark, point.id),
        read=db.session.get(PointRead, (point.id, frame_id)) if frame_id else None,
        likely=check.likely if check else 0,
    )


def translation_of(point: Point) -> PointTranslation | None:
    return next((one for one in translations([point.id]) if one.language == ENGLISH), None)


def coding_of(point: Point, coding_id: uuid.UUID) -> Coding:
    """Raises: NotThereError for one of another point."""
    found = db.session.get(Coding, coding_id)
    if found is None or found.point_id != point.id:
        raise NotThereError
    return found


def memo_of(point: Point, memo_id: uuid.UUID) -> Memo:
    """Raises: NotThereError for one about anything else."""
    found = db.session.get(Memo, memo_id)
    if found is None or found.about is not MemoOn.POINT or found.of_id != point.id:
        raise NotThereError
    return found
