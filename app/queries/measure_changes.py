"""How answers changed between the first time somebody was asked and the last, over many people."""

from __future__ import annotations

import uuid
from collections import defaultdict
from dataclasses import dataclass
from statistics import fmean

from sqlalchemy import select

from app.database import db
from app.domain.measures import GOAL_PREFIX, MeasureKind, Taken, pairs, scores
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.plans import Measure
from app.models.visibility import visible_to
from app.queries.service_numbers import Span

COMPARED = (MeasureKind.ONS4, MeasureKind.LONELINESS, MeasureKind.GOALS)
KEYS = ("satisfied", "worthwhile", "happy", "anxious", "ucla", GOAL_PREFIX)
"""What is compared, in the order it is shown. All goals count as one."""


@dataclass(frozen=True, slots=True)
class Change:
    key: str
    people: int
    """How many cases have both a first and a last answer."""
    mean: float
    """From the first to the last."""


def changes(viewer: Viewer, span: Span) -> list[Change]:
    """Of cases whose last answer was given in these days. One statement."""
    taken: dict[uuid.UUID, list[Taken]] = defaultdict(list)
    for row in db.session.execute(
        select(Measure.case_id, Measure.kind, Measure.moment, Measure.answers, Measure.answered_on).where(
            visible_to(Measure, viewer, Permission.NUMBERS_SEE),
            Measure.kind.in_(COMPARED),
            Measure.answered_on <= span.last,
            Measure.ended_at.is_(None),
        )
    ):
        taken[row.case_id].append(Taken(row.answered_on, row.moment, scores(row.kind, row.answers)))
    found: dict[str, list[float]] = defaultdict(list)
    for each in taken.values():
        own: dict[str, list[int]] = defaultdict(list)
        for key, pair in pairs(each).items():
            if pair.latest_on >= span.first:
                own[GOAL_PREFIX if key.startswith(GOAL_PREFIX) else key].append(pair.change)
        for key, several in own.items():
            found[key].append(fmean(several))
    return [Change(key, len(found[key]), fmean(found[key]) if found[key] else 0.0) for key in KEYS]
