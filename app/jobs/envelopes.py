"""Opens what tablets sent, a few records at a time: see operations/opening_envelopes.py."""

from __future__ import annotations

import time
import uuid
from collections.abc import Iterator, Mapping, Sequence

from app.database import begin_writing, db
from app.gateways.event_keys import Opener
from app.operations import opening_envelopes
from app.operations.opening_envelopes import Opened

KIND = "open-envelopes"
TOGETHER = 40
"""Records in one transaction: it lasts a tenth of a second or two, and a tablet waits no longer."""
BYTES_TOGETHER = 64 * 1024
"""Of sealed records in one transaction. Looking through what is as big as may be takes seconds, and whoever
joined may send such: no other writer waits for more than one of them."""
LONGEST_SECONDS = 240.0
"""Less than the lease of a job. What is left by then is found again within seconds."""


def is_needed() -> bool:
    return opening_envelopes.is_any_waiting()


def run(arguments: Mapping[str, object]) -> None:
    """Open what waits. Safe to run twice, and beside another."""
    openers: dict[uuid.UUID, Opener | None] = {}
    ends = time.monotonic() + LONGEST_SECONDS
    before: set[uuid.UUID] = set()
    while time.monotonic() < ends:
        batch = opening_envelopes.waiting(TOGETHER)
        for record in batch:
            if record.event_id not in openers:
                openers[record.event_id] = opening_envelopes.opener_for(record.event_id)
        db.session.rollback()  # nothing is open while we open envelopes
        these = {record.id for record in batch}
        if not batch or these == before:  # somebody else holds them
            return
        before = these
        opened = [opening_envelopes.opened(record, openers[record.event_id]) for record in batch]
        for together in parts(opened):
            begin_writing()
            opening_envelopes.keep(together)
            db.session.commit()


def parts(opened: Sequence[Opened]) -> Iterator[list[Opened]]:
    """In their order, those that are kept in one transaction: at least one."""
    held: list[Opened] = []
    for one in opened:
        size = sum(len(other.record.envelope) for other in (*held, one))
        if held and size > BYTES_TOGETHER:
            yield held
            held = []
        held.append(one)
    if held:
        yield held
