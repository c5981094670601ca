"""The history of a listing."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.listing_document import Document, clean
from app.domain.roles import Permission
from app.domain.stewardship import ChangeSource
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.people import Account
from app.models.stewardship import ListingVersion
from app.models.visibility import visible_to
from app.queries.listing_documents import document_of

MOST = 500


@dataclass(frozen=True, slots=True)
class VersionRow:
    number: int
    fields: tuple[str, ...]
    source: ChangeSource
    made_at: dt.datetime
    made_by: str
    note: str


def listing_for(viewer: Viewer, listing_id: uuid.UUID, permission: Permission) -> Service:
    """A listing within the viewer's reach, deleted ones too: their history stays. Raises: NotThereError."""
    service = db.session.scalar(
        select(Service).where(Service.id == listing_id, visible_to(Service, viewer, permission))
    )
    if service is None:
        raise NotThereError
    return service


def history(listing_id: uuid.UUID) -> tuple[VersionRow, ...]:
    """Newest first. One statement; no document is opened."""
    columns = (
        *(ListingVersion.number, ListingVersion.fields, ListingVersion.source, ListingVersion.made_at),
        *(Account.name, ListingVersion.note),
    )
    found = db.session.execute(
        select(*columns)
        .outerjoin(Account, Account.id == ListingVersion.made_by)
        .where(ListingVersion.service_id == listing_id)
        .order_by(ListingVersion.number.desc())
        .limit(MOST)
    )
    return tuple(
        VersionRow(number, tuple(fields), source, made_at, name or "", note)
        for number, fields, source, made_at, name, note in found
    )


def document_at(listing_id: uuid.UUID, number: int) -> Document:
    """The listing as it was after a change. Raises: NotThereError."""
    found = db.session.scalar(
        select(ListingVersion.document).where(
            ListingVersion.service_id == listing_id, ListingVersion.number == number
        )
    )
    if found is None:
        raise NotThereError
    return clean(found)


def ever_secret(listing_id: uuid.UUID) -> Document:
    """Every place of the listing that is or ever was undisclosed. Shape: `{"places": [...]}`."""
    held = db.session.scalars(select(ListingVersion.document).where(ListingVersion.service_id == listing_id))
    documents = [document_of(listing_id), *(clean(one) for one in held)]
    return {"places": [place for one in documents for place in one["places"] if place["undisclosed"]]}


def sees_secrets(viewer: Viewer, listing_id: uuid.UUID) -> bool:
    """May they read where an undisclosed place of this listing is?"""
    return (
        db.session.scalar(
            select(Service.id).where(
                Service.id == listing_id, visible_to(Service, viewer, Permission.LISTING_READ_STAFF)
            )
        )
        is not None
    )
