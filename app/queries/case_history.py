"""When a case was opened again; and the last thing done with it, by which a form pressed twice is known."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.case import CaseAction, Subject
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.referrals import HistoryEvent

MOMENT = dt.timedelta(minutes=1)
"""Within it the same press by the same hand is the same."""


def opened_again_at(case: Case) -> dt.datetime | None:
    """When it was opened again last; None where it never was."""
    if not case.reopened:
        return None
    return db.session.scalar(
        select(func.max(HistoryEvent.recorded_at)).where(
            HistoryEvent.subject == Subject.CASE,
            HistoryEvent.subject_id == case.id,
            HistoryEvent.action == CaseAction.REOPEN,
        )
    )


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
