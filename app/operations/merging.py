"""Makes one listing of two, and two of one again."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select, update

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.feeds.local import COLUMNS_OF
from app.domain.listing_document import FIELDS, clean, differing
from app.domain.stewardship import ChangeSource, PairStatus
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.stewardship import DuplicatePair, ListingMerge
from app.operations import audit, index, listing_snapshot, merging_moves, versions
from app.operations.listing_snapshot import PARTS, Row, Snapshot
from app.operations.listings import care_of
from app.queries.imports import TABLES
from app.queries.listing_documents import document_of


class Take(StrEnum):
    """Whose words stay."""

    OURS = "ours"
    """Those of the listing that stays."""
    THEIRS = "theirs"
    BOTH = "both"
    """Only for lists, such as phones."""


Choices = Mapping[str, Take]
"""Field -> whose words stay; those of the listing that stays where nothing is said."""


def merge(
    kept: Service,
    gone: Service,
    *,
    by: Viewer,
    ground: index.Ground,
    choices: Choices,
    versions_seen: tuple[int, int] | None = None,
) -> ListingMerge:
    """One listing of two. The other's address leads to it, and whatever readers kept of the other.

    `versions_seen`: of both, as the page showed them. Raises: StaleError; NotAllowedError where one is gone.
    """
    _hold(kept.id, gone.id)
    if kept.id == gone.id or kept.deleted_at is not None or gone.deleted_at is not None:
        raise NotAllowedError
    if versions_seen is not None and versions_seen != (kept.version, gone.version):
        raise StaleError
    taken = {field: how for field, how in choices.items() if field in FIELDS and how is not Take.OURS}
    before = document_of(kept.id)
    snapshot = _snapshot(kept.id, taken)
    for field in sorted(taken, key=_order):
        _take(kept.id, gone.id, field, taken[field])
    db.session.flush()
    db.session.expire_all()
    kept, gone = db.session.get_one(Service, kept.id), db.session.get_one(Service, gone.id)
    kept.version += 1
    kept.last_modified = kept.modified_at = clock.now()
    gone.version += 1
    gone.deleted_at = clock.now()
    care_of(gone.id).merged_into_id = kept.id
    if kept.feed:
        care = care_of(kept.id)
        care.local_fields = sorted({*care.local_fields, *taken})
    moved = merging_moves.move(kept.id, gone.id)
    db.session.flush()
    db.session.expire_all()
    after = document_of(kept.id)
    made = ListingMerge(
        id=uuid.uuid4(),
        kept_id=kept.id,
        gone_id=gone.id,
        before=listing_snapshot.as_plain(
            {
                "taken": {field: how.value for field, how in taken.items()},
                "rows": snapshot,
                "after": after,
                "moved": moved,
            }
        ),
        merged_at=clock.now(),
        merged_by=by.account_id,
    )
    db.session.add(made)
    versions.add(
        kept.id,
        after,
        before=before,
        by=by,
        source=ChangeSource.MERGE,
        note=db.session.get_one(Service, gone.id).name,
    )
    _settle_pair(kept.id, gone.id, PairStatus.MERGED, by)
    audit.record(by, "listing.merged", of=("listing", kept.id))
    audit.record(by, "listing.merged-away", of=("listing", gone.id))
    index.index([kept.id, gone.id], ground)
    return made


def undo(made: ListingMerge, *, by: Viewer, ground: index.Ground) -> None:
    """Two listings again, as they were; what was edited since stays as it was edited.

    Raises: NotAllowedError where it is undone already, or the listing that stayed was merged away since.
    """
    _hold(made.kept_id, made.gone_id)
    db.session.refresh(made)
    kept, gone = db.session.get_one(Service, made.kept_id), db.session.get_one(Service, made.gone_id)
    if made.undone_at is not None or kept.deleted_at is not None or gone.deleted_at is None:
        raise NotAllowedError
    if care_of(gone.id).merged_into_id != kept.id:
        raise NotAllowedError
    held: dict[str, Any] = made.before
    before = document_of(kept.id)
    edited = set(differing(clean(held["after"]), before))
    for field in sorted(held["taken"], key=_order):
        if field not in edited:
            _put_back(kept.id, field, held["rows"][field])
    db.session.flush()
    db.session.expire_all()
    merging_moves.move_back(kept.id, gone.id, held["moved"])
    kept, gone = db.session.get_one(Service, kept.id), db.session.get_one(Service, gone.id)
    kept.version += 1
    kept.last_modified = kept.modified_at = clock.now()
    gone.version += 1
    gone.deleted_at = None
    care_of(gone.id).merged_into_id = None
    made.undone_at, made.undone_by = clock.now(), by.account_id
    db.session.flush()
    db.session.expire_all()
    after = document_of(kept.id)
    versions.add(kept.id, after, before=before, by=by, source=ChangeSource.RESTORE)
    _settle_pair(kept.id, gone.id, PairStatus.OPEN, by)
    audit.record(by, "listing.merge-undone", of=("listing", kept.id))
    index.index([kept.id, gone.id], ground)


def _hold(*listings: uuid.UUID) -> None:
    """Both rows as they are now, and nobody else's until this is done; always in the same order."""
    db.session.flush()
    db.session.scalars(
        select(Service)
        .where(Service.id.in_(listings))
        .order_by(Service.id)
        .with_for_update(of=Service)
        .execution_options(populate_existing=True)
    ).all()


