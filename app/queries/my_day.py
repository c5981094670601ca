"""A link worker's or a lead's day: who needs them, and why. One statement, however many people there are."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission, Role
from app.domain.tasks import SHOWN_AHEAD, TaskKind, order
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseTask
from app.models.persons import Person
from app.models.visibility import visible_to

P = Permission
LIVE = (CaseTask.done_at.is_(None), CaseTask.cancelled_at.is_(None))


@dataclass(frozen=True, slots=True)
class Who:
    """Somebody, as far as a list needs them."""

    name: str
    born_on: str | None
    reaching: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Task:
    """One thing that needs somebody. `case_id` is empty where it is about a referral."""

    id: uuid.UUID
    kind: TaskKind
    due_on: dt.date
    source: str
    """What asked for it: the first word of its key."""
    words: str
    about_id: uuid.UUID | None
    case_id: uuid.UUID | None
    number: int | None
    who: Who | None
    concerns: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Needed:
    """Somebody who needs the viewer, with the most pressing reason first."""

    task: Task
    also: tuple[Task, ...] = ()


def who_of(row: Any) -> Who | None:
    if row.given_name is None:
        return None
    return Who(f"{row.preferred_name or row.given_name} {row.family_name}", row.born_on, row.reaching or {})


WHO = (
    Person.given_name,
    Person.preferred_name,
    Person.family_name,
    Person.born_on,
    Person.reaching,
)


def needed(
    viewer: Viewer, day: dt.date, *, of: uuid.UUID | None = None, leads_only: bool = False
) -> list[Needed]:
    """Who needs the viewer by this day, most urgent first; `of`: whom they cover, instead of themselves.

    A lead sees besides their own what waits for the leads of their teams; `leads_only`: just that.
    """
    rows = db.session.execute(
        select(
            CaseTask.id,
            CaseTask.kind,
            CaseTask.key,
            CaseTask.due_on,
            CaseTask.words,
            CaseTask.about_id,
            CaseTask.case_id,
            Case.number,
            Case.concerns,
            *WHO,
        )
        .join(Case, Case.id == CaseTask.case_id, isouter=True)
        .join(Person, Person.id == Case.person_id, isouter=True)
        .where(
            *LIVE,
            shows_on(day),
            visible_to(CaseTask, viewer, P.CASE_READ),
            CaseTask.for_lead.is_(True) if leads_only else whose(viewer, of),
            Person.died_on.is_(None),
        )
    )
    return by_person(
        (task_of(row, row) for row in rows),
        day,
    )


def shows_on(day: dt.date) -> ColumnElement[bool]:
    """What stands on a day: due by then, or so soon after that its kind shows ahead."""
    ahead = (
        and_(CaseTask.kind == kind, CaseTask.due_on <= day + before) for kind, before in SHOWN_AHEAD.items()
    )
    return or_(CaseTask.due_on <= day, *ahead)


def whose(viewer: Viewer, of: uuid.UUID | None) -> ColumnElement[bool]:
    if of is not None:
        return and_(CaseTask.worker_id == of, CaseTask.for_lead.is_(False))
    own = and_(CaseTask.worker_id == viewer.account_id, CaseTask.for_lead.is_(False))
    if Role.TEAM_LEAD not in viewer.roles:
        return own
    return or_(own, CaseTask.for_lead.is_(True))


def by_person(tasks: Iterable[Task], day: dt.date) -> list[Needed]:
    """One entry a case, in the order of its most pressing task."""
    found: dict[uuid.UUID, list[Task]] = {}
    for task in sorted(tasks, key=lambda one: (order(one.kind, one.due_on, day), str(one.id))):
        found.setdefault(task.case_id or task.id, []).append(task)
    return [Needed(first, tuple(others)) for first, *others in found.values()]


@dataclass(frozen=True, slots=True)
class Opened:
    """One task with whom it is about."""

    row: CaseTask
    needed: Needed


def task_for(viewer: Viewer, task_id: uuid.UUID) -> Opened:
    """A task on the viewer's day, or on that of somebody they cover; also one that is done already.

    Raises: NotThereError.
    """
    found = db.session.execute(
        select(CaseTask, Case.number, Case.concerns, *WHO)
        .join(Case, Case.id == CaseTask.case_id, isouter=True)
        .join(Person, Person.id == Case.person_id, isouter=True)
        .where(
            CaseTask.id == task_id, CaseTask.cancelled_at.is_(None), visible_to(CaseTask, viewer, P.CASE_WORK)
        )
    ).one_or_none()
    if found is None:
        raise NotThereError
    return Opened(found.CaseTask, Needed(task_of(found.CaseTask, found)))


def task_of(row: Any, beside: Any) -> Task:
    """`row`: the task's columns; `beside`: those of its case and person."""
    return Task(
        id=row.id,
        kind=row.kind,
        due_on=row.due_on,
        source=row.key.partition(":")[0],
        words=row.words or "",
        about_id=row.about_id,
        case_id=row.case_id,
        number=beside.number,
        who=who_of(beside),
        concerns=tuple(beside.concerns or ()),
    )
