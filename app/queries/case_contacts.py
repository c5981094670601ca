"""The contacts of a case: the list, one of them, and what the rule of unreachable people needs."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app import clock
from app.database import db
from app.domain.attempts import Try
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.tasks import TaskKind
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseContact, CaseTask
from app.models.people import Account
from app.models.visibility import visible_to

PAGE = 25
MOST_TRIES = 100
"""Of a case whose every contact failed: more than anybody makes."""


@dataclass(frozen=True, slots=True)
class Recorded:
    contact: CaseContact
    by: str
    """Who recorded it; empty where the account is gone."""


@dataclass(frozen=True, slots=True)
class Shelf:
    rows: tuple[Recorded, ...]
    older: tuple[dt.datetime, uuid.UUID] | None
    """Where the next page begins; None on the last."""


def contacts_of(viewer: Viewer, case: Case, before: tuple[dt.datetime, uuid.UUID] | None = None) -> Shelf:
    """A page of contacts, the newest first."""
    wanted: list[ColumnElement[bool]] = [
        CaseContact.case_id == case.id,
        visible_to(CaseContact, viewer, Permission.CASE_READ),
    ]
    if before is not None:
        at, last = before
        same = and_(CaseContact.happened_at == at, CaseContact.id < last)
        wanted.append(or_(CaseContact.happened_at < at, same))
    found = db.session.execute(
        select(CaseContact, Account.name)
        .outerjoin(Account, Account.id == CaseContact.made_by)
        .where(*wanted)
        .order_by(CaseContact.happened_at.desc(), CaseContact.id.desc())
        .limit(PAGE + 1)
    ).all()
    rows = tuple(Recorded(contact, name or "") for contact, name in found[:PAGE])
    last_row = rows[-1].contact if len(found) > PAGE else None
    return Shelf(rows, (last_row.happened_at, last_row.id) if last_row else None)


def contact_of(viewer: Viewer, case: Case, contact_id: uuid.UUID) -> CaseContact:
    """One contact of the case. Raises: NotThereError."""
    found = db.session.scalar(
        select(CaseContact).where(
            CaseContact.id == contact_id,
            CaseContact.case_id == case.id,
            visible_to(CaseContact, viewer, Permission.CASE_READ),
        )
    )
    if found is None:
        raise NotThereError
    return found


def tries(case: Case) -> list[Try]:
    """The last contacts, by the clock on the wall, for domain/attempts.py: unreachable."""
    found = db.session.execute(
        select(CaseContact.direction, CaseContact.channel, CaseContact.result, CaseContact.happened_at)
        .where(CaseContact.case_id == case.id)
        .order_by(CaseContact.happened_at.desc(), CaseContact.id.desc())
        .limit(MOST_TRIES)
    ).all()
    return [Try(row[0], row[1], row[2], row[3].astimezone(clock.LONDON)) for row in found]


def open_tasks(case: Case, kinds: tuple[TaskKind, ...] = ()) -> list[CaseTask]:
    """What is live of a case, the most pressing day first; of these kinds only, where some are given."""
    wanted = [
        CaseTask.case_id == case.id,
        CaseTask.done_at.is_(None),
        CaseTask.cancelled_at.is_(None),
        CaseTask.for_lead.is_(False),
    ]
    if kinds:
        wanted.append(CaseTask.kind.in_(kinds))
    return list(db.session.scalars(select(CaseTask).where(*wanted).order_by(CaseTask.due_on, CaseTask.id)))
