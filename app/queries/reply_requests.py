"""Who wants to hear what became of an event. Nothing leads from here to what anybody said."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.models.conversations import ReplyRequest
from app.models.engagement import Event

ORDER = ("email", "phone", "post")


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to tell, and how."""

    way: str
    reach: str
    name: str
    language: str


def to_tell(event: Event) -> list[ToTell]:
    """By way, then in no order that means anything."""
    rows = db.session.scalars(select(ReplyRequest).where(ReplyRequest.event_id == event.id))
    people = [ToTell(row.way, row.reach, row.name or "", row.language) for row in rows]
    return sorted(people, key=lambda one: (ORDER.index(one.way), one.reach))
