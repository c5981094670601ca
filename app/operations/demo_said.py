"""Puts three years of invented conversations in: events, what people said, and what hangs on it.

The words are put together from the pieces in places/<place>/demo/said; NOTICE.md there says what is planted.
The same every time, but for tokens and keys, and dated from the day it is done.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.viewer import SYSTEM
from app.models.conversations import (
    CaptureDevice,
    CaptureRecord,
    Conversation,
    EqualityProfile,
    HarmAlert,
    KeyedCard,
    Point,
    Reflection,
    ReplyRequest,
)
from app.models.engagement import Event
from app.operations import audit, demo_said_odd, demo_said_schedule
from app.operations.demo_said_events import Staged, all_events
from app.operations.demo_said_stage import Toml, stage_from
from app.operations.demo_said_talk import talk, write

SEED = 2018
CONVERSATIONS = 4000
"""Those that count, without what is out of the ordinary."""
ORDER = (
    CaptureDevice,
    Conversation,
    CaptureRecord,
    Point,
    Reflection,
    HarmAlert,
    KeyedCard,
    ReplyRequest,
    EqualityProfile,
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """What was made. `themes`: point -> what it is about, for those who check an analysis."""

    events: int
    conversations: int
    points: int
    themes: Mapping[uuid.UUID, tuple[str, ...]]


def is_there() -> bool:
    """Is there an event, or was there ever?"""
    return bool(db.session.scalar(select(func.count()).select_from(Event)))


def load(files: Mapping[str, Toml], *, conversations: int = CONVERSATIONS) -> Loaded:
    """Put everything in. `files`: the parsed files of the folder by their names.

    Raises: SaidFaultError, WordsFaultError.
    """
    stage = stage_from(files, seed=SEED)
    held = all_events(stage)
    for staged, many in zip(held, shared_out(held, conversations), strict=True):
        for _ in range(many):
            write(stage, talk(stage, staged))
    many = conversations + demo_said_odd.add(stage, held)
    demo_said_schedule.add(stage, held)
    points = len(stage.rows.held[Point])
    stage.rows.write(ORDER)
    audit.record(SYSTEM, "demo.conversations-made", count=many)
    db.session.flush()
    return Loaded(len(held), many, points, stage.themes)


def shared_out(held: Sequence[Staged], conversations: int) -> list[int]:
    """How many conversations each event has, so that they add up."""
    shares = [one.row["share"] for one in held]
    whole = sum(shares)
    ends = [conversations * sum(shares[: at + 1]) // whole for at in range(len(shares))]
    return [end - start for start, end in zip([0, *ends], ends, strict=False)]
