"""Where a listing stands on the ladder of checks; it starts again with each check."""

from __future__ import annotations

from app import clock
from app.database import db
from app.domain import freshness
from app.models.directory import Service
from app.models.stewardship import ListingCare


def start_again(service: Service, care: ListingCare) -> None:
    """Begin from the day of its last check: nobody is asked, and no complaint stands."""
    care.check_due_on = freshness.due_on(
        service.checked_on,
        service.kind,
        in_person=service.in_person,
        known_since=clock.local_day(service.created_at),
    )
    care.reminder_step, care.reminded_at, care.unchecked_since = 0, None, None
    care.closed_reports, care.warned_at, care.hidden_at, care.priority = 0, None, None, 0.0
    db.session.flush()


def wait(care: ListingCare) -> None:
    """Somebody is at it: the next reminder counts from now."""
    if care.reminder_step:
        care.reminded_at = clock.now()
        db.session.flush()
