"""How an answer stands: what makes a statement met, when an answer is late, and when its owner is reminded.

Source: engagement.md 8.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.domain.insight import AnswerStatus, WayIn

REMIND_BEFORE = 7
"""Units: days before an answer is due."""
REMIND_AFTER = 1
REMIND_EVERY = 14
"""While it is late. Units: days."""
NOT_ANSWERED = "none"
"""Stands for no answer yet, where a word is needed."""

A = AnswerStatus
STATUSES = (A.MET, A.PARTLY, A.NOT_MET, A.NOT_STARTED, A.CANNOT, A.PLANNED)
"""In which order they are counted and chosen."""
CHOSEN = (A.MET, A.PARTLY, A.NOT_MET, A.NOT_STARTED, A.CANNOT)
"""What somebody who answers today can say. PLANNED is for what a paper said, before anybody looked."""

WAYS: Mapping[WayIn, str] = {
    WayIn.OUTCOME: "outcomes",
    WayIn.PRIORITY: "priorities",
    WayIn.STRATEGY: "strategies",
    WayIn.OBSESSION: "obsessions",
}
"""Way in -> the place's list that it takes its keys from. Areas are in no such list."""


def way_of(belongs_to: str) -> tuple[WayIn, str] | None:
    """The way in that `strategies/best-start` opens; None for another list, or for nothing."""
    listed, _, key = belongs_to.partition("/")
    return next(((way, key) for way, name in WAYS.items() if name == listed and key), None)


def overall(statuses: Iterable[AnswerStatus | None]) -> AnswerStatus | None:
    """How a statement stands by its answers. Nothing is met while any answer is not; None: no answer yet.

    >>> overall([A.MET, A.CANNOT]).value
    'partly'
    """
    found = set(statuses)
    if found == {A.MET}:
        return A.MET
    if found & {A.MET, A.PARTLY}:
        return A.PARTLY
    for one in (A.NOT_MET, A.NOT_STARTED, A.PLANNED):
        if one in found:
            return one
    return A.CANNOT if found == {A.CANNOT} else None


def days_late(status: AnswerStatus | None, due_on: dt.date | None, today: dt.date) -> int:
    """By how many days an answer is late; 0 where it is not, or is there."""
    return max(0, (today - due_on).days) if status is None and due_on else 0


def remind_on(due_on: dt.date, today: dt.date) -> dt.date | None:
    """The latest day up to today on which its owner should have been reminded; None before the first."""
    late = (today - due_on).days
    if late < -REMIND_BEFORE:
        return None
    if late < REMIND_AFTER:
        return due_on - dt.timedelta(days=REMIND_BEFORE)
    rounds = (late - REMIND_AFTER) // REMIND_EVERY
    return due_on + dt.timedelta(days=REMIND_AFTER + rounds * REMIND_EVERY)


def is_reminder_due(due_on: dt.date, asked_on: dt.date, reminded_on: dt.date | None, today: dt.date) -> bool:
    """Is a day of reminding reached that came after they were asked and reminded last?"""
    day = remind_on(due_on, today)
    return day is not None and day > asked_on and (reminded_on is None or day > reminded_on)


@dataclass(frozen=True, slots=True)
class AnswerWritten:
    """An answer as somebody on the team wrote it."""

    title: str
    status: AnswerStatus | None
    words: str
    lead: str
    belongs_to: str
    owner_name: str
    owner_email: str
    due_on: dt.date | None


@dataclass(frozen=True, slots=True)
class StepWritten:
    """Progress of a day, or the outcome. `status` None leaves it as it is."""

    words: str
    day: dt.date
    status: AnswerStatus | None
    is_outcome: bool


@dataclass(frozen=True, slots=True)
class StatementWritten:
    """A statement as it was typed. `ways`: keys of the place's lists and codes of areas."""

    words: str
    about: str
    focus: str
    said_in: int
    topics: tuple[str, ...]
    ways: tuple[tuple[WayIn, str], ...]
    first_by: dt.date | None = None
