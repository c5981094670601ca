"""Rules of suggested codes: when we suggest at all, how sure we are, and what is kept back to test on.

A suggestion is never applied by itself: somebody takes it or leaves it.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

MINIMUM_POINTS = 100
"""Coded points from which on we learn from the team's own coding."""
MINIMUM_OF_A_CODE = 10
"""Coded points that a code needs to be learned and measured."""
QUOTES_FOR_A_CODE = 5
"""Example quotes that a code needs to be suggested before there are enough coded points."""
MOST_LEARNED = 4_000
"""More points than these teach little that is new, and take long."""
MOST_SHOWN = 5
ALWAYS_RANKED = 3
"""So many are offered even when we are not sure of them."""
LEAST_CHANCE = 0.05
HELD_BACK_OF = 5
"""One point in so many is kept back, to measure on what was not learned from."""
NOT_ASSIGNED = "Not assigned"


class Sureness(StrEnum):
    """How sure we are of a suggestion."""

    SURE = "sure"
    FAIRLY_SURE = "fairly-sure"
    A_GUESS = "a-guess"


SURE_FROM: Mapping[Sureness, float] = {Sureness.SURE: 0.75, Sureness.FAIRLY_SURE: 0.4}
"""From which chance on. Chances are calibrated: of ten with 0.8, about eight are right."""


class LearnedFrom(StrEnum):
    """What suggestions rest on."""

    NOTHING = "nothing"
    QUOTES = "quotes"
    CODING = "coding"


@dataclass(frozen=True)
class Said:
    """What somebody said, and to which question."""

    words: str
    question: str = ""


@dataclass(frozen=True)
class Coded:
    """What somebody said, and the codes people gave it. No code means that somebody looked and none fits."""

    said: Said
    codes: frozenset[str] = frozenset()
    refused: frozenset[str] | None = None
    """Where nobody coded it yet but somebody refused suggestions: those alone are known not to fit."""

    def knows(self, code: str) -> bool:
        return self.refused is None or code in self.refused


@dataclass(frozen=True)
class Guess:
    """One code for one point, with its chance and the words that counted."""

    code: str
    chance: float
    is_likely: bool
    """Above the line at which, in learning, right and wrong were best told apart."""
    words: tuple[str, ...] = ()


def sureness(chance: float) -> Sureness:
    return next((word for word, least in SURE_FROM.items() if chance >= least), Sureness.A_GUESS)


def learned_from(coded_points: int, quotes: Sequence[int]) -> LearnedFrom:
    """What we may suggest from, given the coded points and the number of example quotes of each code."""
    if coded_points >= MINIMUM_POINTS:
        return LearnedFrom.CODING
    if sum(number >= QUOTES_FOR_A_CODE for number in quotes) >= 2:
        return LearnedFrom.QUOTES
    return LearnedFrom.NOTHING


def is_held_back(point_id: uuid.UUID) -> bool:
    """The same for a point for ever, so that no later model ever learned from what measures it."""
    return hashlib.sha256(b"held back" + point_id.bytes).digest()[0] % HELD_BACK_OF == 0


def offered(guesses: Sequence[Guess]) -> list[Guess]:
    """What is worth showing, the likeliest first: the likely ones, and the best few besides."""
    ranked = sorted(guesses, key=lambda one: (-one.chance, one.code))
    kept = [
        one
        for place, one in enumerate(ranked)
        if one.is_likely or (place < ALWAYS_RANKED and one.chance >= LEAST_CHANCE)
    ]
    return kept[:MOST_SHOWN]
