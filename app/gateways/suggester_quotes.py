"""Before there is enough coding: how like a point is to the example quotes of each code.

Nothing here is a chance, and nobody is told one: it is an order, from the quotes and from how often each
code was given so far. Imported only where scikit-learn is installed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.domain.suggesting import MOST_SHOWN, Coded, Guess, Said
from app.gateways.suggester_features import Encoder, Features
from app.gateways.suggester_learning import MOST_WORDS, ridge

PENALTY = 1.0
TRUST_IN_QUOTES = 1.5


@dataclass
class FromQuotes:
    """What example quotes (and definitions, if they are given as quotes) say."""

    codes: tuple[str, ...]
    features: Features
    weights: Any
    usual: Any

    spread: float
    """How far scores of the quotes lie apart."""

    def scores(self, points: Sequence[Said]) -> Any:
        """One row a point, one column a code; more is likelier, and that is all it says."""
        near = np.asarray(self.features.of(points) @ self.weights, dtype=np.float64)
        return near / self.spread * TRUST_IN_QUOTES + self.usual

    def guesses(self, point: Said) -> list[Guess]:
        """Every code for one point in order. The chance is 0: nobody can know it from quotes."""
        scores = self.scores([point])[0]
        order = sorted(range(len(self.codes)), key=lambda at: (-scores[at], self.codes[at]))
        reasons = self.features.words_that_counted(point, self.weights[:, order[:MOST_SHOWN]], MOST_WORDS)
        return [
            Guess(self.codes[at], 0.0, False, reasons[place] if place < MOST_SHOWN else ())
            for place, at in enumerate(order)
        ]


def learn_quotes(
    quotes: Sequence[Coded],
    codes: Sequence[str],
    given_so_far: Mapping[str, int],
    points_so_far: int,
    *,
    encoder: Encoder | None = None,
) -> FromQuotes:
    """Order codes by their quotes. `given_so_far`: how often each was given, in how many points."""
    points = [one.said for one in quotes]
    given = np.array([[code in one.codes for code in codes] for one in quotes], dtype=np.float64)
    features = Features.learn(points, encoder, are_invented=True)
    rows = features.of(points)
    alike = np.asarray((rows @ rows.T).todense(), dtype=np.float64)
    dual, _, honest = ridge(alike, given, PENALTY)
    counted = np.array([given_so_far.get(code, 0) for code in codes], dtype=np.float64)
    return FromQuotes(
        tuple(codes),
        features,
        rows.T @ dual,
        np.log((counted + 0.5) / (points_so_far + 1)),
        float(honest.std()) or 1.0,
    )
