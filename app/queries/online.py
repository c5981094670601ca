"""What is asked online now, and how many have spoken."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.engagement import ConversationState, EventKind, EventStatus
from app.domain.errors import NotThereError
from app.domain.online_say import Standing, standing
from app.models.conversations import Conversation
from app.models.engagement import Event
from app.queries.events import event_called

SHOWN = (EventStatus.OPEN, EventStatus.CLOSED)
"""What the public may know of."""


@dataclass(frozen=True, slots=True)
class OpenEvent:
    """One line of the list."""

    slug: str
    name: str
    about: str
    ends_at: dt.datetime
    is_for_children: bool


def open_now() -> list[OpenEvent]:
    """What anybody may answer now; what ends first comes first."""
    now = clock.now()
    rows = db.session.execute(
        select(Event.slug, Event.name, Event.about, Event.ends_at, Event.kind)
        .where(Event.is_online, Event.status == EventStatus.OPEN, Event.starts_at <= now, Event.ends_at > now)
        .order_by(Event.ends_at, Event.name, Event.id)
    )
    return [
        OpenEvent(row.slug, row.name, row.about, row.ends_at, row.kind is EventKind.CHILDREN) for row in rows
    ]


def online_event(slug: str) -> tuple[Event, Standing]:
    """An event that is asked online, and whether it is open. Raises: NotThereError."""
    event = shown_event(slug)
    if not event.is_online:
        raise NotThereError
    return event, standing(event.status, event.starts_at, event.ends_at, clock.now())


def shown_event(slug: str) -> Event:
    """An event the public may know of. Raises: NotThereError, also for one being planned or called off."""
    event = event_called(slug)
    if event.status not in SHOWN:
        raise NotThereError
    return event


def people_heard(event: Event) -> int:
    """How many people have spoken there, as far as we have read it."""
    counted = select(func.coalesce(func.sum(Conversation.people), 0)).where(
        Conversation.event_id == event.id, Conversation.state == ConversationState.KEPT
    )
    return int(db.session.scalar(counted) or 0)
