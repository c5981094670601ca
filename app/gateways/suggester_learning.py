"""Learning codes from what people coded: two ridge regressions, then a calibrated chance for each code.

A ridge regression over all codes at once is one matrix, and tells in closed form what it would have said
of each point had it not learned from that point. From those honest scores, of its own code and of the
others, a small logistic regression makes a chance, and the line above which a code is likely. Imported
only where scikit-learn is installed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import linalg
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from threadpoolctl import threadpool_limits

from app.domain.suggesting import MOST_LEARNED, MOST_SHOWN, Coded, Guess, Said
from app.gateways.suggester_features import Encoder, Features

Report = Callable[[int, int], None]
"""How far it is: steps done, steps in all."""
Array = Any

PENALTIES = (0.3, 3.0)
OWN_SCALE, OTHERS_SCALE = 3.0, 0.3
PENALTY_OF_CHANCE = 0.1
FOLDS = 5
SHRUNK_BY = 20
"""A code with so many points goes half its own way in where its line lies."""
FIRST_STEPS = 2 + len(PENALTIES)
MOST_WORDS = 3


@dataclass
class Learned:
    """All that was learned. Only numbers and words: see suggester_file.py for how it is kept."""

    codes: tuple[str, ...]
    features: Features
    weights: Array
    """Terms by (penalties x codes)."""
    bias: Array
    spread: Array
    second: Array
    """Codes by (penalties + codes), and what is added."""
    added: Array
    lines: Array
    learned_from: int = 0

    def chances(self, points: Sequence[Said]) -> Array:
        """One row a point, one column a code, each from 0 to 1."""
        if not points:
            return np.zeros((0, len(self.codes)))
        rows = self.features.of(points)
        scores = np.asarray(rows @ self.weights, dtype=np.float64) + self.bias
        scores = scores.reshape(len(points), len(PENALTIES), len(self.codes))
        return chances_of(scores, self.spread, self.second, self.added)

    def likely(self, chances: Array) -> Array:
        """True where a code is likely; the best of a point also if it is near."""
        found = chances >= self.lines
        if chances.shape[1]:
            best = chances.argmax(axis=1)
            rows = np.arange(len(chances))
            found[rows, best] |= chances[rows, best] >= self.lines.min(initial=1.0)
        return found

    def guesses(self, point: Said) -> list[Guess]:
        """Every code for one point, the likeliest first, each with the words that counted."""
        chances = self.chances([point])
        likely = self.likely(chances)
        order = sorted(range(len(self.codes)), key=lambda at: (-chances[0, at], self.codes[at]))
        per_code = self.weights.reshape(-1, len(PENALTIES), len(self.codes))[:, :, order[:MOST_SHOWN]]
        reasons = self.features.words_that_counted(point, per_code.mean(axis=1), MOST_WORDS)
        return [
            Guess(
                self.codes[at],
                float(chances[0, at]),
                bool(likely[0, at]),
                reasons[place] if place < MOST_SHOWN else (),
            )
            for place, at in enumerate(order)
        ]


def learn(
    examples: Sequence[Coded],
    codes: Sequence[str],
    *,
    encoder: Encoder | None = None,
    report: Report = lambda done, of: None,
) -> Learned:
    """Learn `codes` from `examples`. The same examples in the same order give the same result."""
    steps = FIRST_STEPS + len(codes)
    examples = chosen(examples)
    points = [one.said for one in examples]
    given = np.array([[code in one.codes for code in codes] for one in examples], dtype=np.float64)
    known = np.array([[one.knows(code) for code in codes] for one in examples], dtype=bool)
    features = Features.learn(points, encoder)
    report(1, steps)
    rows = features.of(points)
    alike = np.asarray((rows @ rows.T).todense(), dtype=np.float64)
    report(2, steps)
    weights, bias, scores = [], [], []
    for number, penalty in enumerate(PENALTIES):
        dual, middle, honest = ridge(alike, given * 2 - 1, penalty, known)
        weights.append(rows.T @ dual)
        bias.append(middle)
        scores.append(honest)
        report(3 + number, steps)
    del alike
    stacked = np.stack(scores, axis=1)
    spread = stacked.mean(axis=1).std(axis=0) + 1e-9
    second, added, chances = second_step(
        stacked, given, known, spread, lambda done: report(FIRST_STEPS + done, steps)
    )
    return Learned(
        codes=tuple(codes),
        features=features,
        weights=np.hstack(weights).astype(np.float16).astype(np.float32),
        bias=np.concatenate(bias),
        spread=spread,
        second=second,
        added=added,
        lines=lines_of(chances, given),
        learned_from=len(examples),
    )


def chosen(examples: Sequence[Coded]) -> Sequence[Coded]:
    """At most so many: those with rare codes first, then evenly over the rest."""
    if len(examples) <= MOST_LEARNED:
        return examples
    often: dict[str, int] = {}
    for one in examples:
        for code in one.codes:
            often[code] = often.get(code, 0) + 1
    scarce = MOST_LEARNED // 20
    rare = [at for at, one in enumerate(examples) if any(often[code] <= scarce for code in one.codes)]
    rare = rare[: MOST_LEARNED // 2]
    rest = sorted(set(range(len(examples))) - set(rare))
    spread = np.linspace(0, len(rest) - 1, MOST_LEARNED - len(rare)).astype(int)
    return [examples[at] for at in sorted([*rare, *(rest[place] for place in spread)])]


def ridge(
    alike: Array, wanted: Array, penalty: float, known: Array | None = None
) -> tuple[Array, Array, Array]:
    """Dual weights, the middle, and what would have been said of each row without that row.

    What is not known of a row is taken to be the middle, so that it pulls neither way.
    """
    middle = wanted.mean(axis=0)
    if known is not None and not known.all():
        middle = (wanted * known).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
        wanted = np.where(known, wanted, middle)
    inverse = linalg.inv(alike + penalty * np.eye(len(alike)), overwrite_a=True, check_finite=False)
    dual = inverse @ (wanted - middle)
    return dual, middle, wanted - dual / np.diag(inverse)[:, None]


def inputs(scores: Array, spread: Array, at: int) -> Array:
    """What the chance of one code is made of: its own scores, and those of all codes."""
    own = scores[:, :, at] / spread[at] * OWN_SCALE
    return np.hstack([own, scores.mean(axis=1) / spread * OTHERS_SCALE])


def second_step(
    scores: Array, given: Array, known: Array, spread: Array, report: Callable[[int], None]
) -> tuple[Array, Array, Array]:
    """Weights and what is added for each code, and chances that no point's own answer went into."""
    width = scores.shape[1] + scores.shape[2]
    second, added = np.zeros((given.shape[1], width)), np.zeros(given.shape[1])
    chances = np.zeros(given.shape)
    with threadpool_limits(1):
        for at in range(given.shape[1]):
            of = known[:, at]
            wanted = given[of, at].astype(int)
            few = int(min(wanted.sum(), len(wanted) - wanted.sum()))
            if few < 2:
                rate = (wanted.sum() + 0.5) / (len(wanted) + 1)
                added[at], chances[of, at] = np.log(rate / (1 - rate)), rate
            else:
                rows = inputs(scores[of], spread, at)
                model = LogisticRegression(C=PENALTY_OF_CHANCE, solver="newton-cholesky", max_iter=50)
                folds = StratifiedKFold(min(FOLDS, few), shuffle=True, random_state=0)
                chances[of, at] = cross_val_predict(model, rows, wanted, cv=folds, method="predict_proba")[
                    :, 1
                ]
                model.fit(rows, wanted)
                second[at], added[at] = model.coef_[0], model.intercept_[0]
            report(at + 1)
    return second, added, chances


