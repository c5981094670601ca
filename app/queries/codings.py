"""Which codes count: what is live and was not given in a blind round. One meaning everywhere."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, Select, and_, select

from app.database import db
from app.domain.insight import CodingLayer
from app.models.insight import Coding


def counts() -> ColumnElement[bool]:
    """True of a `Coding` that counts. Settling a round ends the plain ones and writes reconciled ones."""
    return and_(Coding.ended_at.is_(None), Coding.layer != CodingLayer.BLIND)


def counting() -> Select[uuid.UUID, uuid.UUID]:
    """Point and code, each pair once, however many words of the point have the code."""
    return select(Coding.point_id, Coding.code_id).where(counts()).distinct()


def codes_of(point_ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, list[Coding]]:
    """What each of some points has, oldest first. One statement."""
    found: dict[uuid.UUID, list[Coding]] = {}
    rows = db.session.scalars(
        select(Coding)
        .where(Coding.point_id.in_(list(point_ids)), counts())
        .order_by(Coding.coded_at, Coding.id)
    )
    for row in rows:
        found.setdefault(row.point_id, []).append(row)
    return found
