"""When an event takes down conversations, and how long what lies on tablets may still be sent."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from app.domain.engagement import EventStatus, capture_until, upload_until

BEFORE = dt.timedelta(hours=12)
"""So long before it starts an event takes down conversations: people come early, and tables are set up."""


class Window(StrEnum):
    """What may be done at an event now."""

    NOT_YET = "not-yet"
    OPEN = "open"
    SENDING = "sending"
    """Nothing more is taken down; what lies on tablets may still be sent."""
    OVER = "over"


def window(status: EventStatus, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> Window:
    """Sending ends for everybody at once; taking down ends also where somebody closed the event."""
    if now > upload_until(ends_at):
        return Window.OVER
    if status in (EventStatus.CLOSED, EventStatus.CANCELLED) or now > capture_until(ends_at):
        return Window.SENDING
    if status is EventStatus.DRAFT or now < starts_at - BEFORE:
        return Window.NOT_YET
    return Window.OPEN
