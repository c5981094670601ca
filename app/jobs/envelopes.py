"""Opens what tablets sent, a few records at a time: see operations/opening_envelopes.py."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping

from app.database import begin_writing, db
from app.gateways.event_keys import Opener
from app.operations import opening_envelopes

KIND = "open-envelopes"
TOGETHER = 40
"""Records in one transaction: it lasts a tenth of a second or two, and a tablet waits no longer."""
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
        begin_writing()
        opening_envelopes.keep(opened)
        db.session.commit()
