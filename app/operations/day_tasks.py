"""Ticking a task off by hand, or putting it off, and saying why."""

from __future__ import annotations

import datetime as dt

from app import clock
from app.database import db
from app.domain.case import Subject
from app.domain.errors import NotAllowedError
from app.domain.tasks import Settled, TaskKind, can_be_ticked_off, latest_day, ways_to_settle
from app.domain.viewer import Viewer
from app.models.cases import Appointment, Case, CaseTask
from app.operations import audit, case_tasks, history


def tick_off(task: CaseTask, how: Settled, *, by: Viewer, reason: str = "") -> bool:
    """It ended so. False where it had ended already: twice is the same as once.

    Raises: NotAllowedError for a kind that only the thing itself settles.
    """
    if how not in ways_to_settle(task.kind):
        raise NotAllowedError
    if not case_tasks.settle(task.key, by=by):
        return False
    if task.kind is TaskKind.BOOK_SUPPORT:
        _say_booked(task, how)
    _keep(task, "task.done", by=by, reason=reason, details={"how": how.value})
    return True


def put_off(task: CaseTask, to: dt.date, *, by: Viewer, reason: str) -> None:
    """Somebody looks at it on a later day.

    Raises: NotAllowedError for what cannot wait, for a day too far off or past, or once it has ended.
    """
    today = clock.today()
    if not can_be_ticked_off(task.kind) or not today < to <= latest_day(today) or task.done_at is not None:
        raise NotAllowedError
    case_tasks.postpone(task.id, to=to)
    _keep(task, "task.put-off", by=by, reason=reason, details={"to": to.isoformat()})


def _say_booked(task: CaseTask, how: Settled) -> None:
    """Keep with the appointment what came of booking."""
    held = db.session.get(Appointment, task.about_id) if task.about_id else None
    if held is not None:
        held.booking = how.value
        db.session.flush()


def _keep(task: CaseTask, action: str, *, by: Viewer, reason: str, details: dict[str, object]) -> None:
    audit.record(by, action, of=("task", task.id))
    case = db.session.get(Case, task.case_id) if task.case_id else None
    if case is not None and reason:
        history.append(
            Subject.CASE,
            case.id,
            action=history.NOTE,
            start=case.status.value,
            end=case.status.value,
            by=by,
            note=reason,
            details={"task": task.kind.value, **details},
        )
    db.session.flush()
