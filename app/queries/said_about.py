"""At which events, and in which files from elsewhere, people spoke of something."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.engagement import ConversationState
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.models.visibility import visible_to
from app.queries.point_words import hashes, holds_all

MOST = 10


@dataclass(frozen=True, slots=True)
class SaidAbout:
    """In how many conversations of an event all the words were said."""

    event_id: uuid.UUID
    name: str
    day: dt.datetime
    conversations: int


def said_about(viewer: Viewer, words: str) -> list[SaidAbout]:
    """Those with most of them first; nothing for who may not read what people said. One statement."""
    if not viewer.may(Permission.FEEDBACK_READ) or not hashes(words):
        return []
    number = func.count(Conversation.id.distinct())
    rows = db.session.execute(
        select(Event.id, Event.name, Event.ends_at, number)
        .join(Conversation, Conversation.event_id == Event.id)
        .join(Point, Point.conversation_id == Conversation.id)
        .where(
            visible_to(Event, viewer, Permission.FEEDBACK_READ),
            Conversation.state == ConversationState.KEPT,
            holds_all(words),
        )
        .group_by(Event.id, Event.name, Event.ends_at)
        .order_by(number.desc(), Event.ends_at.desc(), Event.id)
        .limit(MOST)
    )
    return [SaidAbout(*row) for row in rows]
