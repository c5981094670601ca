"""Changes what a listing says: tables, history, trace and search in one go, from whatever source."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.feeds.identity import slug as slug_of
from app.domain.listing import CheckedBy, Kind, SaidBy, Status
from app.domain.listing_change import ListingConflictError, colliding
from app.domain.listing_document import (
    FIELDS,
    Document,
    clean,
    differing,
    empty,
    keeping_secrets,
    leaving_secrets,
    with_secrets,
)
from app.domain.stewardship import ChangeSource
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.search import ListingProjection
from app.models.stewardship import ListingCare, ListingVersion
from app.operations import audit, index, ladder, listing_numbers, listing_places, listing_rows, versions
from app.operations.index import Ground
from app.queries.listing_documents import document_from, document_of, service_with_all

SAID_BY = {ChangeSource.PUBLIC: SaidBy.MEMBER, ChangeSource.IMPORT: SaidBy.PUBLISHER}
CHECKED_BY = {ChangeSource.ORGANISER: CheckedBy.ORGANISER, ChangeSource.SPREADSHEET: CheckedBy.ORGANISER}


def apply(
    service: Service,
    document: Document,
    *,
    by: Viewer,
    ground: Ground,
    source: ChangeSource,
    fields: Collection[str] | None = None,
    base: Document | None = None,
    change_id: uuid.UUID | None = None,
    note: str = "",
    disclosing: bool = False,
    action: str = "listing.changed",
    to_index: set[uuid.UUID] | None = None,
) -> list[str]:
    """Make the listing say what the document says, in these fields or all; names of those that changed.

    With `base`, the listing as the writer saw it, only what they changed is written, and never over what
    somebody else changed since. An undisclosed place stays so unless `disclosing`. Who changes many at once
    gives `to_index`, a set that fills with what to index at the end.

    Raises: ListingConflictError (fields of both), NotThereError.
    """
    row = service_with_all(service.id, lock=True)
    before = document_from(row)
    after = with_secrets(clean(document), before)
    if not disclosing:
        after = leaving_secrets(keeping_secrets(after, before), before)
    wanted = [key for key in FIELDS if fields is None or key in fields]
    if base is not None:
        seen = with_secrets(clean(base), before)
        wanted = [key for key in differing(seen, after) if key in wanted]
        if both := colliding(wanted, base=seen, mine=after, now=before):
            raise ListingConflictError(both)
    changed = [key for key in differing(before, after) if key in wanted]
    if not changed:
        return []
    _write(row, after, changed, ground=ground, source=source)
    made = document_of(row.id)
    versions.add(row.id, made, before=before, by=by, source=source, change_id=change_id, note=note)
    if row.feed and source is not ChangeSource.IMPORT:
        care = care_of(row.id)
        care.local_fields = sorted({*care.local_fields, *changed})
    audit.record(
        by,
        action,
        of=("listing", row.id),
        fields={key: (before[key], made[key]) for key in changed},
        scope=source.value,
    )
    if to_index is None:
        index.index([row.id], ground)
    else:
        to_index.add(row.id)
    return changed


def create(
    document: Document,
    *,
    by: Viewer,
    ground: Ground,
    source: ChangeSource,
    change_id: uuid.UUID | None = None,
    note: str = "",
) -> Service:
    """A new listing, published."""
    after = clean(document)
    now = clock.now()
    row = Service(
        id=uuid.uuid4(),
        number=listing_numbers.take(),
        slug=free_slug(after["name"]),
        name=after["name"],
        kind=Kind(after["kind"]),
        checked_by=CHECKED_BY.get(source, CheckedBy.NOBODY),
        checked_on=clock.today() if source in CHECKED_BY else None,
    )
    db.session.add(row)
    db.session.flush()
    row = service_with_all(row.id)
    blank = empty()
    _write(
        row,
        after,
        [key for key in FIELDS if after[key] != blank[key]],
        ground=ground,
        source=source,
        new=True,
    )
    row.created_at = row.last_modified = now
    db.session.flush()
    made = document_of(row.id)
    versions.add(row.id, made, before=None, by=by, source=source, change_id=change_id, note=note)
    audit.record(by, "listing.published", of=("listing", row.id), scope=source.value)
    index.index([row.id], ground)
    return row


def stop(
    service: Service,
    *,
    by: Viewer,
    ground: Ground,
    source: ChangeSource,
    note: str = "",
    change_id: uuid.UUID | None = None,
) -> list[str]:
    """The activity has stopped for good: out of search; its address says so."""
    document = {**document_of(service.id), "status": Status.DEFUNCT.value, "back_on": ""}
    fields = ["status", "back_on"]
    if note:
        document["closed_note"] = note
        fields.append("closed_note")
    return apply(
        service,
        document,
        by=by,
        ground=ground,
        source=source,
        fields=fields,
        change_id=change_id,
        action="listing.stopped",
    )


def restore(service: Service, number: int, *, by: Viewer, ground: Ground) -> list[str]:
    """Make it say again what an earlier version said. The history grows by one. Raises: NotThereError."""
    version = db.session.scalar(
        select(ListingVersion).where(ListingVersion.service_id == service.id, ListingVersion.number == number)
    )
    if version is None:
        raise NotThereError
    return apply(
        service,
        clean(version.document),
        by=by,
        ground=ground,
        source=ChangeSource.RESTORE,
        note=str(number),
        action="listing.restored",
    )


def care_of(service_id: uuid.UUID) -> ListingCare:
    """What we keep about a listing besides what it says; made where there is nothing yet."""
    care = db.session.get(ListingCare, service_id)
    if care is None:
        care = ListingCare(service_id=service_id, local_fields=[])
        db.session.add(care)
        db.session.flush()
    return care


def free_slug(name: str) -> str:
    """An address nobody has or had: the name, with a number where it is taken."""
    start = slug_of(name) or f"listing-{uuid.uuid4().hex[:8]}"
    taken: set[str] = set()
    for column in (Service.slug, ListingProjection.slug):
        taken.update(db.session.scalars(select(column).where(column.startswith(start, autoescape=True))))
    made, number = start, 2
    while made in taken:
        made, number = f"{start}-{number}", number + 1
    return made


def _write(
    row: Service,
    after: Document,
    changed: Sequence[str],
    *,
    ground: Ground,
    source: ChangeSource,
    new: bool = False,
) -> None:
    left = []
    if "places" in changed:
        left = listing_places.write(
            row,
            after,
            place=ground.place,
            said_by=SAID_BY.get(source, SaidBy.ORGANISER),
            today=clock.today(),
        )
    listing_rows.write(row, after, changed)
    if left:
        listing_places.leave(row, left)
    row.last_modified = row.modified_at = clock.now()
    if {"capacity", "waiting_weeks"} & set(changed):
        row.capacity_on = clock.today()
    if source in CHECKED_BY:  # who runs it has just looked at what it says
        row.checked_on, row.checked_by = clock.today(), CHECKED_BY[source]
        ladder.start_again(row, care_of(row.id))
    if not new:
        row.version += 1
    db.session.flush()
    db.session.expire(row)
