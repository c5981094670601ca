"""What a case still has under way before it closes: goals, introductions, the measure at the end."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.domain import introduction_moves
from app.domain.measures import MeasureMoment
from app.domain.plan import Goal
from app.models.cases import Case
from app.models.introductions import Introduction
from app.models.plans import Measure
from app.models.referrals import Referral
from app.queries.case_history import opened_again_at
from app.queries.plans import document_of, latest


def goals(case: Case) -> list[Goal]:
    """Of the plan as it is now."""
    return document_of(latest(case.id))["goals"]


def running(case: Case) -> Sequence[Introduction]:
    """Introductions that are not over, those handed on too."""
    return db.session.scalars(
        select(Introduction)
        .where(Introduction.case_id == case.id, Introduction.status.in_(introduction_moves.OPEN))
        .order_by(Introduction.sent_at, Introduction.id)
        .execution_options(populate_existing=True)
    ).all()


def unsettled(case: Case) -> int:
    """How many introductions are neither over nor handed on."""
    return sum(not one.handed_on for one in running(case))


def has_end_measure(case: Case) -> bool:
    """Was it measured at the end, since it began or was opened again?"""
    wanted = [
        Measure.case_id == case.id,
        Measure.moment == MeasureMoment.END,
        Measure.ended_at.is_(None),
        Measure.why_not.is_(None),
    ]
    if (again := opened_again_at(case)) is not None:
        wanted.append(Measure.recorded_at >= again)
    return db.session.scalar(select(Measure.id).where(*wanted).limit(1)) is not None


def referrals(case: Case) -> Sequence[Referral]:
    """Every referral that led to it."""
    return db.session.scalars(
        select(Referral).where(Referral.case_id == case.id).order_by(Referral.received_at, Referral.id)
    ).all()
