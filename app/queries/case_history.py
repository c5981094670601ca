"""When a case was opened again; and the last thing done with it, by which a form pressed twice is known."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.case import CaseAction, Subject
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.referrals import HistoryEvent

MOMENT = dt.timedelta(minutes=1)
"""Within it the same press by the same hand is the same."""


def opened_again(cases: Iterable[Any]) -> dict[uuid.UUID, dt.datetime]:
    """When each was opened again last, of those that ever were. `cases`: with their `id` and `reopened`."""
    ids = [case.id for case in cases if case.reopened]
    if not ids:
        return {}
    rows = db.session.execute(
        select(HistoryEvent.subject_id, func.max(HistoryEvent.recorded_at))
        .where(
            HistoryEvent.subject == Subject.CASE,
            HistoryEvent.subject_id.in_(ids),
            HistoryEvent.action == CaseAction.REOPEN,
        )
        .group_by(HistoryEvent.subject_id)
    )
    return {row[0]: row[1] for row in rows}


def opened_again_at(case: Case) -> dt.datetime | None:
    """When it was opened again last; None where it never was."""
    return opened_again([case]).get(case.id)


def did_just_now(by: Viewer, case_id: uuid.UUID, action: CaseAction) -> bool:
    """Was this the last move of the case, by the same person, a moment ago?"""
    last = db.session.scalar(
        select(HistoryEvent)
        .where(HistoryEvent.subject == Subject.CASE, HistoryEvent.subject_id == case_id)
        .order_by(HistoryEvent.id.desc())
        .limit(1)
    )
    return (
        last is not None
        and last.action == action
        and last.actor_id == by.account_id
        and clock.now() - last.recorded_at < MOMENT
    )
