"""A link worker's diary: planning, moving and calling off; booking whom it takes; its calendar feed."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.case import Subject
from app.domain.errors import NotAllowedError, StaleError
from app.domain.tasks import AppointmentKind, AppointmentStatus, TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Appointment, Case
from app.operations import audit, case_tasks, history, workload
from app.queries.sessions import token_hash

TO_BOOK = "to-book"


@dataclass(frozen=True, slots=True)
class Planned:
    """What is put in a diary. `support`: whom it takes besides, in words; `despite`: why a way is used that
    they did not choose."""

    kind: AppointmentKind
    starts_at: dt.datetime
    what: str
    minutes: int = 60
    place: str = ""
    support: str = ""
    despite: str = ""


def plan(
    planned: Planned,
    *,
    key: uuid.UUID,
    by: Viewer,
    case: Case | None = None,
    introduction: uuid.UUID | None = None,
) -> Appointment:
    """Put it in the diary of whoever plans it. `key`: of the form; sent twice, kept once.

    Raises: NotAllowedError for somebody without a diary.
    """
    if by.account_id is None:
        raise NotAllowedError
    held = db.session.get(Appointment, key)
    if held is not None and held.worker_id == by.account_id:
        return held
    made = Appointment(
        id=key if held is None else uuid.uuid4(),
        worker_id=by.account_id,
        case_id=case.id if case else None,
        introduction_id=introduction,
        kind=planned.kind,
        status=AppointmentStatus.PLANNED,
        starts_at=planned.starts_at,
        minutes=planned.minutes,
        what=planned.what,
        place=planned.place or None,
        support=planned.support or None,
        booking=TO_BOOK if planned.support else "",
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # the same form, sent twice at once
        return db.session.get_one(Appointment, key)
    audit.record(by, "appointment.planned", of=("appointment", made.id))
    _ask_to_book(made, case)
    _keep_despite(planned, case, by)
    return made


def change(
    held: Appointment, planned: Planned, *, by: Viewer, version: int, case: Case | None = None
) -> None:
    """Move it, or say something else about it. Whoever was booked for another time is booked again.

    Raises: StaleError; NotAllowedError once it happened or was called off.
    """
    if held.version != version:
        raise StaleError
    if held.status is not AppointmentStatus.PLANNED:
        raise NotAllowedError
    before = (held.starts_at, held.minutes, held.support or "")
    held.kind, held.what, held.minutes = planned.kind, planned.what, planned.minutes
    held.starts_at, held.place = planned.starts_at, planned.place or None
    held.support = planned.support or None
    if before != (held.starts_at, held.minutes, planned.support):
        _settle_booking(held, case, by)
        held.booking = TO_BOOK if planned.support else ""
    audit.record(by, "appointment.changed", of=("appointment", held.id))
    db.session.flush()
    _ask_to_book(held, case)
    _keep_despite(planned, case, by)


def call_off(held: Appointment, *, by: Viewer, case: Case | None = None) -> None:
    """It does not take place. Twice is the same as once. Raises: NotAllowedError once it happened."""
    if held.status is AppointmentStatus.CANCELLED:
        return
    if held.status is not AppointmentStatus.PLANNED:
        raise NotAllowedError
    held.status = AppointmentStatus.CANCELLED
    _settle_booking(held, case, by)
    audit.record(by, "appointment.called-off", of=("appointment", held.id))
    db.session.flush()


def mark_happened(held: Appointment, *, by: Viewer) -> None:
    """It took place. Twice is the same as once. Raises: NotAllowedError for what was called off."""
    if held.status is AppointmentStatus.HAPPENED:
        return
    if held.status is not AppointmentStatus.PLANNED:
        raise NotAllowedError
    held.status = AppointmentStatus.HAPPENED
    audit.record(by, "appointment.happened", of=("appointment", held.id))
    db.session.flush()


def make_feed(*, by: Viewer) -> str:
    """A new secret for the diary's calendar feed, told once. The one before works no more.

    Raises: NotAllowedError for somebody without a diary.
    """
    if by.account_id is None:
        raise NotAllowedError
    token = secrets.token_urlsafe(24)
    workload.of(by.account_id).diary_hash = token_hash(token)
    audit.record(by, "diary-feed.made", of=("account", by.account_id))
    db.session.flush()
    return token


def end_feed(*, by: Viewer) -> None:
    """The calendar feed works no more. Raises: NotAllowedError for somebody without a diary."""
    if by.account_id is None:
        raise NotAllowedError
    workload.of(by.account_id).diary_hash = None
    audit.record(by, "diary-feed.ended", of=("account", by.account_id))
    db.session.flush()


def _ask_to_book(held: Appointment, case: Case | None) -> None:
    if held.booking == TO_BOOK and case is not None:
        case_tasks.ask(
            TaskKind.BOOK_SUPPORT,
            key=f"book-support:{held.id}:{held.starts_at.isoformat()}:{held.version}",
            case=case,
            due_on=clock.today(),
            words=held.support or "",
            about=held.id,
        )


def _settle_booking(held: Appointment, case: Case | None, by: Viewer) -> None:
    if case is not None:
        case_tasks.settle_all(case, [TaskKind.BOOK_SUPPORT], by=by, about=held.id)


def _keep_despite(planned: Planned, case: Case | None, by: Viewer) -> None:
    """Why a way is used that they did not choose stands in the story of the case."""
    if case is not None and planned.despite:
        history.append(
            Subject.CASE,
            case.id,
            action=history.NOTE,
            start=case.status.value,
            end=case.status.value,
            by=by,
            note=planned.despite,
            details={"appointment": planned.kind.value},
        )
