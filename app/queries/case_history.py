"""The last thing that was done with a case, by which a form pressed twice is known."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseAction, Subject
from app.domain.viewer import Viewer
from app.models.referrals import HistoryEvent

MOMENT = dt.timedelta(minutes=1)
"""Within it the same press by the same hand is the same."""


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
