"""A tablet says how it is: what lies on it unsent, and what its clock shows."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import update

from app.database import db
from app.models.conversations import CaptureDevice

MOST_AHEAD = 10 * 365 * 24 * 60 * 60
"""Units: seconds. A clock further off is broken altogether."""


def report(
    device_id: uuid.UUID, *, unsent: int, unfinished: int, its_now: dt.datetime | None, now: dt.datetime
) -> None:
    """Keep it beside the tablet, for the organiser's check at the end of the day."""
    values: dict[str, object] = {"seen_at": now, "unsent": unsent, "unfinished": unfinished}
    if its_now is not None:
        ahead = round((its_now - now).total_seconds())
        values["clock_ahead"] = min(max(ahead, -MOST_AHEAD), MOST_AHEAD)
    db.session.execute(update(CaptureDevice).where(CaptureDevice.id == device_id).values(**values))
