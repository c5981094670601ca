"""What somebody may change: the listing, how far they may read it, and the draft they have begun."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.listing_document import (
    Document,
    differing,
    has_secrets,
    taking,
    with_secrets,
    without_secrets,
)
from app.domain.roles import Permission
from app.domain.stewardship import ChangeSource, ChangeStatus
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.stewardship import ListingChange
from app.models.visibility import visible_to
from app.queries.listing_documents import document_of


@dataclass(frozen=True)
class Editing:
    """A listing open in the form."""

    listing_id: uuid.UUID
    slug: str
    name: str
    whole: Document
    """As it would be with what is in the draft. For saving only: it may hold a secret address."""
    published: Document
    """As readers have it now."""
    base: Document
    """What the draft was begun on where it says something else, and what is published where it does not."""
    draft: ListingChange | None
    sees_secrets: bool

    @property
    def document(self) -> Document:
        """What this person may read."""
        return self.whole if self.sees_secrets else without_secrets(self.whole)

    @property
    def shows_secrets(self) -> bool:
        return self.sees_secrets and has_secrets(self.whole)

    def put_back(self, document: Document) -> Document:
        """What they were not shown, back in its place."""
        return document if self.sees_secrets else with_secrets(document, self.whole)


def editing(listing_id: uuid.UUID, *, viewer: Viewer, lock: bool = False) -> Editing:
    """The listing with this person's draft. Raises: NotThereError."""
    wanted = select(Service.id, Service.slug, Service.name).where(
        Service.id == listing_id,
        Service.deleted_at.is_(None),
        visible_to(Service, viewer, Permission.LISTING_EDIT),
    )
    row = db.session.execute(wanted.with_for_update() if lock else wanted).one_or_none()
    if row is None:
        raise NotThereError
    draft = draft_of(listing_id, viewer=viewer)
    published = document_of(listing_id)
    sees = db.session.scalar(
        select(Service.id).where(
            Service.id == listing_id, visible_to(Service, viewer, Permission.LISTING_READ_STAFF)
        )
    )
    base = dict(draft.base or published) if draft else published
    mine = differing(base, dict(draft.document)) if draft else []
    return Editing(
        listing_id=row.id,
        slug=row.slug,
        name=row.name,
        whole=taking(published, dict(draft.document), mine) if draft else published,
        base=taking(published, base, mine),
        published=published,
        draft=draft,
        sees_secrets=sees is not None,
    )


def draft_of(listing_id: uuid.UUID, *, viewer: Viewer) -> ListingChange | None:
    """The newest draft of theirs for a listing. Who comes by a code finds what the last one began."""
    return db.session.scalars(
        select(ListingChange)
        .where(
            ListingChange.service_id == listing_id,
            ListingChange.status == ChangeStatus.DRAFT,
            ListingChange.source != ChangeSource.SPREADSHEET,
            _made_by(viewer),
        )
        .order_by(ListingChange.made_at.desc(), ListingChange.id)
        .limit(1)
        .execution_options(populate_existing=True)
    ).one_or_none()


def waiting_of(listing_id: uuid.UUID, *, viewer: Viewer) -> Sequence[ListingChange]:
    """What they sent for this listing and nobody has decided yet."""
    return db.session.scalars(
        select(ListingChange)
        .where(
            ListingChange.service_id == listing_id,
            ListingChange.status.in_((ChangeStatus.WAITING, ChangeStatus.ASKED)),
            _made_by(viewer),
        )
        .order_by(ListingChange.sent_at, ListingChange.id)
    ).all()


def _made_by(viewer: Viewer) -> ColumnElement[bool]:
    if viewer.account_id is not None:
        return ListingChange.made_by == viewer.account_id
    return and_(ListingChange.made_by.is_(None), ListingChange.link_id.is_not(None))
