"""Organisers whose changes are published at once, and the sample of them that is looked at afterwards."""

from __future__ import annotations

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import NotThereError, StaleError
from app.domain.listing_change import NEVER_AT_ONCE, is_sampled
from app.domain.listing_document import is_risky
from app.domain.roles import Permission
from app.domain.stewardship import ChangeKind
from app.domain.viewer import Viewer
from app.models.directory import Organization
from app.models.stewardship import ListingChange, OrganizationCare
from app.operations import audit

OF = "listing_change"
"""What the trace calls a change."""


def looked_at(change: ListingChange, *, by: Viewer) -> ListingChange:
    """Somebody looked at a change that was published at once, and it is right. Twice is the same as once."""
    held = held_now(change, None)
    if held.sampled:
        held.sampled, held.decided_by = False, by.account_id
        audit.record(by, "change.looked-at", of=(OF, held.id))
        db.session.flush()
    return held


def trust(organization: Organization, trusted: bool, *, by: Viewer) -> None:
    """May this organisation's changes be published at once? Twice is the same as once."""
    care = db.session.get(OrganizationCare, organization.id, with_for_update=True)
    if care is None:
        care = OrganizationCare(organization_id=organization.id, unseen_since_sample=0)
        db.session.add(care)
    if trusted == (care.trusted_at is not None):
        return
    care.trusted_at, care.trusted_by = (clock.now(), by.account_id) if trusted else (None, None)
    action = "organisation.trusted" if trusted else "organisation.no-longer-trusted"
    audit.record(by, action, of=("organization", organization.id))
    db.session.flush()


def trusting(change: ListingChange, by: Viewer) -> OrganizationCare | None:
    """The organisation for which this may be published at once, its row held."""
    if NEVER_AT_ONCE & frozenset(change.fields) and change.kind is not ChangeKind.NEW:
        return None
    organization = change.organization_id
    if organization is None:
        return None
    through_account = organization in by.reach(Permission.LISTING_EDIT).organizations
    through_link = change.service_id in by.listings and not is_risky(change.risk)
    if not (through_account or through_link):
        return None
    care = db.session.get(OrganizationCare, organization, with_for_update=True, populate_existing=True)
    return care if care is not None and care.trusted_at is not None else None


def sample(change: ListingChange, care: OrganizationCare) -> None:
    """Should somebody look at this one afterwards? Every fifth, and every risky one."""
    change.sampled = is_sampled(care.unseen_since_sample, risky=is_risky(change.risk))
    care.unseen_since_sample = 0 if change.sampled else care.unseen_since_sample + 1


def held_now(change: ListingChange, version: int | None) -> ListingChange:
    """The change as it is now, for nobody else to decide. Raises: NotThereError, StaleError."""
    held = db.session.scalars(
        select(ListingChange)
        .where(ListingChange.id == change.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).one_or_none()
    if held is None:
        raise NotThereError
    if version is not None and held.version != version:
        raise StaleError
    return held
