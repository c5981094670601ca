"""Which questions are due, for many cases in a few statements. operations/measures.py settles them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import OPEN
from app.domain.measures import DUE, START_WITHIN, MeasureKind, MeasureMoment, reviews_due
from app.models.cases import Case
from app.models.plans import Measure
from app.operations.measures import CLOSING, REVIEW_COUNTS_FOR
from app.queries.case_history import opened_again

Answered = dict[tuple[uuid.UUID, MeasureMoment, MeasureKind], dt.date]
"""The newest answer, or word why not, of a case at a moment to one kind."""


def of(cases: Sequence[Any], today: dt.date) -> Iterator[tuple[Any, str, dt.date]]:
    """Case, key and day of what is due. `cases`: rows with the columns that `moments` reads."""
    answered = newest_answers() if cases else {}
    again = opened_again(case for case in cases if case.status in CLOSING)
    for case in cases:
        for key, moment, day, since in moments(case, today, again.get(case.id)):
            done = (answered.get((case.id, moment, kind)) for kind in DUE[moment])
            if day <= today and any(on is None or on < since for on in done):
                yield case, key, day


def moments(
    case: Any, today: dt.date, again: dt.datetime | None
) -> list[tuple[str, MeasureMoment, dt.date, dt.date]]:
    """Key, moment, the day it is due, and since when an answer counts; no start after months.

    `again`: when it was opened again last.
    """
    opened, started = clock.local_day(case.opened_at), clock.local_day(case.started_at)
    if case.status in CLOSING:
        end = f"measure:{case.id}:end:{case.reopened}"
        return [(end, MeasureMoment.END, today, clock.local_day(again or case.started_at))]
    for number, day in reviews_due(started, today)[-1:]:
        review = f"measure:{case.id}:review:{number}"
        return [(review, MeasureMoment.REVIEW, day, day - REVIEW_COUNTS_FOR)]
    return [(f"measure:{case.id}:start", MeasureMoment.START, started + START_WITHIN, opened)]


def newest_answers() -> Answered:
    rows = db.session.execute(
        select(Measure.case_id, Measure.moment, Measure.kind, Measure.answered_on)
        .join(Case, Case.id == Measure.case_id)
        .where(Case.status.in_(OPEN), Measure.ended_at.is_(None))
        .order_by(Measure.answered_on)
    )
    return {(row.case_id, row.moment, row.kind): row.answered_on for row in rows}
