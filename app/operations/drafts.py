"""What somebody is still writing about a listing. It is kept until they send it or throw it away."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.listing_document import FIELDS, clean, differing, risk_of, taking
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.people import AccessLink
from app.models.stewardship import ListingChange
from app.operations import audit
from app.queries.listing_edits import Editing


def keep(
    opened: Editing, values: Mapping[str, Any], *, by: Viewer, language: str, source: ChangeSource
) -> ListingChange:
    """Put these values into the draft; the first of them begins one."""
    change = opened.draft or _begun(opened, by=by, language=language, source=source)
    document = opened.put_back(clean({**opened.document, **values}))
    change.document, change.base = document, opened.base
    change.fields = differing(opened.base, document)
    change.risk = risk_of(change.fields, opened.base, document)
    change.name = document["name"]
    db.session.flush()
    return change


def throw_away(change: ListingChange, *, by: Viewer) -> None:
    """The draft is gone; the listing stays as it is."""
    audit.record(by, "change.thrown-away", of=("listing_change", change.id))
    db.session.delete(change)
    db.session.flush()


def _begun(opened: Editing, *, by: Viewer, language: str, source: ChangeSource) -> ListingChange:
    service = db.session.get_one(Service, opened.listing_id)
    change = ListingChange(
        id=uuid.uuid4(),
        service_id=service.id,
        organization_id=service.organization_id,
        kind=ChangeKind.EDIT,
        source=source,
        status=ChangeStatus.DRAFT,
        document=opened.published,
        base=opened.published,
        made_by=by.account_id,
        link_id=by.link_id,
        contact=_address_of(by),
        language=language,
        made_at=clock.now(),
    )
    db.session.add(change)
    audit.record(by, "change.begun", of=("listing_change", change.id))
    return change


def settle(opened: Editing, field: str, *, mine: bool) -> None:
    """Somebody else changed a field too: keep what the draft says of it, or what is published now."""
    change = opened.draft
    if change is None or field not in FIELDS:
        raise NotThereError
    change.base = taking(opened.base, opened.published, [field])
    if not mine:
        change.document = taking(opened.whole, opened.published, [field])
    change.fields = differing(change.base, clean(change.document))
    db.session.flush()


def _address_of(by: Viewer) -> str | None:
    """Where the code went that let them in: there they hear what became of their change."""
    link = db.session.get(AccessLink, by.link_id) if by.link_id else None
    email = (link.arguments or {}).get("email") if link else None
    return str(email) if email else None
