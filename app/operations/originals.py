"""What is hidden is overwritten for good on the day an event says: letter for letter, so that nothing shifts.

So is all that was said in conversations that do not count: nobody hid anything there, and another version of
the same words may stand there. Cards typed for those conversations go too, for they hold the same words.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence

from sqlalchemy import delete, func, select, update

from app import clock
from app.database import db
from app.domain.engagement import ConversationState, EventStatus
from app.domain.redaction import BLOCK, Span, overwritten
from app.domain.viewer import SYSTEM
from app.models.conversations import Conversation, KeyedCard, Point
from app.models.engagement import Event
from app.models.insight import PointTranslation, Redaction
from app.operations import audit, point_words, suggestions_learned, translations
from app.queries.redactions import originals_until
from app.queries.shown_words import batches, hidden_in

BATCH = 200


def set_dates(today: dt.date, *, kept_days: int) -> int:
    """Every event that is over gets its day, where it has none; how many."""
    begin = dt.datetime.combine(today, dt.time(), tzinfo=dt.UTC)
    over = db.session.scalars(
        select(Event)
        .where(
            Event.originals_until.is_(None),
            (Event.status == EventStatus.CLOSED) | (Event.ends_at < begin),
        )
        .order_by(Event.id)
    ).all()
    for event in over:
        event.originals_until = originals_until(event, kept_days)
    db.session.flush()
    return len(over)


def overwrite_due(today: dt.date) -> int:
    """Overwrite what is hidden in events whose day has come; how many points. Again it finds nothing."""
    due = db.session.scalars(
        select(Event.id).where(Event.originals_until < today).order_by(Event.originals_until, Event.id)
    ).all()
    return sum(overwrite(event_id) for event_id in due)


def overwrite(event_id: uuid.UUID) -> int:
    """Those of one event. The trace says how many points, and how many wait and so are left.

    What we suggest from was learned from their words, so it is learned again.
    """
    ids = db.session.scalars(
        select(Redaction.point_id)
        .join(Point, Point.id == Redaction.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(
            Conversation.event_id == event_id,
            Redaction.ended_at.is_(None),
            Redaction.overwritten_at.is_(None),
        )
        .distinct()
        .order_by(Redaction.point_id)
    ).all()
    for some in batches(ids):
        translations.forget_older(some, by=SYSTEM)
        overwrite_some(some)
    unused = overwrite_unused(event_id)
    done = len({*ids, *unused})
    if done:
        forget_cards(event_id, [*ids, *unused])
        suggestions_learned.forget(by=SYSTEM)
        of = ("event", event_id)
        audit.record(SYSTEM, "originals.overwritten", of=of, count=done)
        if waiting := waiting_in(event_id):
            audit.record(SYSTEM, "originals.left-waiting", of=of, count=waiting)
    db.session.flush()
    return done


def overwrite_unused(event_id: uuid.UUID) -> list[uuid.UUID]:
    """Every word of conversations that do not count and are not waiting; the points it was done to now."""
    ids = db.session.scalars(
        select(Point.id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(
            Conversation.event_id == event_id,
            Conversation.state.not_in((ConversationState.KEPT, ConversationState.WAITING)),
            Point.words.is_not(None),
        )
        .order_by(Point.id)
    ).all()
    done: list[uuid.UUID] = []
    for some in batches(ids):
        points = [
            point
            for point in db.session.scalars(select(Point).where(Point.id.in_(some)).order_by(Point.id))
            if point.words and point.words.strip(BLOCK)
        ]
        for point in points:
            point.words = BLOCK * len(point.words or "")
        held = [point.id for point in points]
        translations.forget(
            db.session.scalars(select(PointTranslation).where(PointTranslation.point_id.in_(held))), by=SYSTEM
        )
        point_words.index(points)
        done += held
    return done


def waiting_in(event_id: uuid.UUID) -> int:
    """Points of conversations that somebody still has to read."""
    asked = (
        select(func.count())
        .select_from(Point)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(
            Conversation.event_id == event_id,
            Conversation.state == ConversationState.WAITING,
            Point.words.is_not(None),
        )
    )
    return db.session.scalar(asked) or 0


def overwrite_some(ids: Sequence[uuid.UUID]) -> None:
    spans: dict[uuid.UUID, list[Span]] = hidden_in(ids)
    for point in db.session.scalars(select(Point).where(Point.id.in_(ids)).order_by(Point.id)):
        point.words = overwritten(point.words or "", spans.get(point.id, []))
    db.session.execute(
        update(Redaction)
        .where(Redaction.point_id.in_(ids), Redaction.ended_at.is_(None))
        .values(overwritten_at=clock.now())
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def forget_cards(event_id: uuid.UUID, ids: Sequence[uuid.UUID]) -> None:
    """What was typed from the paper cards of these points."""
    for some in batches(ids):
        typed = (
            select(Conversation.card)
            .join(Point, Point.conversation_id == Conversation.id)
            .where(Point.id.in_(some), Conversation.card != "")
        )
        db.session.execute(
            delete(KeyedCard)
            .where(KeyedCard.event_id == event_id, KeyedCard.card.in_(typed))
            .execution_options(synchronize_session=False)
        )
