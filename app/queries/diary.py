"""What is in somebody's diary."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import contains_eager

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.protection import sees_address
from app.domain.roles import Permission
from app.domain.tasks import AppointmentKind, AppointmentStatus
from app.domain.viewer import Viewer
from app.models.cases import Appointment, Case, Workload
from app.models.people import Account
from app.models.persons import Person
from app.models.visibility import visible_to
from app.queries.my_day import WHO, Who, who_of
from app.queries.sessions import grants_of, token_hash


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a diary."""

    id: uuid.UUID
    starts_at: dt.datetime
    minutes: int
    kind: AppointmentKind
    status: AppointmentStatus
    what: str
    place: str
    support: str
    booking: str
    case_id: uuid.UUID | None
    number: int | None
    who: Who | None
    is_protected: bool
    """Where they live is kept from most people."""

    @property
    def ends_at(self) -> dt.datetime:
        return self.starts_at + dt.timedelta(minutes=self.minutes)


def diary(viewer: Viewer, first: dt.date, last: dt.date) -> list[Entry]:
    """What is in the viewer's own diary, both days included; what is called off is left out.

    So is what is about somebody who is not theirs any more, or has died.
    """
    rows = db.session.execute(
        select(
            Appointment.id,
            Appointment.starts_at,
            Appointment.minutes,
            Appointment.kind,
            Appointment.status,
            Appointment.what,
            Appointment.place,
            Appointment.support,
            Appointment.booking,
            Appointment.case_id,
            Case.number,
            Case.worker_id.label("assigned"),
            Person.is_address_protected,
            *WHO,
        )
        .join(Case, Case.id == Appointment.case_id, isouter=True)
        .join(Person, Person.id == Case.person_id, isouter=True)
        .where(
            Appointment.worker_id == viewer.account_id,
            still_theirs(viewer),
            Appointment.status != AppointmentStatus.CANCELLED,
            Appointment.starts_at >= clock.midnight(first),
            Appointment.starts_at < clock.midnight(last + dt.timedelta(days=1)),
        )
        .order_by(Appointment.starts_at, Appointment.id)
    )
    return [
        Entry(
            id=row.id,
            starts_at=row.starts_at,
            minutes=row.minutes,
            kind=row.kind,
            status=row.status,
            what=row.what,
            place=(row.place or "") if sees_place(viewer, row) else "",
            support=row.support or "",
            booking=row.booking,
            case_id=row.case_id,
            number=row.number,
            who=who_of(row),
            is_protected=bool(row.is_address_protected),
        )
        for row in rows
    ]


def sees_place(viewer: Viewer, row: Any) -> bool:
    """A secret address may stand there: then it is only for whoever has the case, also on paper."""
    return sees_address(
        viewer.account_id, worker=row.assigned, lead=None, protected=bool(row.is_address_protected)
    )


def still_theirs(viewer: Viewer) -> ColumnElement[bool]:
    """Of nobody in particular, or of somebody within the viewer's reach who is alive."""
    return or_(
        Appointment.case_id.is_(None),
        and_(visible_to(Case, viewer, Permission.CASE_WORK), Person.died_on.is_(None)),
    )


@dataclass(frozen=True, slots=True)
class Held:
    """One appointment of the viewer's, with its case."""

    row: Appointment
    case: Case | None


def appointment_for(viewer: Viewer, appointment_id: uuid.UUID) -> Held:
    """One of the viewer's own, also one that happened or was called off. Raises: NotThereError."""
    found = db.session.execute(
        select(Appointment, Case)
        .join(Case, Case.id == Appointment.case_id, isouter=True)
        .join(Person, Person.id == Case.person_id, isouter=True)
        .options(contains_eager(Case.person))
        .where(
            Appointment.id == appointment_id,
            Appointment.worker_id == viewer.account_id,
            still_theirs(viewer),
        )
    ).one_or_none()
    if found is None:
        raise NotThereError
    return Held(found.Appointment, found.Case)


def feed_viewer(token: str) -> Viewer:
    """Whose diary the secret of a calendar feed opens, with what they may do now. Raises: NotThereError."""
    account = db.session.scalar(
        select(Account)
        .join(Workload, Workload.account_id == Account.id)
        .where(Workload.diary_hash == token_hash(token), Account.disabled_at.is_(None))
    )
    if account is None:
        raise NotThereError
    return Viewer(account_id=account.id, name=account.name, grants=grants_of(account.id))


def has_feed(viewer: Viewer) -> bool:
    return (
        db.session.scalar(select(Workload.diary_hash).where(Workload.account_id == viewer.account_id))
        is not None
    )
