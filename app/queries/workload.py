"""How much somebody has to carry, whom they stand in for, and what they are asked to take over."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, false, func, or_, select

from app.database import db
from app.domain.case import OPEN, CaseStatus, TransferStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case, CaseTask, CaseTransfer, Cover, Workload
from app.models.people import Account
from app.queries.my_day import LIVE, shows_on

P = Permission
USUAL_CAP = 35
"""Of somebody for whom nobody has set one. Units: people."""


@dataclass(frozen=True, slots=True)
class Caseload:
    """How many people somebody has against what they can have, and who waits in their teams."""

    open: int
    cap: int
    waiting: int
    waiting_since: dt.datetime | None

    @property
    def room(self) -> int:
        return max(0, self.cap - self.open)


@dataclass(frozen=True, slots=True)
class Stand:
    """Somebody looks after a colleague's people until a day."""

    away_id: uuid.UUID
    by_id: uuid.UUID
    away: str
    by: str
    ends_on: dt.date
    people: int
    """How many of theirs need somebody now."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A hand-over the viewer is asked to take."""

    id: uuid.UUID
    case_id: uuid.UUID
    number: int
    by: str
    expires_on: dt.date


def caseload(viewer: Viewer) -> Caseload:
    """The viewer's own, beside who waits in their teams."""
    waiting = and_(
        Case.status == CaseStatus.WAITING,
        Case.team_id.in_(viewer.reach(P.CASE_TAKE).teams or [uuid.UUID(int=0)]),
    )
    row = db.session.execute(
        select(
            count_open(viewer.account_id).label("open"),
            select(Workload.cap)
            .where(Workload.account_id == viewer.account_id)
            .scalar_subquery()
            .label("cap"),
            select(func.count()).select_from(Case).where(waiting).scalar_subquery().label("waiting"),
            select(func.min(Case.waiting_since)).where(waiting).scalar_subquery().label("since"),
        )
    ).one()
    return Caseload(row.open, USUAL_CAP if row.cap is None else row.cap, row.waiting, row.since)


def count_open(worker: Any) -> Any:
    """How many open cases somebody has. `worker`: an id or a column of a statement around it."""
    return (
        select(func.count())
        .select_from(Case)
        .where(Case.worker_id == worker, Case.status.in_(OPEN))
        .scalar_subquery()
    )


def stands(viewer: Viewer, day: dt.date) -> list[Stand]:
    """Whom they cover, and who covers them."""
    away, by = select(Account.id, Account.name).subquery(), select(Account.id, Account.name).subquery()
    people = (
        select(func.count(func.distinct(CaseTask.case_id)))
        .where(*LIVE, CaseTask.worker_id == Cover.away_id, CaseTask.for_lead.is_(False), shows_on(day))
        .correlate(Cover)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Cover.away_id,
            Cover.by_id,
            away.c.name.label("away"),
            by.c.name.label("by"),
            Cover.ends_on,
            people.label("people"),
        )
        .join(away, away.c.id == Cover.away_id)
        .join(by, by.c.id == Cover.by_id)
        .where(
            or_(Cover.by_id == viewer.account_id, Cover.away_id == viewer.account_id),
            Cover.starts_on <= day,
            Cover.ends_on >= day,
            Cover.ended_at.is_(None),
        )
        .order_by(Cover.ends_on, Cover.id)
    )
    return [Stand(*row) for row in rows]


def asked_of(viewer: Viewer) -> list[Asked]:
    """Hand-overs that wait for the viewer's yes or no. Whom they are about is seen once they are taken."""
    teams = viewer.reach(P.CASE_LEAD).teams
    rows = db.session.execute(
        select(CaseTransfer.id, CaseTransfer.case_id, Case.number, Account.name, CaseTransfer.expires_on)
        .join(Case, Case.id == CaseTransfer.case_id)
        .join(Account, Account.id == CaseTransfer.from_worker_id, isouter=True)
        .where(
            CaseTransfer.status == TransferStatus.REQUESTED,
            or_(
                CaseTransfer.to_worker_id == viewer.account_id,
                CaseTransfer.to_team_id.in_(teams) if teams else false(),
            ),
        )
        .order_by(CaseTransfer.expires_on, CaseTransfer.id)
    )
    return [Asked(row.id, row.case_id, row.number, row.name or "", row.expires_on) for row in rows]
