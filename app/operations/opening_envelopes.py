"""Ask for what came in sealed to be opened soon. The work itself is in jobs/envelopes.py."""

from __future__ import annotations

import datetime as dt

from app import clock
from app.operations import work

KIND = "open-envelopes"
TOGETHER_SECONDS = 20
"""What comes in within this time is opened together."""


def soon() -> None:
    """Once for each span of time, at its end, whoever asks."""
    span = int(clock.now().timestamp()) // TOGETHER_SECONDS
    work.enqueue(
        KIND,
        key=f"{KIND}:{span}",
        run_at=dt.datetime.fromtimestamp((span + 1) * TOGETHER_SECONDS, dt.UTC),
    )
