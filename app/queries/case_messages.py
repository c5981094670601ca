"""The messages of a case."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, or_, select

from app.database import db
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.case_papers import CaseMessage
from app.models.cases import Case
from app.models.people import Account
from app.models.visibility import visible_to
from app.queries.case_contacts import PAGE


@dataclass(frozen=True, slots=True)
class Written:
    """One message, and the name of whoever of us wrote it."""

    message: CaseMessage
    by: str


@dataclass(frozen=True, slots=True)
class Thread:
    rows: tuple[Written, ...]
    older: tuple[dt.datetime, uuid.UUID] | None
    """Where the next page begins; None on the last."""


def thread(
    viewer: Viewer,
    case: Case,
    permission: Permission = Permission.CASE_READ,
    before: tuple[dt.datetime, uuid.UUID] | None = None,
) -> Thread:
    """A page of messages, the newest first."""
    wanted: list[ColumnElement[bool]] = [
        CaseMessage.case_id == case.id,
        visible_to(CaseMessage, viewer, permission),
    ]
    if before is not None:
        at, last = before
        same = and_(CaseMessage.sent_at == at, CaseMessage.id < last)
        wanted.append(or_(CaseMessage.sent_at < at, same))
    found = db.session.execute(
        select(CaseMessage, Account.name)
        .outerjoin(Account, Account.id == CaseMessage.sent_by)
        .where(*wanted)
        .order_by(CaseMessage.sent_at.desc(), CaseMessage.id.desc())
        .limit(PAGE + 1)
    ).all()
    rows = tuple(Written(message, name or "") for message, name in found[:PAGE])
    last_row = rows[-1].message if len(found) > PAGE else None
    return Thread(rows, (last_row.sent_at, last_row.id) if last_row else None)
