"""All listings of one organisation, for whoever may change them."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.listing import Status
from app.domain.listing_document import Document, without_secrets
from app.domain.roles import Permission
from app.domain.stewardship import ChangeSource, ChangeStatus
from app.domain.viewer import Viewer
from app.models.directory import Organization, Service
from app.models.stewardship import ListingChange
from app.models.visibility import visible_to
from app.queries.listing_documents import documents_of

MOST = 2_000


@dataclass(frozen=True)
class Held:
    id: uuid.UUID
    name: str
    document: Document
    """Without secret addresses."""


def organisations(viewer: Viewer) -> Sequence[Organization]:
    """Those whose listings this viewer may change, by name."""
    return db.session.scalars(
        select(Organization)
        .where(
            visible_to(Organization, viewer, Permission.LISTING_EDIT),
            select(Service.id).where(_running(Organization.id)).exists()
            if viewer.reach(Permission.LISTING_EDIT).everywhere
            else visible_to(Organization, viewer, Permission.LISTING_EDIT),
        )
        .order_by(Organization.name, Organization.id)
        .limit(MOST)
    ).all()


def organisation(organization_id: uuid.UUID, *, viewer: Viewer) -> Organization:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Organization).where(
            Organization.id == organization_id, visible_to(Organization, viewer, Permission.LISTING_EDIT)
        )
    )
    if found is None:
        raise NotThereError
    return found


def listings(organization_id: uuid.UUID, *, viewer: Viewer) -> list[Held]:
    """In the order of their names."""
    rows = db.session.execute(
        select(Service.id, Service.name)
        .where(_running(organization_id), visible_to(Service, viewer, Permission.LISTING_EDIT))
        .order_by(Service.name, Service.id)
        .limit(MOST)
    ).all()
    documents = documents_of([row.id for row in rows])
    return [Held(row.id, row.name, without_secrets(documents[row.id])) for row in rows]


def dry_run(viewer: Viewer) -> Sequence[ListingChange]:
    """What this person's last spreadsheet would change."""
    return db.session.scalars(
        select(ListingChange)
        .where(
            ListingChange.made_by == viewer.account_id,
            ListingChange.made_by.is_not(None),
            ListingChange.source == ChangeSource.SPREADSHEET,
            ListingChange.status == ChangeStatus.DRAFT,
        )
        .order_by(ListingChange.made_at, ListingChange.name, ListingChange.id)
        .execution_options(populate_existing=True)
    ).all()


def _running(organization_id: object) -> ColumnElement[bool]:
    return and_(
        Service.organization_id == organization_id,
        Service.deleted_at.is_(None),
        Service.status != Status.DEFUNCT,
    )
