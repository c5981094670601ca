"""Tablets that take down conversations, by what they carry."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import bindparam, select

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
    revoked_at: dt.datetime | None

    @property
    def is_revoked(self) -> bool:
        return self.revoked_at is not None

    def window(self, now: dt.datetime) -> Window:
        return window(self.status, self.starts_at, self.ends_at, now)


DEVICE, EVENT = CaptureDevice.__table__, Event.__table__
KNOWN = (
    select(
        DEVICE.c.id,
        DEVICE.c.number,
        DEVICE.c.event_id,
        EVENT.c.slug,
        EVENT.c.status,
        EVENT.c.starts_at,
        EVENT.c.ends_at,
        DEVICE.c.revoked_at,
    )
    .join_from(DEVICE, EVENT, EVENT.c.id == DEVICE.c.event_id)
    .where(DEVICE.c.token_hash == bindparam("token_hash"))
)
"""Made once, on the tables themselves: it is asked with every record."""


def device_of(token: str) -> KnownDevice | None:
    """The tablet that carries this; revoked ones too. One statement."""
    row = db.session.connection().execute(KNOWN, {"token_hash": hash_of(token)}).one_or_none()
    return KnownDevice(*row) if row else None
