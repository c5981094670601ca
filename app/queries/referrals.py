"""One referral, for somebody who may open it."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.domain.case import OPEN
from app.domain.errors import NotThereError
from app.domain.protection import sees_address
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.referrals import Referral
from app.models.visibility import visible_to


def referral_for(viewer: Viewer, referral_id: uuid.UUID, permission: Permission) -> Referral:
    """The referral, with the person where it is known who that is. Raises: NotThereError."""
    found = db.session.scalar(
        select(Referral)
        .options(joinedload(Referral.person))
        .where(Referral.id == referral_id, visible_to(Referral, viewer, permission))
    )
    if found is None:
        raise NotThereError
    return found


def sees_address_in(viewer: Viewer, referral: Referral) -> bool:
    """May they see where somebody lives, as the referral tells it? Where that is protected: as in their case.

    The link worker who counts is whoever has the person's open case.
    """
    person = referral.person
    if person is None or not person.is_address_protected:
        return True
    worker = db.session.scalar(
        select(Case.worker_id).where(Case.person_id == person.id, Case.status.in_(OPEN))
    )
    return sees_address(viewer.account_id, worker=worker, lead=person.protected_lead_id, protected=True)


def with_id(referral_id: uuid.UUID) -> Referral | None:
    """The referral of a form that was sent, whoever asks: for sending it once."""
    return db.session.get(Referral, referral_id)
