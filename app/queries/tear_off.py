"""Where the words of a tear-off card lead: to an event, and to nothing else."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.domain.tear_off import typed
from app.models.conversations import TearOffCode
from app.models.engagement import Event
from app.queries.online import SHOWN


def event_of_words(text: str) -> str:
    """The address of the event's page; empty where no card has these words."""
    words = typed(text)
    found = db.session.scalar(
        select(Event.slug)
        .join(TearOffCode, TearOffCode.event_id == Event.id)
        .where(TearOffCode.words == words, Event.status.in_(SHOWN))
    )
    return found or ""
