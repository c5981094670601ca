"""The trace as a chain, to be checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from app.database import db
from app.domain.audit import Fault, Head, faults
from app.models.audit import AuditEvent, AuditHead
from app.models.sealed import keys

BATCH = 2_000


def rows() -> Iterator[dict[str, Any]]:
    """Every event in its order, whole."""
    last = 0
    while True:
        batch = (
            db.session.execute(
                select(AuditEvent.__table__)
                .where(AuditEvent.seq > last)
                .order_by(AuditEvent.seq)
                .limit(BATCH)
            )
            .mappings()
            .all()
        )
        if not batch:
            return
        yield from (dict(row) for row in batch)
        last = batch[-1]["seq"]


def head() -> Head | None:
    """Where the chain ends; None before the first event."""
    row = db.session.execute(select(AuditHead.seq, AuditHead.hash, AuditHead.mac)).one_or_none()
    return Head(row.seq, row.hash, row.mac) if row else None


def broken(anchors: Mapping[int, str] | None = None) -> list[Fault]:
    """Everything wrong with the chain as it is held now."""
    return faults(keys().audit, rows(), head(), anchors)
