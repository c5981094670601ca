"""How good suggestions were on points they were not learned from. One way for page and command.

Imported only where scikit-learn is installed.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.metrics import (
    cohen_kappa_score,
    f1_score,
    label_ranking_average_precision_score,
    precision_recall_fscore_support,
)

from app.domain.suggesting import MINIMUM_OF_A_CODE

TOP = 3


@dataclass(frozen=True)
class CodeScore:
    """One code: of what we said, how much was right; of what people gave, how much we found."""

    code: str
    support: int
    precision: float | None
    """None where we never suggested it."""
    recall: float | None
    kappa: float | None
    """Agreement with people beyond chance. None where it says nothing."""


@dataclass(frozen=True)
class Scores:
    points: int
    micro_f1: float
    macro_f1: float
    macro_often: float
    """Over the codes with enough points here to measure them."""
    ranking: float
    """Label ranking average precision, over points with a code."""
    top: float
    """Of the codes people gave a point, the share among our first three, averaged over points with a code."""
    top_pooled: float
    """The same share over all codes given, whichever point they belong to."""
    codes: tuple[CodeScore, ...]


def scores(given: Any, ranked: Any, likely: Any, codes: Sequence[str]) -> Scores:
    """`given` and `likely`: points by codes, yes or no. `ranked`: the same shape, more is likelier."""
    if not given.size:
        nothing = tuple(CodeScore(code, 0, None, None, None) for code in codes)
        return Scores(len(given), 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, nothing)
    given, ranked, likely = wide(given), wide(ranked), wide(likely)
    has = given.sum(axis=1) > 0
    best = np.argsort(-ranked, axis=1, kind="stable")[:, :TOP]
    found = np.take_along_axis(given, best, axis=1).sum(axis=1)
    precision, recall, _, support = precision_recall_fscore_support(given, likely, zero_division=np.nan)
    each = f1_score(given, likely, average=None, zero_division=0)[: len(codes)]
    often = support[: len(codes)] >= MINIMUM_OF_A_CODE
    return Scores(
        points=len(given),
        micro_f1=float(f1_score(given, likely, average="micro", zero_division=0)),
        macro_f1=float(each.mean()) if len(each) else 0.0,
        macro_often=float(each[often].mean()) if often.any() else 0.0,
        ranking=float(label_ranking_average_precision_score(given[has], ranked[has])) if has.any() else 0.0,
        top=float((found[has] / given[has].sum(axis=1)).mean()) if has.any() else 0.0,
        top_pooled=float(found.sum() / max(1, given.sum())),
        codes=tuple(
            CodeScore(
                code,
                int(support[at]),
                number(precision[at]),
                number(recall[at]),
                agreement(given[:, at], likely[:, at]),
            )
            for at, code in enumerate(codes)
        ),
    )


def wide(table: Any) -> Any:
    """At least two columns: with one, scikit-learn takes it for something else. An empty one
    changes no sum."""
    if table.shape[1] > 1:
        return table
    return np.hstack([table, np.full((len(table), 1), -1e9 if table.dtype.kind == "f" else False)])


def number(value: float) -> float | None:
    return None if math.isnan(value) else float(value)


def agreement(given: Any, likely: Any) -> float | None:
    """Cohen's kappa; None where nobody used the code, so that it is undefined."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return number(float(cohen_kappa_score(given, likely, labels=[False, True])))
