"""How far people who code alone agree, code by code: what needs no library.

A judgement is 1 where a coder gave the code to a point, 0 where they did not, None where they have not
done the point. Source: engagement.md 4.
"""

from __future__ import annotations

import math
import random
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

LEAST_POINTS = 50
SHARE = Fraction(1, 10)

Judgements = Sequence[Sequence[int | None]]
"""One row for each coder, one place in it for each point."""
Given = Mapping[uuid.UUID, Mapping[uuid.UUID, frozenset[uuid.UUID]]]
"""Point -> coder -> codes."""


def sample_size(number: int) -> int:
    """A tenth or fifty, whichever is more; all where there are fewer."""
    return min(number, max(LEAST_POINTS, math.ceil(number * SHARE)))


def drawn(ids: Iterable[uuid.UUID], seed: int) -> list[uuid.UUID]:
    """The sample, each point as likely as any other. The same seed draws the same again."""
    held = sorted(ids)
    dice = random.Random(seed)  # noqa: S311 - draws a sample, guards nothing
    return dice.sample(held, sample_size(len(held)))


def judgements(
    given: Given, points: Sequence[uuid.UUID], coders: Sequence[uuid.UUID], code: uuid.UUID
) -> list[list[int | None]]:
    """What each coder said about one code at each point."""
    return [
        [int(code in given[point][coder]) if coder in given.get(point, {}) else None for point in points]
        for coder in coders
    ]


def percentage(rows: Judgements) -> float | None:
    """Of all pairs of judgements about the same point, how many in a hundred are the same."""
    same = pairs = 0
    for column in zip(*rows, strict=True):
        said = [one for one in column if one is not None]
        ones = sum(said)
        noughts = len(said) - ones
        pairs += math.comb(len(said), 2)
        same += math.comb(ones, 2) + math.comb(noughts, 2)
    return 100 * same / pairs if pairs else None


def prevalence(rows: Judgements) -> float | None:
    """Of all judgements, how many in a hundred gave the code."""
    said = [one for row in rows for one in row if one is not None]
    return 100 * sum(said) / len(said) if said else None


@dataclass(frozen=True, slots=True)
class Agreement:
    """The figures of one code. None: there is not enough to say."""

    percent: float | None
    prevalence: float | None
    kappa: float | None = None
    alpha: float | None = None
    low: float | None = None
    """Where alpha would lie in 95 of 100 samples drawn like this one: from here ..."""
    high: float | None = None
    """... to here."""


def differing(given: Given) -> list[uuid.UUID]:
    """Points that two or more did, and not all alike."""
    return [point for point, by in given.items() if len(by) > 1 and len(set(by.values())) > 1]


def agreed(given: Given) -> dict[uuid.UUID, frozenset[uuid.UUID]]:
    """Points that two or more did all alike, with their codes."""
    return {
        point: next(iter(by.values()))
        for point, by in given.items()
        if len(by) > 1 and len(set(by.values())) == 1
    }
