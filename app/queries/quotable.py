"""Which words may be shown beside a statement, and why others may not."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from app.database import db
from app.domain.engagement import ConversationState
from app.domain.insight import QuotePermission, ReleaseScope, ReleaseStatus
from app.domain.redaction import between
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.answers import Release
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Statement
from app.models.insight import QuoteMark
from app.models.visibility import visible_to
from app.queries.codings import counting
from app.queries.shown_words import Shown, shown_words

MOST = 60
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Quotable:
    """A good quote, as it would be shown."""

    point_id: uuid.UUID
    words: str
    language: str
    said_where: str
    missing: tuple[str, ...]
    """Why not: `permission`, `check`, `release`, `few`; nothing where it may be shown."""


def quotable(viewer: Viewer, statement: Statement) -> list[Quotable]:
    """Good quotes from the events it comes from: those that may be shown first, and of them its themes."""
    releases = [one.release_id for one in statement.sources if one.release_id]
    events = select(Release.event_id).where(Release.id.in_(releases), Release.event_id.is_not(None))
    rows = marked(viewer).where(Event.id.in_(events)).limit(MOST)
    found = db.session.execute(rows).all()
    codes = {one.code_id for one in statement.sources if one.code_id}
    fitting = coded_with([row[0].id for row in found], codes)
    return sorted(quotes_of(found), key=lambda one: (bool(one.missing), one.point_id not in fitting))


def one(viewer: Viewer, point_id: uuid.UUID) -> Quotable | None:
    """None where it is no good quote, or out of reach."""
    row = db.session.execute(marked(viewer).where(Point.id == point_id)).one_or_none()
    return quotes_of([row])[0] if row is not None else None


def marked(viewer: Viewer) -> Any:
    """Good quotes that this viewer may read."""
    return (
        select(Point, QuoteMark, Conversation.may_quote, Event)
        .join(QuoteMark, QuoteMark.point_id == Point.id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .join(Event, Event.id == Conversation.event_id)
        .where(
            Conversation.state == ConversationState.KEPT,
            visible_to(Point, viewer, Permission.FEEDBACK_READ),
        )
        .order_by(QuoteMark.marked_at.desc(), Point.id)
    )


def coded_with(point_ids: Sequence[uuid.UUID], codes: set[uuid.UUID]) -> set[uuid.UUID]:
    pairs = counting().subquery()
    if not codes:
        return set()
    rows = db.session.scalars(
        select(pairs.c.point_id).where(pairs.c.point_id.in_(point_ids), pairs.c.code_id.in_(codes))
    )
    return set(rows)


def quotes_of(rows: Sequence[Any]) -> list[Quotable]:
    """What `marked` found, each with what it still needs."""
    shown = shown_words([row[0] for row in rows])
    releases = published_of({row[3].id for row in rows})
    return [quote_of(row, shown[row[0].id], releases.get(row[3].id)) for row in rows]


def published_of(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Release]:
    """Event -> what is published of it."""
    rows = db.session.scalars(
        select(Release)
        .where(
            Release.scope == ReleaseScope.EVENT,
            Release.event_id.in_(event_ids),
            Release.status == ReleaseStatus.PUBLISHED,
        )
        .order_by(Release.number)
    )
    return {one.event_id: one for one in rows if one.event_id}


def missing(may_quote: QuotePermission, shown: Shown, release: Release | None) -> tuple[str, ...]:
    """Why words may not be shown to everybody. Among a few, anybody knows who said them."""
    tests = {
        "permission": may_quote is QuotePermission.YES,
        "check": shown.is_checked,
        "release": release is not None,
        "few": release is None or release.document.get("conversations") is not None,
    }
    return tuple(name for name, is_right in tests.items() if not is_right)


def quote_of(row: Any, shown: Shown, release: Release | None) -> Quotable:
    point, mark, may_quote, event = row
    return Quotable(
        point_id=point.id,
        words=marked_words(shown, mark),
        language=point.language,
        said_where=event.name,
        missing=missing(may_quote, shown, release),
    )


def marked_words(shown: Shown, mark: QuoteMark) -> str:
    """The words that were marked, with what is hidden left out."""
    if mark.start is None or mark.end is None:
        return shown.plain(HIDDEN)
    return between(shown.segments, mark.start, mark.end, hidden=HIDDEN)
