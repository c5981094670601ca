"""The events at which an activity listens, and how many conversations came of them. Nothing that was said."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.engagement import ConversationState, EventStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import Conversation
from app.models.engagement import Event
from app.models.visibility import visible_to


@dataclass(frozen=True, slots=True)
class HeldEvent:
    id: uuid.UUID
    name: str
    status: EventStatus
    starts_at: dt.datetime
    conversations: int


def held(viewer: Viewer, activity_id: uuid.UUID) -> list[HeldEvent]:
    """Those this viewer may see, in their order. One statement."""
    counted = (
        select(func.count())
        .select_from(Conversation)
        .where(Conversation.event_id == Event.id, Conversation.state == ConversationState.KEPT)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Event.id, Event.name, Event.status, Event.starts_at, counted)
        .where(Event.activity_id == activity_id, visible_to(Event, viewer, Permission.EVENT_SEE))
        .order_by(Event.starts_at, Event.name, Event.id)
    )
    return [HeldEvent(*row) for row in rows]


def online(activity_ids: list[uuid.UUID], now: dt.datetime) -> dict[uuid.UUID, str]:
    """Activity -> the slug of an event of it at which anybody may answer now."""
    rows = db.session.execute(
        select(Event.activity_id, Event.slug)
        .where(
            Event.activity_id.in_(activity_ids),
            Event.is_online.is_(True),
            Event.status == EventStatus.OPEN,
            Event.starts_at <= now,
            Event.ends_at >= now,
        )
        .order_by(Event.starts_at.desc(), Event.slug)
    )
    return {activity: slug for activity, slug in rows if activity}
