"""What somebody agreed to, for their case's page and their own."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.consent import ConsentPurpose, ConsentState, state_of
from app.domain.errors import NotThereError
from app.models.people import Account
from app.models.persons import Consent


@dataclass(frozen=True, slots=True)
class Agreement:
    """One thing that was said, and how it stands."""

    consent: Consent
    state: ConsentState
    recorded_by: str
    """Empty where the person did it themselves."""


def of_person(person_id: uuid.UUID) -> list[Agreement]:
    """Everything they ever said, newest first. The caller has opened the case, or is the person."""
    rows = db.session.execute(
        select(Consent, Account.name)
        .outerjoin(Account, Account.id == Consent.recorded_by)
        .where(Consent.person_id == person_id)
        .order_by(Consent.recorded_at.desc(), Consent.id)
    ).all()
    return [Agreement(consent, state(consent), name or "") for consent, name in rows]


def state(consent: Consent) -> ConsentState:
    return state_of(
        given=consent.given,
        starts_at=consent.starts_at,
        ends_on=consent.ends_on,
        withdrawn_at=consent.withdrawn_at,
        now=clock.now(),
        today=clock.today(),
    )


def standing(said: Sequence[Agreement]) -> dict[tuple[ConsentPurpose, uuid.UUID | None], Agreement]:
    """What holds now: of each purpose, and of each organisation something is shared with, the newest."""
    found: dict[tuple[ConsentPurpose, uuid.UUID | None], Agreement] = {}
    for one in said:
        found.setdefault((one.consent.purpose, one.consent.organization_id), one)
    return found


def one_of(person_id: uuid.UUID, consent_id: uuid.UUID) -> Consent:
    """Raises: NotThereError for somebody else's."""
    found = db.session.scalar(select(Consent).where(Consent.id == consent_id, Consent.person_id == person_id))
    if found is None:
        raise NotThereError
    return found
