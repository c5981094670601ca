"""What a tablet could not send comes in as a file: each record once, however often the file is sent."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from sqlalchemy import update

from app.database import db
from app.domain.engagement import CaptureWay
from app.domain.rescue_file import NotARescueFileError, RescueFile, WhyNot
from app.domain.viewer import Viewer
from app.models.conversations import CaptureRecord
from app.models.engagement import Event
from app.operations import audit, capture
from app.operations.capture import Came


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a file."""

    new: int
    same: int
    versions: int
    refused: tuple[tuple[int, WhyNot], ...]
    """Which record, from 1, and why."""


def take_in(event: Event, file: RescueFile, *, by: Viewer) -> Report:
    """Raises: NotARescueFileError where it is of another event."""
    if file.event_id not in (None, event.id):
        raise NotARescueFileError(WhyNot.OTHER_EVENT)
    came: Counter[Came] = Counter()
    refused = [(number, WhyNot.NO_RECORD) for number in file.unread]
    for record in file.records:
        receipt = capture.receive(
            event.id,
            record.submission_id,
            digest=record.envelope.digest,
            way=CaptureWay.TABLET,
            envelope=record.envelope.packed(),
            is_unfinished=record.is_unfinished,
        )
        came[receipt.came] += 1
        if receipt.came is Came.ERASED:
            refused.append((record.number, WhyNot.ERASED))
    audit.record(by, "capture.rescued", of=("event", event.id), count=came[Came.NEW] + came[Came.VERSION])
    db.session.flush()
    return Report(came[Came.NEW], came[Came.SAME], came[Came.VERSION], tuple(sorted(refused)))


def open_again(event: Event, *, by: Viewer) -> None:
    """Try once more what could not be opened: the key may be back."""
    db.session.execute(
        update(CaptureRecord)
        .where(
            CaptureRecord.event_id == event.id,
            CaptureRecord.trouble.is_not(None),
            CaptureRecord.envelope.is_not(None),
        )
        .values(trouble=None)
    )
    audit.record(by, "capture.opened-again", of=("event", event.id))
    db.session.flush()
