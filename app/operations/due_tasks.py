"""Each day: what is due goes on somebody's day. One pass in a few statements, and safe to run twice.

Nothing for a case that is over, that nobody has, or whose person has died. A key names each task, so that
what was ticked off or put off stays so.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import aliased

from app import clock
from app.database import db
from app.domain.case import OPEN, CaseStatus
from app.domain.due import (
    CONSENT_AHEAD,
    HEALTH_CHECK_LASTS,
    QUIET,
    asks_about_health_check,
)
from app.domain.tasks import AppointmentStatus, TaskKind
from app.domain.waits import FIRST_CONTACT_WITHIN
from app.domain.working_days import after
from app.models.cases import Appointment, Case, CaseTask
from app.models.persons import Consent, Person
from app.models.plans import Plan
from app.operations import due_measures

K = TaskKind


@dataclass(frozen=True, slots=True)
class Due:
    """A task that is due. `case`: its id, team and worker."""

    kind: TaskKind
    key: str
    due_on: dt.date
    case: Any
    about: uuid.UUID | None = None


def raise_due(today: dt.date, holidays: Collection[dt.date]) -> None:
    """Ask for all that is due today."""
    for found in (
        first_contacts(today, holidays),
        return_dates(today),
        consents(today),
        needs(today),
        plans(today),
        quiet(today),
        health_checks(today),
        measures(today),
    ):
        keep(list(found))


def keep(found: list[Due]) -> None:
    """Put them on the days of those who have the cases; what was asked before stays as it is."""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    now = clock.now()
    rows = [
        {
            "id": uuid.uuid4(),
            "case_id": one.case.id,
            "team_id": one.case.team_id,
            "worker_id": one.case.worker_id,
            "for_lead": False,
            "kind": one.kind,
            "key": one.key,
            "due_on": one.due_on,
            "about_id": one.about,
            "made_at": now,
        }
        for one in found
    ]
    if rows:
        db.session.connection().execute(insert(CaseTask).on_conflict_do_nothing(index_elements=["key"]), rows)


def open_cases(*columns: Any) -> Select[Any]:
    """Cases that run, with somebody who has them and a person who lives."""
    return (
        select(Case.id, Case.team_id, Case.worker_id, *columns)
        .join(Person, Person.id == Case.person_id)
        .where(Case.status.in_(OPEN), Case.worker_id.is_not(None), Person.died_on.is_(None))
    )


def no_task(kind: TaskKind, *also: ColumnElement[bool]) -> ColumnElement[bool]:
    """No task of this kind was asked for the case, live or not."""
    return ~exists().where(CaseTask.case_id == Case.id, CaseTask.kind == kind, *also)


def first_contacts(today: dt.date, holidays: Collection[dt.date]) -> Iterator[Due]:
    """Somebody has them, and nobody got in touch: where sharing them out did not ask already."""
    rows = db.session.execute(
        open_cases(Case.allocated_at).where(
            Case.status == CaseStatus.ALLOCATED,
            Case.allocated_at.is_not(None),
            Case.first_tried_at.is_(None),
            no_task(K.FIRST_CONTACT, CaseTask.made_at >= Case.allocated_at),
        )
    )
    for row in rows:
        day = clock.local_day(row.allocated_at)
        due = after(day, FIRST_CONTACT_WITHIN, holidays)
        if due <= today:
            yield Due(K.FIRST_CONTACT, f"first-contact:{row.id}:{day}", due, row)


def return_dates(today: dt.date) -> Iterator[Due]:
    """The rest is over, and nothing asks what now."""
    rows = db.session.execute(
        open_cases(Case.hold_until).where(
            Case.status == CaseStatus.ON_HOLD,
            Case.hold_until <= today,
            no_task(K.RETURN_DATE, CaseTask.due_on >= Case.hold_until),
        )
    )
    for row in rows:
        yield Due(K.RETURN_DATE, f"return:{row.id}:{row.hold_until}", row.hold_until, row)


def consents(today: dt.date) -> Iterator[Due]:
    """What somebody agreed to runs out within two weeks, and nobody asked again."""
    newer = aliased(Consent)
    rows = db.session.execute(
        open_cases(Consent.id.label("consent"), Consent.ends_on)
        .join(Consent, Consent.person_id == Person.id)
        .where(
            Consent.given.is_(True),
            Consent.withdrawn_at.is_(None),
            Consent.ends_on.between(today - CONSENT_AHEAD, today + CONSENT_AHEAD),
            ~exists().where(
                newer.person_id == Consent.person_id,
                newer.purpose == Consent.purpose,
                or_(
                    newer.organization_id == Consent.organization_id,
                    and_(newer.organization_id.is_(None), Consent.organization_id.is_(None)),
                ),
                newer.recorded_at > Consent.recorded_at,
            ),
        )
    )
    for row in rows:
        yield Due(K.CONSENT_ENDS, f"consent-ends:{row.consent}", row.ends_on, row, row.consent)


def needs(today: dt.date) -> Iterator[Due]:
    """How they want to be talked with was agreed a year ago."""
    rows = db.session.execute(open_cases(Person.needs_review_on).where(Person.needs_review_on <= today))
    for row in rows:
        yield Due(K.NEEDS_REVIEW, f"needs-review:{row.id}:{row.needs_review_on}", row.needs_review_on, row)


def plans(today: dt.date) -> Iterator[Due]:
    """The plan was to be looked at again; agreeing to it asks, this is for what came in another way."""
    later = aliased(Plan)
    rows = db.session.execute(
        open_cases(Plan.id.label("plan"), Plan.number, Plan.review_on)
        .join(Plan, Plan.case_id == Case.id)
        .where(
            Plan.agreed_on.is_not(None),
            Plan.review_on <= today,
            ~exists().where(
                later.case_id == Case.id, later.agreed_on.is_not(None), later.number > Plan.number
            ),
        )
    )
    for row in rows:
        yield Due(K.PLAN_REVIEW, f"plan-review:{row.id}:{row.number}", row.review_on, row, row.plan)


def quiet(today: dt.date) -> Iterator[Due]:
    """Nobody was in touch for four weeks, and nothing is planned."""
    since = func.coalesce(Case.last_contact_at, Case.started_at)
    rows = db.session.execute(
        open_cases(since.label("since")).where(
            Case.status == CaseStatus.ACTIVE,
            since < clock.midnight(today - QUIET + dt.timedelta(days=1)),
            ~exists().where(
                Appointment.case_id == Case.id,
                Appointment.status == AppointmentStatus.PLANNED,
                Appointment.starts_at > clock.now(),
            ),
        )
    )
    for row in rows:
        day = clock.local_day(row.since)
        yield Due(K.FOLLOW_UP, f"follow-up:{row.id}:{day}", day + QUIET, row)


def health_checks(today: dt.date) -> Iterator[Due]:
    """No yearly health check they remember: a word in season, once a year."""
    last = today - HEALTH_CHECK_LASTS
    rows = db.session.execute(
        open_cases(Person.health_check_on, Person.groups).where(
            Case.status == CaseStatus.ACTIVE,
            or_(Person.health_check_on.is_(None), Person.health_check_on <= last),
            no_task(K.WORTH_A_WORD, CaseTask.made_at > clock.midnight(last)),
        )
    )
    for row in rows:
        if asks_about_health_check(row.health_check_on, row.groups or (), today):
            yield Due(K.WORTH_A_WORD, f"worth-a-word:{row.id}:{today}", today, row)


def measures(today: dt.date) -> Iterator[Due]:
    """Questions for the start, every twelve weeks and the end, keyed as operations/measures.py does."""
    cases = db.session.execute(
        open_cases(Case.status, Case.opened_at, Case.started_at, Case.reopened).where(
            Case.started_at.is_not(None)
        )
    ).all()
    for case, key, day in due_measures.of(cases, today):
        yield Due(K.MEASURE, key, day, case)
