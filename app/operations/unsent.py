"""Tablets that still hold conversations after an event: its organiser is told, once."""

from __future__ import annotations

import datetime as dt
import uuid

from app import clock
from app.database import db
from app.domain.engagement import upload_until
from app.domain.messages import MessageKind
from app.models.engagement import Event
from app.models.people import Account
from app.operations import outbox, work
from app.queries.event_lists import left_on_tablets

AT_END = "event-unsent"
"""The job of one event's end."""
PACKING_UP = dt.timedelta(hours=1)
"""Time to find a signal before anybody is told."""


def look_after(event: Event) -> None:
    """Have somebody look when the event is over; another end gives another look."""
    at = event.ends_at + PACKING_UP
    work.enqueue(AT_END, key=f"{AT_END}:{event.id}:{at.isoformat()}", run_at=at, event=str(event.id))


def tell_organisers(*, event_id: uuid.UUID | None = None) -> int:
    """How many were told. Once it is too late to send there is nothing left to do about it."""
    now, told = clock.now(), 0
    for event, tablets in left_on_tablets(now - PACKING_UP, event_id=event_id):
        who = db.session.get(Account, event.organiser_id or event.alert_to_id)
        if who is None or now > upload_until(event.ends_at):
            continue
        told += outbox.tell(
            MessageKind.UNSENT_LEFT,
            key=f"unsent-left:{event.id}",
            account=who.id,
            language=who.language,
            event=event.name,
            tablets=tablets,
            until=clock.local_day(upload_until(event.ends_at)).isoformat(),
        )
    return told
