"""One change made to many listings: tried first, done together, and undone together."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.bulk_edit import MOST_AT_ONCE, Step, changed
from app.domain.errors import NotAllowedError
from app.domain.listing_document import Document, clean, differing
from app.domain.roles import Permission
from app.domain.stewardship import ChangeSource
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.stewardship import ListingVersion
from app.models.visibility import visible_to
from app.operations import audit, index, listings
from app.operations.index import Ground
from app.queries.listing_documents import documents_of

UNDONE_WITHIN = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Planned:
    """What a step would make of one listing; `before` and `after` are the same where nothing would change."""

    id: uuid.UUID
    name: str
    version: int
    before: Document
    after: Document

    @property
    def changes(self) -> bool:
        return bool(differing(self.before, self.after))


@dataclass(frozen=True, slots=True)
class Done:
    batch: uuid.UUID
    changed: int
    left: int
    """Changed by somebody else since the plan was shown."""


def plan(ids: Sequence[uuid.UUID], step: Step, *, by: Viewer) -> list[Planned]:
    """What the step would make of these listings, by name. Nothing is written."""
    if len(ids) > MOST_AT_ONCE:
        raise NotAllowedError
    rows = db.session.execute(
        select(Service.id, Service.name, Service.version)
        .where(
            Service.id.in_(ids),
            Service.deleted_at.is_(None),
            visible_to(Service, by, Permission.LISTING_REVIEW),
        )
        .order_by(func.lower(Service.name), Service.id)
    ).all()
    documents = documents_of([row.id for row in rows])
    return [
        Planned(row.id, row.name, row.version, documents[row.id], changed(documents[row.id], step))
        for row in rows
    ]


def do(shown: Mapping[uuid.UUID, int], step: Step, *, by: Viewer, ground: Ground) -> Done:
    """Do it to the listings as they were shown (id -> version); those that moved since are left."""
    batch, to_index, left = uuid.uuid4(), set[uuid.UUID](), 0
    for one in plan(list(shown), step, by=by):
        if one.version != shown[one.id]:
            left += 1
        elif one.changes:
            listings.apply(
                db.session.get_one(Service, one.id),
                one.after,
                by=by,
                ground=ground,
                source=ChangeSource.EDITOR,
                fields=(step.field,),
                note=note_of(batch),
                to_index=to_index,
            )
    if to_index:
        index.index(sorted(to_index), ground)
        audit.record(
            by, "listing.changed-in-bulk", of=("batch", batch), scope=step.field, count=len(to_index)
        )
    return Done(batch, len(to_index), left)


def made_by(batch: uuid.UUID) -> list[ListingVersion]:
    """The versions a batch made, of the last weeks."""
    return list(
        db.session.scalars(
            select(ListingVersion)
            .where(
                ListingVersion.note == note_of(batch), ListingVersion.made_at > clock.now() - UNDONE_WITHIN
            )
            .order_by(ListingVersion.service_id)
        )
    )


def undo(batch: uuid.UUID, *, by: Viewer, ground: Ground) -> Done:
    """Put back what a batch changed, where the same field was not changed again since. Twice is once."""
    to_index, left = set[uuid.UUID](), 0
    for version in made_by(batch):
        before = db.session.scalar(
            select(ListingVersion.document).where(
                ListingVersion.service_id == version.service_id, ListingVersion.number == version.number - 1
            )
        )
        now = documents_of([version.service_id]).get(version.service_id)
        if before is None or now is None:
            continue
        fields = set(version.fields)
        if fields & set(differing(clean(version.document), now)):
            left += bool(fields & set(differing(clean(before), now)))
            continue
        listings.apply(
            db.session.get_one(Service, version.service_id),
            clean(before),
            by=by,
            ground=ground,
            source=ChangeSource.RESTORE,
            fields=version.fields,
            note=str(version.number - 1),
            to_index=to_index,
        )
    if to_index:
        index.index(sorted(to_index), ground)
        audit.record(by, "listing.bulk-undone", of=("batch", batch), count=len(to_index))
    return Done(batch, len(to_index), left)


def note_of(batch: uuid.UUID) -> str:
    return f"bulk {batch}"
