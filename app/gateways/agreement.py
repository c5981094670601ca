"""Cohen's kappa and Krippendorff's alpha, by scikit-learn and krippendorff; resampling by NumPy.

They come with `requirements/insight.txt`. Without them everything else works: only percentages are shown.
"""

from __future__ import annotations

import importlib.util
from itertools import combinations
from typing import Any

from app.domain.agreement import Agreement, Judgements, percentage, prevalence

NEEDED = ("numpy", "sklearn", "krippendorff")
RESAMPLES = 1000
LEAST_DEFINED = 0.9
"""Of the resamples, so that an interval says something."""


def is_there() -> bool:
    """Whether the libraries are installed."""
    return all(importlib.util.find_spec(name) is not None for name in NEEDED)


def measured(rows: Judgements, *, seed: int) -> Agreement:
    """All figures of one code; those that need a library are None without it."""
    percent, share = percentage(rows), prevalence(rows)
    if not is_there() or percent is None:
        return Agreement(percent, share)
    found = alpha(rows)
    low, high = interval(rows, seed=seed) if found is not None else (None, None)
    return Agreement(percent, share, kappa(rows), found, low, high)


def kappa(rows: Judgements) -> float | None:
    """Cohen's kappa of two coders; of more, the mean of all pairs. None where it is not defined."""
    from sklearn.metrics import cohen_kappa_score

    found = []
    for one, other in combinations(rows, 2):
        both = [(a, b) for a, b in zip(one, other, strict=True) if a is not None and b is not None]
        if len({value for pair in both for value in pair}) > 1:
            found.append(float(cohen_kappa_score([a for a, _ in both], [b for _, b in both])))
    return sum(found) / len(found) if found else None


def alpha(rows: Judgements) -> float | None:
    """Krippendorff's alpha, of any number of coders, with judgements missing. None where not defined."""
    import krippendorff

    counts = value_counts(rows)
    if not len(counts) or not counts.sum(axis=0).all():
        return None
    return float(
        krippendorff.alpha(value_counts=counts, value_domain=[0.0, 1.0], level_of_measurement="nominal")
    )


def interval(rows: Judgements, *, seed: int) -> tuple[float, float] | tuple[None, None]:
    """Where alpha lies in the middle 95 of 100 resamples of the points. The same seed says the same."""
    import numpy

    counts = value_counts(rows)
    number = len(counts)
    if number < 2:
        return None, None
    noughts, ones = counts[:, 0], counts[:, 1]
    apart = noughts * ones / (noughts + ones - 1)
    times = numpy.random.default_rng(seed).multinomial(number, [1 / number] * number, size=RESAMPLES)
    all_noughts, all_ones, all_apart = times @ noughts, times @ ones, times @ apart
    defined = (all_noughts > 0) & (all_ones > 0)
    if defined.mean() < LEAST_DEFINED:
        return None, None
    many = (all_noughts + all_ones)[defined]
    alphas = 1 - (many - 1) * all_apart[defined] / (all_noughts * all_ones)[defined]
    low, high = numpy.percentile(alphas, [2.5, 97.5])
    return float(low), float(high)


def value_counts(rows: Judgements) -> Any:
    """How many said 0 and 1 at each point that two or more have done."""
    import numpy

    pairs = [
        (said.count(0), said.count(1))
        for column in zip(*rows, strict=True)
        if len(said := [one for one in column if one is not None]) > 1
    ]
    return numpy.array(pairs, dtype=float).reshape(-1, 2)