def _order(field: str) -> int:
    """Places before what is held at them, contacts before their phones."""
    return list(PARTS).index(field) if field in PARTS else -1


def _columns(field: str) -> frozenset[str]:
    return COLUMNS_OF.get(field, frozenset((field,)))


def _snapshot(service_id: uuid.UUID, fields: Choices) -> dict[str, Any]:
    """What would be needed to put these fields back."""
    return {
        field: {
            **listing_snapshot.rows_of(service_id, field),
            "links": listing_snapshot.pointing_at(service_id, field),
        }
        if field in PARTS
        else listing_snapshot.columns_of(service_id, _columns(field))
        for field in fields
    }


def _take(kept: uuid.UUID, gone: uuid.UUID, field: str, how: Take) -> None:
    if field not in PARTS:
        listing_snapshot.set_columns(kept, listing_snapshot.columns_of(gone, _columns(field)))
        return
    theirs = listing_snapshot.rows_of(gone, field)
    ours: Snapshot = {}
    if how is Take.THEIRS and field == "places":
        secret = _secret_places(kept)  # what hangs on one would be told without it
        listing_snapshot.delete_rows(kept, field, but=secret)
        ours = listing_snapshot.rows_of(kept, field)
    elif how is Take.THEIRS:
        listing_snapshot.delete_rows(kept, field)
    else:
        ours = listing_snapshot.rows_of(kept, field)
    listing_snapshot.insert_rows(_copies(theirs, ours, kept, gone, field), field)


def _copies(theirs: Snapshot, ours: Snapshot, kept: uuid.UUID, gone: uuid.UUID, field: str) -> Snapshot:
    """Their rows as ours: with new identifiers, without those we have, at our places and contacts.

    What hangs on a secret place of theirs comes along only where that place does.
    """
    first = PARTS[field][0]
    at_place = _same_place(kept, gone)
    stays = _secret_places(gone) - at_place.keys()
    known = {_content(row) for row in ours.get(first, ())}
    ids: dict[Any, uuid.UUID] = {}
    made: Snapshot = {name: [] for name in PARTS[field]}
    for name in PARTS[field]:
        for row in theirs.get(name, ()):
            if name == first and (_content(row) in known or row.get("service_at_location_id") in stays):
                continue
            copy = dict(row)
            above = {"schedule_exception": "schedule_id", "language": "phone_id"}.get(name, "")
            if above and name != first:
                if copy[above] not in ids:
                    continue
                copy[above] = ids[copy[above]]
            if "id" in copy:
                ids[row["id"]] = copy["id"] = uuid.uuid4()
            if copy.get("service_id"):
                copy["service_id"] = kept
            if copy.get("service_at_location_id"):
                copy["service_at_location_id"] = at_place.get(copy["service_at_location_id"])
            if copy.get("contact_id"):
                copy["contact_id"] = None
            made[name].append(copy)
    return made


def _same_place(kept: uuid.UUID, gone: uuid.UUID) -> dict[Any, Any]:
    """Their being at a place -> ours at the same place."""
    table = TABLES["service_at_location"]
    rows = db.session.execute(
        select(table.c.id, table.c.service_id, table.c.location_id).where(
            table.c.service_id.in_((kept, gone))
        )
    ).all()
    ours = {row.location_id: row.id for row in rows if row.service_id == kept}
    return {
        row.id: ours[row.location_id] for row in rows if row.service_id == gone and row.location_id in ours
    }


def _secret_places(service_id: uuid.UUID) -> frozenset[uuid.UUID]:
    """A listing's being at places that are kept secret."""
    joined, location = TABLES["service_at_location"], TABLES["location"]
    return frozenset(
        db.session.scalars(
            select(joined.c.id)
            .join(location, location.c.id == joined.c.location_id)
            .where(joined.c.service_id == service_id, location.c.undisclosed.is_(True))
        )
    )


_OWN = frozenset(("id", "service_id", "position", "contact_id", "service_at_location_id", "description"))


def _content(row: Row) -> tuple[Any, ...]:
    """What makes two rows say the same."""
    if "number" in row:
        return ("".join(filter(str.isdigit, row["number"])), row["extension"])
    return tuple(value for name, value in sorted(row.items()) if name not in _OWN)


def _put_back(service_id: uuid.UUID, field: str, kept: Any) -> None:
    if field not in PARTS:
        listing_snapshot.set_columns(service_id, listing_snapshot.of_plain(TABLES["service"], kept))
        return
    rows = {
        name: [listing_snapshot.of_plain(TABLES[name], row) for row in kept.get(name, ())]
        for name in PARTS[field]
    }
    listing_snapshot.delete_rows(service_id, field)
    listing_snapshot.insert_rows(rows, field)
    listing_snapshot.point_again(kept["links"])


def _settle_pair(one: uuid.UUID, other: uuid.UUID, status: PairStatus, by: Viewer) -> None:
    both = (one, other)
    db.session.execute(
        update(DuplicatePair)
        .where(
            or_(
                (DuplicatePair.first_id == both[0]) & (DuplicatePair.second_id == both[1]),
                (DuplicatePair.first_id == both[1]) & (DuplicatePair.second_id == both[0]),
            )
        )
        .values(
            status=status,
            decided_at=clock.now() if status is PairStatus.MERGED else None,
            decided_by=by.account_id if status is PairStatus.MERGED else None,
        )
    )
