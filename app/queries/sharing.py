"""May something be shared with whoever runs a listing? Asked as it is offered, and again as it is sent."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app import clock
from app.database import db
from app.domain.consent import ConsentPurpose
from app.domain.errors import NotThereError
from app.domain.introduction import IntroductionStatus
from app.domain.sharing import Block, Shared, is_covered, read
from app.models.directory import Organization, Service
from app.models.introductions import Introduction, SharingAgreement
from app.models.persons import Consent, Person
from app.queries.care import KEPT_UP, email_of


@dataclass(frozen=True, slots=True)
class Receiver:
    """Whoever runs a listing, as they can be written to."""

    service_id: uuid.UUID
    slug: str
    name: str
    language: str
    organization_id: uuid.UUID | None
    organization: str
    email: str
    is_there: bool
    """The listing is neither taken away nor stopped."""


def receiver(service_id: uuid.UUID) -> Receiver:
    """Raises: NotThereError for a listing that never was."""
    row = db.session.execute(
        select(
            Service.id,
            Service.slug,
            Service.name,
            Service.text_language,
            Service.organization_id,
            Service.status,
            Service.deleted_at,
            Organization.name.label("organization"),
            email_of.label("email"),
        )
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .where(Service.id == service_id)
    ).one_or_none()
    if row is None:
        raise NotThereError
    return Receiver(
        service_id=row.id,
        slug=row.slug,
        name=row.name,
        language=row.text_language,
        organization_id=row.organization_id,
        organization=row.organization or "",
        email=row.email,
        is_there=row.deleted_at is None and row.status in KEPT_UP,
    )


def agreement_on(organization_id: uuid.UUID, day: dt.date) -> SharingAgreement | None:
    """The agreement that holds on a day; of several the one that lasts longest."""
    return db.session.scalar(
        select(SharingAgreement)
        .where(
            SharingAgreement.organization_id == organization_id,
            SharingAgreement.starts_on <= day,
            SharingAgreement.ends_on >= day,
            SharingAgreement.ended_at.is_(None),
        )
        .order_by(SharingAgreement.ends_on.desc(), SharingAgreement.id)
        .limit(1)
    )


def holds(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """What makes a consent a live one."""
    return (
        Consent.given.is_(True),
        Consent.withdrawn_at.is_(None),
        Consent.starts_at <= now,
        or_(Consent.ends_on.is_(None), Consent.ends_on >= now.astimezone(clock.LONDON).date()),
    )


def consent_for(person_id: uuid.UUID, organization_id: uuid.UUID) -> Consent | None:
    """The newest live consent that names this organisation."""
    return db.session.scalar(
        select(Consent)
        .where(
            Consent.person_id == person_id,
            Consent.purpose == ConsentPurpose.SHARE_WITH_PROVIDER,
            Consent.organization_id == organization_id,
            *holds(clock.now()),
        )
        .order_by(Consent.recorded_at.desc(), Consent.id)
        .limit(1)
    )


def block_of(to: Receiver, person: Person) -> Block | None:
    """Why nothing can be shared with them at all; None where it can, once the person agrees."""
    if person.died_on is not None:
        return Block.DIED
    if not to.is_there:
        return Block.LISTING_GONE
    if to.organization_id is None:
        return Block.NO_ORGANIZATION
    if agreement_on(to.organization_id, clock.today()) is None:
        return Block.NO_AGREEMENT
    return None if to.email else Block.NO_EMAIL


def consent_block(consent: Consent | None, shared: Shared) -> Block | None:
    """Why this consent does not carry what is told."""
    if consent is None:
        return Block.NO_CONSENT
    return None if is_covered(shared, consent.data) else Block.CONSENT_NARROW


def why_not_now(introduction: Introduction) -> Block | None:
    """Is it still right that the provider hears of it? Asked at the moment of sending."""
    person = db.session.get(Person, introduction.person_id)
    if person is None or introduction.service_id is None or introduction.organization_id is None:
        return Block.LISTING_GONE
    if blocked := block_of(receiver(introduction.service_id), person):
        return blocked
    consent = db.session.get(Consent, introduction.consent_id) if introduction.consent_id else None
    return consent_block(consent if consent and is_live(consent) else None, read(introduction.shared))


def is_live(consent: Consent) -> bool:
    now = clock.now()
    is_on = consent.ends_on is None or consent.ends_on >= clock.today()
    return consent.given and consent.withdrawn_at is None and consent.starts_at <= now and is_on


def still_shared() -> ColumnElement[bool]:
    """Rows a provider may open: sent, not over, and the person has not taken their agreement back."""
    now = clock.now()
    agreed = select(Consent.id).where(*holds(now))
    return and_(
        Introduction.sent_at.is_not(None),
        Introduction.status != IntroductionStatus.IN_ERROR,
        Introduction.shared.is_not(None),
        or_(Introduction.share_ends_at.is_(None), Introduction.share_ends_at > now),
        Introduction.consent_id.in_(agreed),
    )
