"""Who wants to hear what became of it: apart from everything they said, and gone when the loop closes."""

from __future__ import annotations

import uuid

from sqlalchemy import delete
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.viewer import Viewer
from app.models.conversations import ReplyRequest
from app.models.engagement import Event
from app.operations import audit, replies


def leave(event: Event, *, request_id: uuid.UUID, way: str, reach: str, name: str, language: str) -> None:
    """Keep a way to hear back, once: its id comes with the page. Not traced, as nothing anybody said is."""
    made = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    db.session.execute(
        made(ReplyRequest)
        .values(id=request_id, event_id=event.id, way=way, reach=reach, name=name or None, language=language)
        .on_conflict_do_nothing(index_elements=["id"])
    )
    db.session.flush()


def forget_all(event: Event, *, by: Viewer) -> int:
    """The loop is closed: everybody had an answer, and how to reach them is deleted. How many there were."""
    replies.forget_letters(event)
    gone = db.session.execute(delete(ReplyRequest).where(ReplyRequest.event_id == event.id))
    count: int = gone.rowcount  # type: ignore[attr-defined]  # a deletion has one
    event.loop_closed_at = event.loop_closed_at or clock.now()
    audit.record(by, "reply-requests.forgotten", of=("event", event.id), count=count)
    db.session.flush()
    return count
