"""One referral, for somebody who may open it."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
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


def with_id(referral_id: uuid.UUID) -> Referral | None:
    """The referral of a form that was sent, whoever asks: for sending it once."""
    return db.session.get(Referral, referral_id)
