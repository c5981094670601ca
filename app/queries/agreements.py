"""Sharing agreements: those that run out soon first."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.domain.words import fold
from app.models.directory import Organization
from app.models.introductions import SharingAgreement
from app.models.visibility import visible_to

SOON = dt.timedelta(days=60)
MOST_FOUND = 20


@dataclass(frozen=True, slots=True)
class Row:
    id: uuid.UUID
    organization: str
    reference: str
    starts_on: dt.date
    ends_on: dt.date
    is_ended: bool
    """Somebody ended it before its day."""
    version: int

    def holds_on(self, day: dt.date) -> bool:
        return not self.is_ended and self.starts_on <= day <= self.ends_on

    def ends_soon(self, day: dt.date) -> bool:
        return self.holds_on(day) and self.ends_on <= day + SOON

    def is_over(self, day: dt.date) -> bool:
        return self.is_ended or self.ends_on < day


def listed(viewer: Viewer, today: dt.date) -> list[Row]:
    """Those that run out within 60 days first, then those that hold or will, then those that are over."""
    rows = db.session.execute(
        select(SharingAgreement, Organization.name)
        .join(Organization, Organization.id == SharingAgreement.organization_id)
        .where(visible_to(SharingAgreement, viewer, Permission.AGREEMENT_EDIT))
        .order_by(SharingAgreement.ends_on, Organization.name, SharingAgreement.id)
    )
    made = [_row(agreement, name) for agreement, name in rows]
    return sorted(made, key=lambda row: (row.is_over(today), not row.ends_soon(today)))


def agreement_for(viewer: Viewer, agreement_id: uuid.UUID) -> Row:
    """Raises: NotThereError."""
    row = db.session.execute(
        select(SharingAgreement, Organization.name)
        .join(Organization, Organization.id == SharingAgreement.organization_id)
        .where(
            SharingAgreement.id == agreement_id,
            visible_to(SharingAgreement, viewer, Permission.AGREEMENT_EDIT),
        )
    ).one_or_none()
    if row is None:
        raise NotThereError
    return _row(row[0], row[1])


def organisations_called(words: str) -> list[tuple[uuid.UUID, str]]:
    """Organisations whose name holds these words, by name."""
    wanted = fold(words)
    if not wanted:
        return []
    rows = db.session.execute(
        select(Organization.id, Organization.name)
        .where(Organization.name.icontains(words.strip(), autoescape=True))
        .order_by(Organization.name, Organization.id)
        .limit(MOST_FOUND)
    )
    return [(row.id, row.name) for row in rows]


def _row(agreement: SharingAgreement, name: str) -> Row:
    return Row(
        agreement.id,
        name,
        agreement.reference,
        agreement.starts_on,
        agreement.ends_on,
        agreement.ended_at is not None,
        agreement.version,
    )
