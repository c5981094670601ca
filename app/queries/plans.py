"""Versions of a case's plan. Whoever asks has opened the case: a plan follows it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence

from sqlalchemy import select

from app.database import db
from app.domain import plan
from app.domain.errors import NotThereError
from app.domain.plan import PlanDocument
from app.models.people import Account
from app.models.plans import Plan


def versions(case_id: uuid.UUID) -> Sequence[Plan]:
    """All of them, the newest first."""
    return db.session.scalars(select(Plan).where(Plan.case_id == case_id).order_by(Plan.number.desc())).all()


def latest(case_id: uuid.UUID) -> Plan | None:
    """What is worked on, or else what was agreed last: as it is now."""
    newest = select(Plan).where(Plan.case_id == case_id).order_by(Plan.number.desc()).limit(1)
    return db.session.scalar(newest.execution_options(populate_existing=True))


def agreed(case_id: uuid.UUID) -> Plan | None:
    """What was agreed last."""
    return db.session.scalar(
        select(Plan)
        .where(Plan.case_id == case_id, Plan.agreed_on.is_not(None))
        .order_by(Plan.number.desc())
        .limit(1)
    )


def version(case_id: uuid.UUID, number: int) -> Plan:
    """Raises: NotThereError."""
    found = db.session.scalar(select(Plan).where(Plan.case_id == case_id, Plan.number == number))
    if found is None:
        raise NotThereError
    return found


def document_of(held: Plan | None) -> PlanDocument:
    """What a version says, in the shape of today; an empty plan where there is none."""
    return plan.clean(held.document) if held is not None else plan.empty()


def goal_words(case_id: uuid.UUID) -> dict[str, str]:
    """Id -> words of every goal that ever stood in the plan, as it was called last."""
    words: dict[str, str] = {}
    for held in reversed(versions(case_id)):
        words.update({goal["id"]: goal["words"] for goal in document_of(held)["goals"]})
    return words


def made_by_names(held: Sequence[Plan]) -> dict[uuid.UUID, str]:
    """Account -> name, of those who made versions."""
    ids = {one.made_by for one in held if one.made_by}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(ids)))
    return {row.id: row.name for row in rows}
