"""The history of listings: a version after every change, from whatever source, and one before the first."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.listing_document import FIELDS, Document, clean, differing
from app.domain.stewardship import ChangeSource
from app.domain.viewer import SYSTEM, Viewer
from app.models.stewardship import ListingVersion
from app.queries.listing_documents import documents_of

BATCH = 200


def add(
    service_id: uuid.UUID,
    document: Document,
    *,
    before: Document | None,
    by: Viewer,
    source: ChangeSource,
    change_id: uuid.UUID | None = None,
    note: str = "",
) -> ListingVersion:
    """The listing as it is after a change. Where it has no history yet, first as it was `before`."""
    last = db.session.scalar(
        select(func.max(ListingVersion.number)).where(ListingVersion.service_id == service_id)
    )
    if last is None and before is not None:
        first = _version(service_id, 1, before, [], by=SYSTEM, source=ChangeSource.SYSTEM)
        db.session.add(first)
        last = 1
    fields = differing(before, document) if before is not None else _filled(document)
    made = _version(
        service_id, (last or 0) + 1, document, fields, by=by, source=source, change_id=change_id, note=note
    )
    db.session.add(made)
    db.session.flush()
    return made


def keep_before(service_ids: Collection[uuid.UUID]) -> None:
    """Before many listings change at once: a first version for those without any history."""
    for batch in _batches(list(service_ids)):
        known = set(
            db.session.scalars(
                select(ListingVersion.service_id).where(ListingVersion.service_id.in_(batch)).distinct()
            )
        )
        for id_, document in documents_of([one for one in batch if one not in known]).items():
            db.session.add(_version(id_, 1, document, [], by=SYSTEM, source=ChangeSource.SYSTEM))
        db.session.flush()
        db.session.expunge_all()


def keep_after(
    service_ids: Collection[uuid.UUID], *, by: Viewer, source: ChangeSource, note: str = ""
) -> int:
    """After many listings changed: a version of each that is not as its last one says; how many."""
    made = 0
    for batch in _batches(list(service_ids)):
        newest = (
            select(ListingVersion.service_id, func.max(ListingVersion.number).label("number"))
            .where(ListingVersion.service_id.in_(batch))
            .group_by(ListingVersion.service_id)
            .subquery()
        )
        last = {
            one.service_id: one
            for one in db.session.scalars(
                select(ListingVersion).join(
                    newest,
                    (newest.c.service_id == ListingVersion.service_id)
                    & (newest.c.number == ListingVersion.number),
                )
            )
        }
        for id_, document in documents_of(batch).items():
            before = clean(last[id_].document) if id_ in last else None
            fields = differing(before, document) if before is not None else _filled(document)
            if fields:
                number = last[id_].number + 1 if id_ in last else 1
                db.session.add(_version(id_, number, document, fields, by=by, source=source, note=note))
                made += 1
        db.session.flush()
        db.session.expunge_all()
    return made


def _version(
    service_id: uuid.UUID,
    number: int,
    document: Document,
    fields: Sequence[str],
    *,
    by: Viewer,
    source: ChangeSource,
    change_id: uuid.UUID | None = None,
    note: str = "",
) -> ListingVersion:
    return ListingVersion(
        id=uuid.uuid4(),
        service_id=service_id,
        number=number,
        document=document,
        fields=list(fields),
        source=source,
        made_by=by.account_id,
        change_id=change_id,
        note=note,
        made_at=clock.now(),
    )


def _filled(document: Document) -> list[str]:
    blank = clean({})
    return [key for key in FIELDS if document[key] != blank[key]]


def _batches(ids: list[uuid.UUID]) -> Iterator[list[uuid.UUID]]:
    for start in range(0, len(ids), BATCH):
        yield ids[start : start + BATCH]
