"""What people told us, in one sentence each, with what was answered: as a place's folder has it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AnswerFact:
    """What was answered. `belongs_to`: a list and a key of the place's vocabularies, or empty."""

    words: str
    belongs_to: str = ""


@dataclass(frozen=True, slots=True)
class StatementFact:
    """One statement, dated and sourced. `focus` is a key of the place's areas of focus."""

    number: int
    focus: str
    words: str
    source: str
    said_in: int
    topics: tuple[str, ...]
    answers: tuple[AnswerFact, ...] = ()
    said_on: dt.date | None = None
    """The date of its source; a month or a year stands as its first day."""
