"""Tablets that take down conversations, by what they carry."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.capture_window import Window, window
from app.domain.engagement import EventStatus
from app.models.conversations import CaptureDevice
from app.models.engagement import Event
from app.queries.events import hash_of


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A tablet and what there is to know of its event."""

    id: uuid.UUID
    number: int
    event_id: uuid.UUID
    slug: str
    status: EventStatus
    starts_at: dt.datetime
    ends_at: dt.datetime
    is_revoked: bool

    def window(self, now: dt.datetime) -> Window:
        return window(self.status, self.starts_at, self.ends_at, now)


KNOWN = select(
    CaptureDevice.id,
    CaptureDevice.number,
    CaptureDevice.event_id,
    Event.slug,
    Event.status,
    Event.starts_at,
    Event.ends_at,
    CaptureDevice.revoked_at.is_not(None),
).join(Event, Event.id == CaptureDevice.event_id)


def device_of(token: str) -> KnownDevice | None:
    """The tablet that carries this; revoked ones too. One statement."""
    row = db.session.execute(KNOWN.where(CaptureDevice.token_hash == hash_of(token))).one_or_none()
    return KnownDevice(*row) if row else None
