"""Those who wanted to hear what came of it: how each is told, and under which key a letter to them goes."""

from __future__ import annotations

import uuid
from enum import StrEnum

TELL = "what-came-of-it"
"""Kind of the job, and first word of each letter's key."""


class Told(StrEnum):
    """Where it stands with one of them."""

    NOT_YET = "not-yet"
    """Nothing is published yet, or it is to be done by hand."""
    ON_ITS_WAY = "on-its-way"
    SENT = "sent"
    FAILED = "failed"


def key_of(request_id: uuid.UUID) -> str:
    """One letter to one of them, however often results are published."""
    return f"{TELL}:{request_id}"
