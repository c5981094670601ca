"""After an event: tells its organiser once that tablets still hold conversations. Daily, and at its end."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from app.operations import unsent

KIND = "events-unsent"
AT_END = unsent.AT_END


def run(arguments: Mapping[str, object]) -> None:
    unsent.tell_organisers()


def run_at_end(arguments: Mapping[str, object]) -> None:
    unsent.tell_organisers(event_id=uuid.UUID(str(arguments["event"])))
