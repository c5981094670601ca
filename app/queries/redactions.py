"""What may tell who is speaking in a point, what is hidden in it, and who looked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import joinedload

from app.database import db
from app.domain.engagement import ConversationState
from app.domain.errors import NotThereError
from app.domain.insight import RedactionReason
from app.domain.likely_personal import Place as Found
from app.domain.places import Place
from app.domain.redaction import Segment, Span, is_free, shown
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Question
from app.models.insight import OriginalLook, PointCheck, Redaction
from app.models.people import Account
from app.models.visibility import visible_to
from app.queries.events import asked_in
from app.queries.likely import likely_in
from app.queries.shown_words import in_english


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words that are hidden."""

    id: uuid.UUID
    start: int
    end: int
    reason: RedactionReason
    by: str
    at: dt.datetime
    is_gone: bool
    """Overwritten: nobody can show them again."""


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked, and when; for a look beneath also why."""

    by: str
    at: dt.datetime
    why: str = ""


@dataclass(frozen=True, slots=True)
class Looked:
    """A point as somebody decides about it."""

    point_id: uuid.UUID
    version: int
    """Of the look; 0 where nobody looked yet."""
    event: str
    event_id: uuid.UUID
    question: str
    language: str
    segments: tuple[Segment, ...]
    english: str
    """What it says in English; empty where nobody put it so."""
    findings: tuple[Found, ...]
    """Nobody decided about these."""
    hidden: tuple[Hidden, ...]
    first: Look | None
    second: Look | None
    is_first: bool
    """The viewer looked first: somebody else has to look again."""
    until: dt.date
    """From then on nobody can see what is hidden."""


def point_for(viewer: Viewer, point_id: uuid.UUID, permission: Permission) -> Point:
    """One that counts and has words, with its conversation.

    Raises: NotThereError, also for one out of reach.
    """
    found = db.session.scalar(
        select(Point)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .options(joinedload(Point.conversation))
        .where(Point.id == point_id, *decidable(viewer, permission))
    )
    if found is None:
        raise NotThereError
    return found


def decidable(viewer: Viewer, permission: Permission) -> tuple[ColumnElement[bool], ...]:
    return (
        visible_to(Conversation, viewer, permission),
        Conversation.state == ConversationState.KEPT,
        Point.words.is_not(None),
    )


def looked(viewer: Viewer, point: Point, place: Place, *, kept_days: int) -> Looked:
    """The point with what is likely, hidden and decided."""
    event = db.session.get_one(Event, point.conversation.event_id)
    question = db.session.get(Question, point.question_id) if point.question_id else None
    check, rows = db.session.get(PointCheck, point.id), hidden_rows(point.id)
    spans = [Span(one.start, one.end, one.reason) for one in rows]
    return Looked(
        point_id=point.id,
        version=check.version if check else 0,
        event=event.name,
        event_id=event.id,
        question=asked_in(question, "en").words if question else "",
        language=point.language,
        segments=shown(point.words or "", spans),
        english=in_english([point.id]).get(point.id, ""),
        findings=tuple(undecided(likely_in(point.words or "", place), check, spans)),
        hidden=rows,
        first=look(check.first_by, check.first_at) if check else None,
        second=look(check.second_by, check.second_at) if check else None,
        is_first=check is not None and check.first_at is not None and check.first_by == viewer.account_id,
        until=originals_until(event, kept_days),
    )


def originals_until(event: Event, kept_days: int) -> dt.date:
    """When what is hidden is overwritten: the event's own date, else so long after its end."""
    return event.originals_until or event.ends_at.date() + dt.timedelta(days=kept_days)


def undecided(
    findings: Iterable[Found],
    check: PointCheck | None,
    spans: Sequence[Span],
) -> list[Found]:
    """The findings that are neither hidden nor said to be nothing."""
    nothing = {tuple(ends) for ends in check.decided} if check else set()
    return [
        one for one in findings if (one.start, one.end) not in nothing and is_free(one.start, one.end, spans)
    ]


def hidden_rows(point_id: uuid.UUID) -> tuple[Hidden, ...]:
    rows = db.session.execute(
        select(Redaction, Account.name)
        .outerjoin(Account, Account.id == Redaction.made_by)
        .where(Redaction.point_id == point_id, Redaction.ended_at.is_(None))
        .order_by(Redaction.start, Redaction.made_at, Redaction.id)
    )
    return tuple(
        Hidden(
            one.id, one.start, one.end, one.reason, name or "", one.made_at, one.overwritten_at is not None
        )
        for one, name in rows
    )


def look(account_id: uuid.UUID | None, at: dt.datetime | None) -> Look | None:
    if at is None:
        return None
    name = db.session.scalar(select(Account.name).where(Account.id == account_id)) if account_id else None
    return Look(name or "", at)


def looks_beneath(point_id: uuid.UUID) -> tuple[Look, ...]:
    """Who saw what is hidden, the latest first."""
    rows = db.session.execute(
        select(OriginalLook, Account.name)
        .outerjoin(Account, Account.id == OriginalLook.looked_by)
        .where(OriginalLook.point_id == point_id)
        .order_by(OriginalLook.looked_at.desc(), OriginalLook.id)
        .limit(50)
    )
    return tuple(Look(name or "", one.looked_at, one.why) for one, name in rows)


def is_looked_for() -> bool:
    """Is there a point that nobody, and no rule, has looked at?"""
    known = exists().where(PointCheck.point_id == Point.id)
    return db.session.scalar(select(Point.id).where(Point.words.is_not(None), ~known).limit(1)) is not None
