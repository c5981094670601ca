"""What tablets sealed becomes conversations: a few at a time, each once, and trouble with one stops no other.

The slow part, opening, is done with no transaction open, so that a tablet that sends never waits for it.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError

from app.database import db
from app.domain.conversation_document import Document, NotAConversationError, document_from
from app.domain.engagement import CaptureWay, RecordTrouble
from app.domain.envelope import unpacked
from app.gateways.event_keys import CannotOpenError, Opener
from app.models.conversations import CaptureDevice, CaptureRecord
from app.models.engagement import Event
from app.operations import conversations
from app.queries.events import WHOLE

log = logging.getLogger("ginnel")

WAITING = (
    CaptureRecord.conversation_id.is_(None),
    CaptureRecord.trouble.is_(None),
    CaptureRecord.envelope.is_not(None),
)


@dataclass(frozen=True, slots=True)
class Sealed:
    """A record that waits to be opened."""

    id: uuid.UUID
    event_id: uuid.UUID
    submission_id: uuid.UUID
    envelope: bytes
    clock_ahead: int
    """Of the tablet that took it down. Units: seconds."""


@dataclass(frozen=True, slots=True)
class Opened:
    """What was in it, or why nobody knows."""

    record: Sealed
    document: Document | None
    trouble: RecordTrouble | None = None


def is_any_waiting() -> bool:
    return db.session.scalar(select(CaptureRecord.id).where(*WAITING).limit(1)) is not None


def waiting(most: int) -> list[Sealed]:
    """The oldest first; versions of one submission in their order."""
    rows = db.session.execute(
        select(
            CaptureRecord.id,
            CaptureRecord.event_id,
            CaptureRecord.submission_id,
            CaptureRecord.envelope,
            CaptureDevice.clock_ahead,
        )
        .outerjoin(CaptureDevice, CaptureDevice.id == CaptureRecord.device_id)
        .where(*WAITING)
        .order_by(CaptureRecord.received_at, CaptureRecord.submission_id, CaptureRecord.number)
        .limit(most)
    )
    return [
        Sealed(row.id, row.event_id, row.submission_id, row.envelope, row.clock_ahead or 0) for row in rows
    ]


def opener_for(event_id: uuid.UUID) -> Opener | None:
    """What opens the records of an event; None where its key cannot be read."""
    try:
        private = db.session.scalar(select(Event.private_key).where(Event.id == event_id))
        return Opener(private) if private else None
    except Exception:  # a key that is gone or damaged fails in many ways, and other events go on
        log.exception("the key of an event cannot be read", extra={"event": str(event_id)})
        return None


def opened(record: Sealed, opener: Opener | None) -> Opened:
    if opener is None:
        return Opened(record, None, RecordTrouble.CANNOT_OPEN)
    try:
        words = opener.open(
            unpacked(record.envelope), event_id=record.event_id, submission_id=record.submission_id
        )
    except CannotOpenError:
        return Opened(record, None, RecordTrouble.CANNOT_OPEN)
    try:
        return Opened(record, document_from(json.loads(words)))
    except (NotAConversationError, ValueError, RecursionError):
        return Opened(record, None, RecordTrouble.NOT_UNDERSTOOD)


def keep(batch: Sequence[Opened]) -> int:
    """Keep what was opened, in the transaction that is open; how many became conversations.

    What somebody else opened meanwhile, or erased, is passed over. So is what has another version that
    somebody else opens just now: neither would see the other, and both would count.
    """
    held = CaptureRecord
    versions = (
        held.event_id.in_({one.record.event_id for one in batch}),
        held.submission_id.in_({one.record.submission_id for one in batch}),
    )
    ours = set(db.session.scalars(select(held.id).where(*versions).with_for_update(skip_locked=True)))
    rows = db.session.execute(
        select(held.id, held.submission_id, and_(*WAITING).label("waits")).where(*versions)
    ).all()
    busy = {row.submission_id for row in rows if row.id not in ours}
    still = {row.id for row in rows if row.waits and row.submission_id not in busy}
    return sum(keep_one(one) for one in batch if one.record.id in still)


def keep_one(one: Opened) -> bool:
    record = one.record
    if one.document is None:
        mark_trouble(record.id, one.trouble)
        return False
    try:
        with db.session.begin_nested():
            conversations.keep(
                event_of(record.event_id),
                one.document,
                record_id=record.id,
                submission_id=record.submission_id,
                way=CaptureWay.TABLET,
                clock_ahead=record.clock_ahead,
            )
    except (OperationalError, StaleDataError):  # busy, full, or changed meanwhile: the record is all right
        raise
    except Exception:  # whatever is wrong with this one, the others are not held up
        log.exception("a record is not understood", extra={"record": str(record.id)})
        mark_trouble(record.id, RecordTrouble.NOT_UNDERSTOOD)
        return False
    return True


def event_of(event_id: uuid.UUID) -> Event:
    """With its questions; read once a transaction."""
    return db.session.get_one(Event, event_id, options=WHOLE)


def mark_trouble(record_id: uuid.UUID, trouble: RecordTrouble | None) -> None:
    db.session.execute(update(CaptureRecord).where(CaptureRecord.id == record_id).values(trouble=trouble))
