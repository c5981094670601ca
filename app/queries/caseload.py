"""One's cases as a list: one's own, those of whom one covers, or a lead's team's. Two statements."""

from __future__ import annotations

import datetime as dt
import unicodedata
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from app.database import db
from app.domain.case import OPEN, CaseStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseTask
from app.models.people import Account
from app.models.persons import Person
from app.models.visibility import visible_to

PAGE = 25
MOST_FOUND = 50
MOST_SEARCHED = 5_000
"""Cases whose names are compared; a team has fewer within many years."""


@dataclass(frozen=True, slots=True)
class Row:
    """One case of the list."""

    id: uuid.UUID
    number: int
    status: CaseStatus
    name: str
    born_on: str | None
    died_on: dt.date | None
    reaching: Mapping[str, object]
    worker_id: uuid.UUID | None
    worker: str
    last_contact_at: dt.datetime | None
    hold_until: dt.date | None
    task: CaseTask | None
    """What is due next."""


@dataclass(frozen=True, slots=True)
class Load:
    rows: tuple[Row, ...]
    total: int
    """Of what was asked for."""
    counts: dict[CaseStatus, int]
    """Of everything within reach."""


def caseload(viewer: Viewer, status: CaseStatus | None = None, page: int = 1) -> Load:
    """A page of what is within reach: what is open, or in one status. What is due first stands first."""
    reach = and_(visible_to(Case, viewer, Permission.CASE_READ), Case.status != CaseStatus.IN_ERROR)
    counted = db.session.execute(select(Case.status, func.count()).where(reach).group_by(Case.status))
    counts = {row[0]: row[1] for row in counted}
    wanted = [status] if status else sorted(OPEN)
    rows = _rows(and_(reach, Case.status.in_(wanted)), limit=PAGE, offset=(page - 1) * PAGE)
    return Load(rows, sum(counts.get(one, 0) for one in wanted), counts)


def named(viewer: Viewer, typed: str) -> Load:
    """The cases within reach whose person has a name like this, or whose number it is, open or closed.

    Names are sealed, so they are compared here, and only those the viewer may open are.
    """
    wanted = plain(typed).split()
    reach = and_(visible_to(Case, viewer, Permission.CASE_READ), Case.status != CaseStatus.IN_ERROR)
    names = db.session.execute(
        select(Case.id, Case.number, Person.given_name, Person.family_name, Person.preferred_name)
        .join(Person, Person.id == Case.person_id)
        .where(reach)
        .order_by(Case.number.desc())
        .limit(MOST_SEARCHED)
    ).all()
    found = [row.id for row in names if _is_named(row, wanted)]
    return Load(_rows(Case.id.in_(found[:MOST_FOUND]), limit=MOST_FOUND), len(found), {})


def plain(name: str) -> str:
    """Small letters without accents, as people type in a hurry."""
    apart = unicodedata.normalize("NFKD", name.casefold().replace("ł", "l").replace("-", " "))
    return "".join(sign for sign in apart if not unicodedata.combining(sign))


def _is_named(row: Any, wanted: Collection[str]) -> bool:
    """Does each word begin one of their names, or is it the number?"""
    if not wanted:
        return False
    names = plain(f"{row.given_name} {row.family_name} {row.preferred_name or ''}").split()
    return all(word == str(row.number) or any(name.startswith(word) for name in names) for word in wanted)


def _rows(wanted: ColumnElement[bool], *, limit: int, offset: int = 0) -> tuple[Row, ...]:
    live = aliased(CaseTask)
    task = (
        select(live.id)
        .where(
            live.case_id == Case.id,
            live.done_at.is_(None),
            live.cancelled_at.is_(None),
            live.for_lead.is_(False),
        )
        .order_by(live.due_on, live.id)
        .limit(1)
        .correlate(Case)
        .scalar_subquery()
    )
    found = db.session.execute(
        select(Case, Person, Account.name, CaseTask)
        .join(Person, Person.id == Case.person_id)
        .outerjoin(Account, Account.id == Case.worker_id)
        .outerjoin(CaseTask, CaseTask.id == task)
        .where(wanted)
        .order_by(CaseTask.due_on.is_(None), CaseTask.due_on, Case.waiting_since, Case.id)
        .limit(limit)
        .offset(offset)
    ).all()
    return tuple(_row(case, person, worker or "", due) for case, person, worker, due in found)


def _row(case: Case, person: Person, worker: str, task: CaseTask | None) -> Row:
    return Row(
        id=case.id,
        number=case.number,
        status=case.status,
        name=f"{person.preferred_name or person.given_name} {person.family_name}",
        born_on=person.born_on,
        died_on=person.died_on,
        reaching=person.reaching,
        worker_id=case.worker_id,
        worker=worker,
        last_contact_at=case.last_contact_at,
        hold_until=case.hold_until,
        task=task,
    )
