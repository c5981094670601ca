"""Quotes as everybody may read them today. What was chosen once may have been hidden or taken back since."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import TypeVar

from sqlalchemy import select

from app.database import db
from app.domain.engagement import ConversationState
from app.models.answers import ReportQuote, StatementQuote
from app.models.conversations import Conversation, Point
from app.models.engagement import Statement
from app.queries.quotable import HIDDEN, missing, published_of
from app.queries.shown_words import batches, shown_words

Quote = TypeVar("Quote", StatementQuote, ReportQuote)


def of_statement(statement: Statement) -> list[StatementQuote]:
    return that_hold(statement.quotes)


def that_hold(quotes: Sequence[Quote]) -> list[Quote]:
    """Those that may be shown today, in words that are shown today. What comes from elsewhere may."""
    today = words_today([one.point_id for one in quotes if one.point_id])
    return [one for one in quotes if one.point_id is None or one.words in today.get(one.point_id, "")]


def words_today(point_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Point -> what may be shown of it to everybody; not there where nothing may."""
    rows = [
        (row.Point, row.may_quote, row.event_id)
        for some in batches(point_ids)
        for row in db.session.execute(
            select(Point, Conversation.may_quote, Conversation.event_id)
            .join(Conversation, Conversation.id == Point.conversation_id)
            .where(Point.id.in_(some), Conversation.state == ConversationState.KEPT)
        )
    ]
    shown = shown_words([point for point, _may, _event in rows])
    releases = published_of({event_id for _point, _may, event_id in rows})
    return {
        point.id: shown[point.id].plain(HIDDEN)
        for point, may_quote, event_id in rows
        if not missing(may_quote, shown[point.id], releases.get(event_id))
    }
