"""What a claim needs to know: the listing, the address a code may go to, and letters that wait."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.claiming import CONTACT_FIELDS, SETTLED_AFTER, masked, postal_place
from app.domain.errors import NotThereError
from app.domain.listing import Status
from app.domain.listing_document import Document
from app.domain.people import LinkPurpose
from app.models.directory import Service
from app.models.people import AccessLink
from app.models.stewardship import ListingVersion
from app.queries.listing_documents import document_from, service_with_all

LETTER, ACCOUNT = "letter", "account"
"""What a claim link that carries no code yet was asked for."""


@dataclass(frozen=True)
class Claimed:
    """A listing that somebody says is theirs."""

    id: uuid.UUID
    slug: str
    name: str
    sensitive: bool
    language: str
    email: str
    """Where a code would go: the listing's own address, else its organisation's. Never shown whole."""
    is_settled: bool
    """Has the address stood there long enough?"""
    post_to: Document | None
    """The place a letter would go to."""

    @property
    def masked(self) -> str:
        return masked(self.email)

    @property
    def usable_email(self) -> str:
        return self.email if self.is_settled else ""


@dataclass(frozen=True)
class Waiting:
    """Something an editor has to do for somebody who claims a listing."""

    link: AccessLink
    listing: Claimed
    wants: str
    printed: bool
    said: dict[str, object]


def claimed(slug: str, *, now: dt.datetime) -> Claimed:
    """Raises: NotThereError."""
    return _claimed(Service.slug == slug, now)


def claimed_by_id(service_id: uuid.UUID, *, now: dt.datetime) -> Claimed:
    """Raises: NotThereError."""
    return _claimed(Service.id == service_id, now)


def _claimed(which: object, now: dt.datetime) -> Claimed:
    service_id = db.session.scalar(
        select(Service.id).where(
            which,  # type: ignore[arg-type]  # a condition, which mypy sees as its value
            Service.deleted_at.is_(None),
            Service.status.in_((Status.ACTIVE, Status.TEMPORARILY_CLOSED)),
        )
    )
    if service_id is None:
        raise NotThereError
    service = service_with_all(service_id)
    organization = service.organization
    return Claimed(
        id=service.id,
        slug=service.slug,
        name=service.name,
        sensitive=service.sensitive,
        language=service.text_language,
        email=service.email or (organization.email if organization else ""),
        is_settled=is_settled(service.id, now=now),
        post_to=postal_place(document_from(service)),
    )


def is_settled(service_id: uuid.UUID, *, now: dt.datetime) -> bool:
    """Has nobody changed where its e-mail goes lately?"""
    recent = db.session.execute(
        select(ListingVersion.fields).where(
            ListingVersion.service_id == service_id, ListingVersion.made_at > now - SETTLED_AFTER
        )
    ).scalars()
    return not any(CONTACT_FIELDS.intersection(fields) for fields in recent)


def codes_since(service_id: uuid.UUID, since: dt.datetime) -> int:
    """How many codes were sent for a listing."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(AccessLink)
            .where(
                AccessLink.service_id == service_id,
                AccessLink.purpose == LinkPurpose.CLAIM,
                AccessLink.code_hash != "",
                AccessLink.made_at > since,
            )
        )
        or 0
    )


def letter_of(service_id: uuid.UUID, *, now: dt.datetime) -> AccessLink | None:
    """The letter that is on its way for a listing, printed or not."""
    return next((one for one in _asked(now, service_id) if wants(one) == LETTER), None)


def waiting(*, now: dt.datetime) -> Sequence[Waiting]:
    """Letters to print and post, and accounts to ask for, oldest first."""
    found = []
    for link in _asked(now):
        if wants(link) and not (link.arguments or {}).get("posted") and link.service_id:
            try:
                listing = claimed_by_id(link.service_id, now=now)
            except NotThereError:
                continue
            found.append(
                Waiting(link, listing, wants(link), bool(link.code_hash), dict(link.arguments or {}))
            )
    return found


def waiting_link(link_id: uuid.UUID, *, now: dt.datetime) -> AccessLink:
    """Raises: NotThereError."""
    link = next((one for one in _asked(now) if one.id == link_id and wants(one)), None)
    if link is None:
        raise NotThereError
    return link


def wants(link: AccessLink) -> str:
    return str((link.arguments or {}).get("wants", ""))


def _asked(now: dt.datetime, service_id: uuid.UUID | None = None) -> Sequence[AccessLink]:
    statement = select(AccessLink).where(
        AccessLink.purpose == LinkPurpose.CLAIM,
        AccessLink.expires_at > now,
        AccessLink.withdrawn_at.is_(None),
        AccessLink.uses_left > 0,
    )
    if service_id is not None:
        statement = statement.where(AccessLink.service_id == service_id)
    return db.session.scalars(
        statement.order_by(AccessLink.made_at, AccessLink.id).execution_options(populate_existing=True)
    ).all()
