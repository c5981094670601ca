"""A suggestion, for whoever holds its link."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.errors import GoneError, NotThereError
from app.domain.listing_document import Document, clean
from app.domain.stewardship import ChangeKind, ChangeStatus
from app.models.directory import Service
from app.models.people import AccessLink
from app.models.stewardship import ListingChange


def suggestion_of(link: AccessLink) -> ListingChange:
    """The change a link is about. Raises: NotThereError."""
    try:
        wanted = uuid.UUID(str((link.arguments or {}).get("change", "")))
    except ValueError:
        raise NotThereError from None
    change = db.session.scalar(
        select(ListingChange).where(ListingChange.id == wanted).execution_options(populate_existing=True)
    )
    if change is None:
        raise NotThereError
    return change


def draft_of(link: AccessLink) -> ListingChange:
    """The same while it is still being written. Raises: NotThereError, GoneError once it was sent."""
    change = suggestion_of(link)
    if change.kind is not ChangeKind.NEW:
        raise NotThereError
    if change.status is not ChangeStatus.DRAFT:
        raise GoneError
    return change


def document_of(change: ListingChange) -> Document:
    """What it says of the listing."""
    return clean(change.document)


def slug_of(change: ListingChange) -> str:
    """The listing that came of it, where one did."""
    if change.service_id is None:
        return ""
    slug = db.session.scalar(
        select(Service.slug).where(Service.id == change.service_id, Service.deleted_at.is_(None))
    )
    return slug or ""
