"""Tablets from the organiser's side: one is stopped, and the code they join by is made anew."""

from __future__ import annotations

from app import clock
from app.database import db
from app.domain.viewer import Viewer
from app.models.conversations import CaptureDevice
from app.models.engagement import Event
from app.operations import audit
from app.operations.events import fresh, new_token
from app.queries.events import hash_of


def revoke(device: CaptureDevice, *, by: Viewer) -> None:
    """It can send nothing more. Twice is once: who did it first stands."""
    if device.revoked_at is None:
        device.revoked_at, device.revoked_by = clock.now(), by.account_id
        db.session.flush()
        audit.record(by, "tablet.revoked", of=("tablet", device.id))


def new_code(event: Event, *, by: Viewer, version: int) -> None:
    """Nobody joins by the old code any more. Tablets that have joined go on. Raises: StaleError."""
    held = fresh(event, version)
    held.join_token = new_token()
    held.join_hash = hash_of(held.join_token)
    db.session.flush()
    audit.record(by, "event.code-renewed", of=("event", held.id))
