"""An activity of the schedule as people write it down, where it may go, and which ones a list shows."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.engagement import (
    ActivityKind,
    ActivityStatus,
    CampaignStep,
    EqualityCheck,
    Influence,
    TagGroup,
)

Tags = Mapping[TagGroup, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Written:
    """What the form, the spreadsheet and the demo say of one activity."""

    name: str
    kind: ActivityKind
    led_by: str
    starts_on: dt.date
    ends_on: dt.date
    status: ActivityStatus = ActivityStatus.PLANNED
    about: str = ""
    lead_name: str = ""
    lead_contact: str = ""
    venue: str = ""
    influence: Influence | None = None
    campaign_step: CampaignStep | None = None
    equality_check: EqualityCheck = EqualityCheck.NOT_YET
    equality_note: str = ""
    decision: str = ""
    decide_by: dt.date | None = None
    knew_already: str = ""
    clash_reason: str = ""
    is_public: bool = True
    tags: Tags = field(default_factory=dict)


class Move(StrEnum):
    """What can be done to an activity besides changing what is written about it."""

    FINISH = "finish"
    CANCEL = "cancel"
    PLAN_AGAIN = "plan-again"


OPEN = (ActivityStatus.IDEA, ActivityStatus.PLANNED, ActivityStatus.RUNNING)
"""What the form may say."""

MOVES: Mapping[tuple[ActivityStatus, Move], ActivityStatus] = {
    **{(status, Move.FINISH): ActivityStatus.DONE for status in (*OPEN, ActivityStatus.DONE)},
    **{(status, Move.CANCEL): ActivityStatus.CANCELLED for status in OPEN},
    (ActivityStatus.CANCELLED, Move.PLAN_AGAIN): ActivityStatus.PLANNED,
}
"""Finishing what is done already writes down more of what was learned."""


def open_moves(status: ActivityStatus) -> list[Move]:
    return [move for move in Move if (status, move) in MOVES]


class When(StrEnum):
    """Which part of the schedule a list shows."""

    COMING = "coming"
    """Over today or later."""
    PAST = "past"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list is narrowed to. Words are as typed, and meet what is alike."""

    when: When = When.COMING
    partner: str = ""
    community: str = ""
    topic: str = ""
    area: str = ""
    """A code."""
    month: dt.date | None = None
    """Its first day; then `when` says nothing."""
    status: ActivityStatus | None = None


NAMESPACE = uuid.UUID("5f0b5a3e-8d8e-5c57-9b1f-6a2f0c7b4e11")


def id_of_source(source: str) -> uuid.UUID:
    """The id of what came from a spreadsheet: the same row is the same activity."""
    return uuid.uuid5(NAMESPACE, source)
