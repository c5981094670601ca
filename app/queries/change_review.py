"""One change with everything its decision needs."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.listing_change import OPEN, colliding
from app.domain.listing_document import (
    Document,
    clean,
    empty,
    has_secrets,
    keeping_secrets,
    with_secrets,
    without_secrets,
)
from app.domain.roles import Permission
from app.domain.stewardship import ChangeStatus
from app.domain.viewer import Viewer
from app.models.stewardship import ListingChange, ListingVersion
from app.queries.changes import change_for, others_waiting
from app.queries.listing_documents import document_from, service_with_all
from app.queries.versions import sees_secrets


@dataclass(frozen=True)
class Review:
    """`base`: the listing as they began; `now`: as it is, or was when it was decided; `document`: theirs."""

    change: ListingChange
    base: Document
    now: Document
    document: Document
    moved: tuple[str, ...]
    """Fields that somebody else changed since, to something else."""
    listing_id: uuid.UUID | None
    slug: str
    listing_version: int
    others: int
    """Other changes of the same listing that wait."""
    shows_secrets: bool
    taken: frozenset[str]
    """Fields that reached the page, where it was decided."""


def review_of(viewer: Viewer, change_id: uuid.UUID) -> Review:
    """Raises: NotThereError."""
    change = change_for(viewer, change_id)
    base = clean(change.base) if change.base is not None else empty()
    document = clean(change.document)
    now, slug, version = base, "", 0
    moved: tuple[str, ...] = ()
    if change.service_id is not None:
        service = service_with_all(change.service_id)
        slug, version = service.slug, service.version
        if change.base is not None and change.status in OPEN:
            now = document_from(service)
            base, document = with_secrets(base, now), with_secrets(document, now)
            moved = tuple(colliding(change.fields, base=base, mine=document, now=now))
    sees = _sees(viewer, change)
    guarded = [keeping_secrets(one, now) for one in (base, now, document)]
    secret = any(has_secrets(one) for one in guarded)
    if secret and not sees:
        base, now, document = (without_secrets(one) for one in guarded)
    return Review(
        change=change,
        base=base,
        now=now,
        document=document,
        moved=moved,
        listing_id=change.service_id,
        slug=slug,
        listing_version=version,
        others=others_waiting(change),
        shows_secrets=secret and sees,
        taken=_taken(change),
    )


def _taken(change: ListingChange) -> frozenset[str]:
    if change.status is not ChangeStatus.PART:
        return frozenset(change.fields if change.status is ChangeStatus.ACCEPTED else ())
    written = db.session.scalars(select(ListingVersion.fields).where(ListingVersion.change_id == change.id))
    return frozenset(field for fields in written for field in fields)


def _sees(viewer: Viewer, change: ListingChange) -> bool:
    if change.service_id is None:
        return viewer.reach(Permission.LISTING_READ_STAFF).everywhere
    return sees_secrets(viewer, change.service_id)