def chances_of(scores: Array, spread: Array, second: Array, added: Array) -> Array:
    columns = [inputs(scores, spread, at) @ second[at] + added[at] for at in range(len(added))]
    summed = np.stack(columns, axis=1) if columns else np.zeros((len(scores), 0))
    return 1 / (1 + np.exp(-summed))


def lines_of(chances: Array, given: Array) -> Array:
    """For each code the chance from which on it is likely: its own best, pulled to the best of all.

    What is not known has chance 0 here, and so is neither right nor wrong.
    """
    if not given.size:
        return np.zeros(given.shape[1])
    shared = max(
        np.arange(0.1, 0.6, 0.02),
        key=lambda line: f1_score(given, chances >= line, average="micro", zero_division=0),
    )
    lines = np.zeros(given.shape[1])
    for at in range(given.shape[1]):
        order = np.argsort(-chances[:, at], kind="stable")
        right = np.cumsum(given[order, at])
        gain = 2 * right / (np.arange(1, len(order) + 1) + given[:, at].sum())
        best = int(np.argmax(np.convolve(gain, np.ones(3) / 3, "same")[: max(1, len(order) // 2)]))
        weight = given[:, at].sum() / (given[:, at].sum() + SHRUNK_BY)
        lines[at] = weight * chances[order[best], at] + (1 - weight) * shared
    return lines
