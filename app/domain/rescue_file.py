"""The file a tablet saves when it can send no more: what lay on it, still sealed.

Shape: `{"ginnel": "rescue", "v": 1, "event": id, "records": [record, ...]}`, or a record a line. A record is
`{"submission": id, "unfinished": bool, "envelope": {...}}`. A part that cannot be read spoils no other part.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.domain.envelope import Envelope, NotAnEnvelopeError, envelope_from

MOST_BYTES = 20 * 1024 * 1024
MOST_RECORDS = 5_000


class WhyNot(StrEnum):
    """Why something in the file is not taken in."""

    NO_FILE = "no-file"
    """Nothing of ours at all."""
    TOO_MANY = "too-many"
    OTHER_EVENT = "other-event"
    NO_RECORD = "no-record"
    """This part of it is no record."""
    ERASED = "erased"


class NotARescueFileError(ValueError):
    """Not a file of ours; `why` says what is wrong with it."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Rescued:
    """One record of the file. `number`: which of them it is, from 1."""

    number: int
    submission_id: uuid.UUID
    envelope: Envelope
    is_unfinished: bool


@dataclass(frozen=True, slots=True)
class RescueFile:
    event_id: uuid.UUID | None
    """None where it does not say."""
    records: tuple[Rescued, ...]
    unread: tuple[int, ...]
    """Numbers of what is no record."""


def read(content: bytes) -> RescueFile:
    """Raises: NotARescueFileError."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise NotARescueFileError(WhyNot.NO_FILE) from error
    event, parts = parts_of(text)
    if len(parts) > MOST_RECORDS:
        raise NotARescueFileError(WhyNot.TOO_MANY)
    found = [(number, record_of(number, part)) for number, part in enumerate(parts, 1)]
    return RescueFile(
        event_id=id_of(event),
        records=tuple(record for _, record in found if record),
        unread=tuple(number for number, record in found if record is None),
    )


def parts_of(text: str) -> tuple[object, list[object]]:
    """The event it says, and whatever stands for a record."""
    whole = json_of(text)
    if isinstance(whole, Mapping) and isinstance(whole.get("records"), list):
        return whole.get("event"), list(whole["records"])
    if isinstance(whole, list):
        return None, list(whole)
    lines = [json_of(line) for line in text.splitlines() if line.strip()]
    if not any(isinstance(one, Mapping) and "envelope" in one for one in lines):
        raise NotARescueFileError(WhyNot.NO_FILE)
    return None, lines


def json_of(text: str) -> object:
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None


def record_of(number: int, part: object) -> Rescued | None:
    if not isinstance(part, Mapping):
        return None
    submission = id_of(part.get("submission"))
    try:
        envelope = envelope_from(part.get("envelope"))
    except NotAnEnvelopeError:
        return None
    if submission is None:
        return None
    return Rescued(number, submission, envelope, part.get("unfinished") is True)


def id_of(value: object) -> uuid.UUID | None:
    try:
        return uuid.UUID(value) if isinstance(value, str) else None
    except ValueError:
        return None
