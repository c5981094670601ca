"""A tablet joins an event: it gets what lets it hand in conversations, and nothing else."""

from __future__ import annotations

import secrets
import uuid

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.models.conversations import CaptureDevice
from app.models.engagement import Event
from app.queries.events import hash_of

MOST_DEVICES = 500
"""At one event: more is somebody playing with its code."""
TRIES = 20


def join(event: Event) -> str:
    """What the tablet carries from now on. Raises: NotAllowedError where the event has too many."""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    token = secrets.token_urlsafe(24)
    for _ in range(TRIES):
        number = (
            db.session.scalar(
                select(func.max(CaptureDevice.number)).where(CaptureDevice.event_id == event.id)
            )
            or 0
        ) + 1
        if number > MOST_DEVICES:
            raise NotAllowedError
        made = db.session.scalars(
            insert(CaptureDevice)
            .values(
                id=uuid.uuid4(),
                event_id=event.id,
                number=number,
                token_hash=hash_of(token),
                made_at=clock.now(),
                seen_at=clock.now(),
            )
            .on_conflict_do_nothing()
            .returning(CaptureDevice.id)  # PostgreSQL counts no rows here
        )
        if made.first() is not None:
            return token
    raise RuntimeError("another tablet was always there first")
