"""Files of many referrals, for whoever may bring them in."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.referrals import Referral, ReferralImport
from app.models.visibility import visible_to

MOST_SHOWN = 20


def latest(viewer: Viewer) -> Sequence[ReferralImport]:
    """The newest first."""
    return db.session.scalars(
        select(ReferralImport)
        .where(visible_to(ReferralImport, viewer, Permission.REFERRAL_IMPORT))
        .order_by(ReferralImport.made_at.desc(), ReferralImport.id)
        .limit(MOST_SHOWN)
    ).all()


def import_for(viewer: Viewer, import_id: uuid.UUID) -> ReferralImport:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(ReferralImport).where(
            ReferralImport.id == import_id, visible_to(ReferralImport, viewer, Permission.REFERRAL_IMPORT)
        )
    )
    if found is None:
        raise NotThereError
    return found


def held_among(keys: Sequence[uuid.UUID]) -> set[uuid.UUID]:
    """Which of these referrals we have already."""
    held: set[uuid.UUID] = set()
    for start in range(0, len(keys), 200):
        held |= set(db.session.scalars(select(Referral.id).where(Referral.id.in_(keys[start : start + 200]))))
    return held
