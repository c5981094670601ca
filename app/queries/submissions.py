"""Submissions of an event by the number on their receipt, and those that need somebody."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.engagement import RecordTrouble
from app.models.conversations import CaptureDevice, CaptureRecord, Conversation

CODE = re.compile(r"[0-9a-f]{8}")


@dataclass(frozen=True, slots=True)
class Troubled:
    """A record that could not be opened."""

    code: str
    trouble: RecordTrouble
    received_at: dt.datetime
    device: int | None
    """The number of the tablet."""


def code_of(submission_id: uuid.UUID) -> str:
    """What the receipt calls it. Shape: 8 hex digits."""
    return submission_id.hex[:8]


def submission_called(event_id: uuid.UUID, code: str) -> uuid.UUID | None:
    """The submission with this number at the event; None where there is none, or more than one."""
    typed = "".join(code.lower().split())
    if not CODE.fullmatch(typed):
        return None
    found = db.session.scalars(
        select(CaptureRecord.submission_id)
        .where(
            CaptureRecord.event_id == event_id,
            CaptureRecord.submission_id.between(uuid.UUID(typed + "0" * 24), uuid.UUID(typed + "f" * 24)),
        )
        .distinct()
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def conversations_of(event_id: uuid.UUID, submission_id: uuid.UUID) -> list[Conversation]:
    """Every version of it that is open to read."""
    return list(
        db.session.scalars(
            select(Conversation)
            .options(selectinload(Conversation.points))
            .where(Conversation.event_id == event_id, Conversation.submission_id == submission_id)
            .order_by(Conversation.spoke_at, Conversation.id)
        )
    )


def troubled(event_id: uuid.UUID) -> list[Troubled]:
    rows = db.session.execute(
        select(
            CaptureRecord.submission_id,
            CaptureRecord.trouble,
            CaptureRecord.received_at,
            CaptureDevice.number,
        )
        .outerjoin(CaptureDevice, CaptureDevice.id == CaptureRecord.device_id)
        .where(CaptureRecord.event_id == event_id, CaptureRecord.trouble.is_not(None))
        .order_by(CaptureRecord.received_at, CaptureRecord.submission_id)
    )
    return [
        Troubled(code_of(row.submission_id), row.trouble, row.received_at, row.number)
        for row in rows
        if row.trouble
    ]


def still_sealed(event_id: uuid.UUID) -> int:
    """How many wait to be opened."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(CaptureRecord)
            .where(
                CaptureRecord.event_id == event_id,
                CaptureRecord.envelope.is_not(None),
                CaptureRecord.trouble.is_(None),
            )
        )
        or 0
    )
