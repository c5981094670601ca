"""Measures of one case: what was answered, what was not asked and why, and what is still to be asked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.measures import DUE, MeasureKind, MeasureMoment, Pair, Taken, pairs, scores
from app.domain.people import LinkPurpose
from app.models.cases import Case
from app.models.people import AccessLink
from app.models.plans import Measure
from app.queries import plans


def listed(case_id: uuid.UUID) -> Sequence[Measure]:
    """All of them, also what was not asked, but what was taken back; the oldest first."""
    return db.session.scalars(
        select(Measure)
        .where(Measure.case_id == case_id, Measure.ended_at.is_(None))
        .order_by(Measure.answered_on, Measure.recorded_at, Measure.id)
    ).all()


def one(case_id: uuid.UUID, measure_id: uuid.UUID) -> Measure:
    """Raises: NotThereError, also for one of another case."""
    found = db.session.scalar(select(Measure).where(Measure.id == measure_id, Measure.case_id == case_id))
    if found is None:
        raise NotThereError
    return found


def compared(held: Iterable[Measure], kind: MeasureKind) -> dict[str, Pair]:
    """Key -> first and latest number of one kind."""
    return pairs(
        Taken(each.answered_on, each.moment, scores(kind, each.answers))
        for each in held
        if each.kind is kind and each.why_not is None
    )


def missing(case_id: uuid.UUID, moment: MeasureMoment, *, since: dt.date) -> list[MeasureKind]:
    """What is due at this moment and was neither answered nor explained since a day."""
    done = set(
        db.session.scalars(
            select(Measure.kind).where(
                Measure.case_id == case_id,
                Measure.moment == moment,
                Measure.answered_on >= since,
                Measure.ended_at.is_(None),
            )
        )
    )
    return [kind for kind in DUE[moment] if kind not in done]


def goals(case: Case) -> list[tuple[str, str]]:
    """Id and words of the goals somebody can say how far they are with."""
    document = plans.document_of(plans.latest(case.id))
    return [(goal["id"], goal["words"]) for goal in document["goals"] if goal["status"] != "dropped"]


def links(case: Case) -> Sequence[AccessLink]:
    """Links the person was sent to answer by themselves, the newest first."""
    sent = db.session.scalars(
        select(AccessLink)
        .where(AccessLink.purpose == LinkPurpose.MEASURE, AccessLink.person_id == case.person_id)
        .order_by(AccessLink.made_at.desc())
    ).all()
    return [link for link in sent if (link.arguments or {}).get("case") == str(case.id)]
