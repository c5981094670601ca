"""Learn from some points and measure on others: for the model card and for `flask insight evaluate` alike.

Imported only where scikit-learn is installed.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.domain.suggesting import MINIMUM_OF_A_CODE, MINIMUM_POINTS, Coded
from app.gateways.suggester_features import Encoder
from app.gateways.suggester_learning import Learned, Report, learn
from app.gateways.suggester_quotes import learn_quotes
from app.gateways.suggester_scores import Scores, scores

QUOTES = 20
SEED = 0


@dataclass(frozen=True)
class Trial:
    scores: Scores
    seconds: float
    """Of learning alone; with folds, of the slowest."""
    learned_from: int
    measured_on: int


def codes_worth(points: Sequence[Coded], least: int = MINIMUM_OF_A_CODE) -> list[str]:
    """The codes with points enough to learn and to measure, the commonest first."""
    often = Counter(code for point in points for code in point.codes)
    return [
        code for code, number in sorted(often.items(), key=lambda one: (-one[1], one[0])) if number >= least
    ]


def given_by(points: Sequence[Coded], codes: Sequence[str]) -> Any:
    return np.array([[code in point.codes for code in codes] for point in points], dtype=bool)


def held_out(
    train: Sequence[Coded],
    test: Sequence[Coded],
    *,
    encoder: Encoder | None = None,
    report: Report = lambda done, of: None,
) -> tuple[Trial, Learned]:
    """Learn from one, measure on the other, and keep what was learned."""
    codes = codes_worth(train)
    began = time.perf_counter()
    learned = learn(train, codes, encoder=encoder, report=report)
    took = time.perf_counter() - began
    chances = learned.chances([one.said for one in test])
    found = scores(given_by(test, codes), chances, learned.likely(chances), codes)
    return Trial(found, took, len(train), len(test)), learned


def in_folds(points: Sequence[Coded], folds: int, *, encoder: Encoder | None = None) -> Trial:
    """Every point is judged once by what was learned from the others; one sum over all."""
    codes = codes_worth(points)
    chances = np.zeros((len(points), len(codes)))
    likely = np.zeros(chances.shape, dtype=bool)
    slowest, most = 0.0, 0
    for train, test in parts(len(points), folds):
        began = time.perf_counter()
        learned = learn([points[at] for at in train], codes, encoder=encoder)
        slowest, most = max(slowest, time.perf_counter() - began), max(most, len(train))
        chances[test] = learned.chances([points[at].said for at in test])
        likely[test] = learned.likely(chances[test])
    return Trial(scores(given_by(points, codes), chances, likely, codes), slowest, most, len(points))


def from_quotes(points: Sequence[Coded], *, quotes: int = QUOTES, encoder: Encoder | None = None) -> Trial:
    """Measure the start from example quotes: of a part, some quotes a code and the first coded points for
    how often each code is given; the rest is judged. Every part once."""
    codes = codes_worth(points)
    order = np.zeros((len(points), len(codes)))
    slowest = 0.0
    for train, test in parts(len(points), 5):
        pool = [points[at] for at in train]
        taken = example_quotes(pool, codes, quotes)
        first = [one for at, one in enumerate(pool) if at not in taken][: MINIMUM_POINTS - 1]
        often = Counter(code for one in first for code in one.codes)
        began = time.perf_counter()
        learned = learn_quotes([pool[at] for at in sorted(taken)], codes, often, len(first), encoder=encoder)
        slowest = max(slowest, time.perf_counter() - began)
        order[test] = learned.scores([points[at].said for at in test])
    nothing = np.zeros(order.shape, dtype=bool)
    return Trial(scores(given_by(points, codes), order, nothing, codes), slowest, quotes, len(points))


def example_quotes(points: Sequence[Coded], codes: Sequence[str], number: int) -> set[int]:
    """Which points would stand as quotes: of each code those with the fewest other codes, first come."""
    taken: set[int] = set()
    for code in codes:
        having = [at for at, one in enumerate(points) if code in one.codes]
        taken |= set(sorted(having, key=lambda at: len(points[at].codes))[:number])
    return taken


def parts(number: int, folds: int) -> Iterator[tuple[list[int], list[int]]]:
    """Each point is tested once; the same parts for ever."""
    order = np.random.default_rng(SEED).permutation(number)
    for fold in range(folds):
        test = order[fold::folds]
        inside = set(test.tolist())
        yield [at for at in order.tolist() if at not in inside], test.tolist()
