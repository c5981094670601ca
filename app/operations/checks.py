"""Somebody says that a listing is still right, whether there is room, or that it has stopped."""

from __future__ import annotations

import uuid

from app import clock
from app.database import db
from app.domain import freshness
from app.domain.errors import NotThereError
from app.domain.listing import Capacity, CheckedBy, Status
from app.domain.listing_change import TAKEN
from app.domain.stewardship import ChangeKind, ChangeSource
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.operations import audit, changes, index, ladder, listings
from app.operations.index import Ground
from app.queries.checks import waits_to_be_stopped
from app.queries.listing_documents import document_of


def mark(listing: uuid.UUID, *, by: Viewer, checked_by: CheckedBy, ground: Ground) -> None:
    """It was checked today and is right. The ladder starts again. Twice is the same as once.

    Raises: NotThereError.
    """
    service, care, today = _held(listing), listings.care_of(listing), clock.today()
    is_known = service.checked_on == today and service.checked_by is checked_by
    if is_known and not (care.reminder_step or care.closed_reports):
        return
    audit.record(
        by,
        "listing.checked",
        of=("listing", listing),
        fields={
            "checked_on": (str(service.checked_on or ""), str(today)),
            "checked_by": (service.checked_by.value, checked_by.value),
        },
    )
    service.checked_on, service.checked_by = today, checked_by
    ladder.start_again(service, care)
    index.index([listing], ground)


def say_room(
    listing: uuid.UUID, capacity: Capacity, waiting_weeks: int | None, *, by: Viewer, ground: Ground
) -> None:
    """Is there room? It counts from today, also where it is as it was. Raises: NotThereError."""
    service = _held(listing)
    weeks = waiting_weeks if capacity is Capacity.WAITING else None
    if (service.capacity, service.waiting_weeks, service.capacity_on) == (capacity, weeks, clock.today()):
        return
    service.capacity_on = clock.today()
    db.session.flush()
    changed = listings.apply(
        service,
        {**document_of(listing), "capacity": capacity.value, "waiting_weeks": weeks},
        by=by,
        ground=ground,
        source=ChangeSource.CHECK,
        fields=("capacity", "waiting_weeks"),
        action="listing.room-said",
    )
    if not changed:
        audit.record(by, "listing.room-said", of=("listing", listing))
        index.index([listing], ground)


def say_stopped(
    listing: uuid.UUID, *, note: str, by: Viewer, language: str, ground: Ground, contact: str | None = None
) -> bool:
    """It has stopped, or will. True where its page says so now; else somebody looks first.

    Saying so again while somebody looks changes nothing. Raises: NotThereError.
    """
    service = _held(listing)
    if service.status is Status.DEFUNCT:
        return True
    if waits_to_be_stopped(listing):
        return False
    stopped = {**document_of(listing), "status": Status.DEFUNCT.value, "back_on": "", "closed_note": note}
    change = changes.suggest(
        stopped,
        by=by,
        kind=ChangeKind.STOP,
        source=ChangeSource.EDITOR if by.account_id else ChangeSource.ORGANISER,
        language=language,
        service=service,
        contact=contact,
    )
    return changes.send(change, by=by, ground=ground).status in TAKEN


def not_reached(listing: uuid.UUID, *, by: Viewer) -> None:
    """Somebody tried and nobody answered: ask again in two weeks. Raises: NotThereError."""
    _held(listing)
    care = listings.care_of(listing)
    care.reminder_step, care.reminded_at = len(freshness.REMINDERS), clock.now()
    care.unchecked_since = care.unchecked_since or clock.today()
    audit.record(by, "listing.not-reached", of=("listing", listing))
    db.session.flush()


def is_changing(listing: uuid.UUID) -> None:
    """Its organiser opened the form: no reminder goes meanwhile. Raises: NotThereError."""
    _held(listing)
    ladder.wait(listings.care_of(listing))


def archive(listing: uuid.UUID, *, by: Viewer, ground: Ground) -> None:
    """Nobody could check it for years: out of search, with its history kept. Raises: NotThereError."""
    service = _held(listing)
    listings.apply(
        service,
        {**document_of(listing), "status": Status.INACTIVE.value},
        by=by,
        ground=ground,
        source=ChangeSource.CHECK,
        fields=("status",),
        action="listing.archived",
    )
    listings.care_of(listing).priority = 0.0
    db.session.flush()


def _held(listing: uuid.UUID) -> Service:
    service = db.session.get(Service, listing, with_for_update=True, populate_existing=True)
    if service is None or service.deleted_at is not None:
        raise NotThereError
    return service
