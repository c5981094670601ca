"""What a lead sees of their teams, and what a link worker sees of the waiting list. One statement a part."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import and_, case, func, or_, select

from app import clock
from app.database import db
from app.domain.case import CaseStatus
from app.domain.errors import NotThereError
from app.domain.referral import Priority
from app.domain.roles import Permission, Role
from app.domain.tasks import NEVER_LATE
from app.domain.viewer import Viewer
from app.domain.waits import RANKS, TARGETS, Waits, summed_up
from app.domain.working_days import between
from app.models.cases import Case, CaseTask, Cover, Workload
from app.models.people import Account, RoleGrant, Team
from app.models.persons import Person
from app.models.visibility import visible_to
from app.queries.my_day import LIVE, WHO, Who, who_of
from app.queries.workload import USUAL_CAP, count_open

P = Permission
LOOKED_BACK = dt.timedelta(days=90)
"""How far waits that are over are looked at."""
WORKERS = (Role.LINK_WORKER, Role.TEAM_LEAD)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody on a waiting list. `days`: working days they have waited."""

    case_id: uuid.UUID
    number: int
    version: int
    team_id: uuid.UUID | None
    team: str
    priority: Priority
    since: dt.date
    days: int
    ward_code: str
    """Empty where it is kept from most people."""
    concerns: tuple[str, ...]
    is_restricted: bool
    who: Who

    @property
    def is_over(self) -> bool:
        return self.days > TARGETS[self.priority]


@dataclass(frozen=True, slots=True)
class Load:
    """How much one worker of a team carries."""

    account_id: uuid.UUID
    name: str
    is_lead: bool
    team_id: uuid.UUID
    team: str
    open: int
    cap: int
    cap_version: int
    late: int
    """Of their tasks, how many are late."""

    @property
    def room(self) -> int:
        return max(0, self.cap - self.open)


@dataclass(frozen=True, slots=True)
class WaitFigures:
    """Waits in figures: who waits now, and who stopped waiting lately."""

    now: Waits
    allocated: Waits
    """From asking until somebody had them."""
    reached: Waits
    """From asking until the first contact both ways."""


@dataclass(frozen=True, slots=True)
class CoverRow:
    """Somebody away and who looks after their people."""

    id: uuid.UUID
    away: str
    by: str
    starts_on: dt.date
    ends_on: dt.date
    reason: str


def waiting_list(viewer: Viewer, permission: Permission, holidays: Collection[dt.date]) -> list[Waiting]:
    """Who waits in the viewer's teams: by priority, then who asked first."""
    rank = case(
        {priority.value: number for priority, number in RANKS.items()}, value=Case.priority, else_=len(RANKS)
    )
    rows = db.session.execute(
        select(
            Case.id,
            Case.number,
            Case.version,
            Case.team_id,
            Team.name.label("team"),
            Case.priority,
            Case.waiting_since,
            Case.concerns,
            Case.is_restricted,
            Person.ward_code,
            Person.is_address_protected,
            *WHO,
        )
        .join(Person, Person.id == Case.person_id)
        .join(Team, Team.id == Case.team_id, isouter=True)
        .where(Case.status == CaseStatus.WAITING, visible_to(Case, viewer, permission))
        .order_by(rank, Case.waiting_since, Case.number)
    )
    today = clock.today()
    return [
        Waiting(
            case_id=row.id,
            number=row.number,
            version=row.version,
            team_id=row.team_id,
            team=row.team or "",
            priority=row.priority,
            since=clock.local_day(row.waiting_since),
            days=between(clock.local_day(row.waiting_since), today, holidays),
            ward_code="" if row.is_address_protected else row.ward_code,
            concerns=tuple(row.concerns or ()),
            is_restricted=row.is_restricted,
            who=who_of(row) or Who("", None, {}),
        )
        for row in rows
    ]


def loads(viewer: Viewer) -> list[Load]:
    """Everybody who has cases in the viewer's teams: those with the most room first."""
    late = (
        select(func.count())
        .select_from(CaseTask)
        .where(
            *LIVE,
            CaseTask.worker_id == Account.id,
            CaseTask.for_lead.is_(False),
            CaseTask.due_on < clock.today(),
            CaseTask.kind.not_in(NEVER_LATE),
        )
        .correlate(Account)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(
            Account.id,
            Account.name,
            RoleGrant.role,
            RoleGrant.team_id,
            Team.name.label("team"),
            count_open(Account.id).label("open"),
            Workload.cap,
            Workload.version,
            late.label("late"),
        )
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .join(Team, Team.id == RoleGrant.team_id)
        .join(Workload, Workload.account_id == Account.id, isouter=True)
        .where(
            RoleGrant.role.in_(WORKERS),
            RoleGrant.ended_at.is_(None),
            RoleGrant.team_id.in_(viewer.reach(P.CASE_LEAD).teams),
            Account.disabled_at.is_(None),
        )
    )
    found: dict[tuple[uuid.UUID, uuid.UUID], Load] = {}
    for row in rows:
        is_lead = row.role is Role.TEAM_LEAD
        held = found.get((row.id, row.team_id))
        found[row.id, row.team_id] = Load(
            account_id=row.id,
            name=row.name,
            is_lead=is_lead or (held is not None and held.is_lead),
            team_id=row.team_id,
            team=row.team,
            open=row.open,
            cap=USUAL_CAP if row.cap is None else row.cap,
            cap_version=row.version or 0,
            late=row.late,
        )
    return sorted(found.values(), key=lambda one: (one.team, one.is_lead, -one.room, one.name))


def wait_figures(
    viewer: Viewer, holidays: Collection[dt.date], targets: Mapping[Priority, int] = TARGETS
) -> WaitFigures:
    """How long people of the viewer's teams wait, and waited in the last 90 days."""
    today, since = clock.today(), clock.now() - LOOKED_BACK
    rows = db.session.execute(
        select(Case.status, Case.priority, Case.waiting_since, Case.allocated_at, Case.started_at).where(
            visible_to(Case, viewer, P.CASE_LEAD),
            Case.status != CaseStatus.IN_ERROR,
            or_(
                Case.status == CaseStatus.WAITING,
                Case.allocated_at >= since,
                Case.started_at >= since,
            ),
        )
    ).all()

    def waits(column: str) -> Waits:
        return summed_up(
            (
                between(clock.local_day(row.waiting_since), clock.local_day(getattr(row, column)), holidays),
                targets[row.priority],
            )
            for row in rows
            if getattr(row, column) is not None and getattr(row, column) >= since
        )

    now = summed_up(
        (between(clock.local_day(row.waiting_since), today, holidays), targets[row.priority])
        for row in rows
        if row.status is CaseStatus.WAITING
    )
    return WaitFigures(now=now, allocated=waits("allocated_at"), reached=waits("started_at"))


def covers(viewer: Viewer) -> list[CoverRow]:
    """Cover that runs or is to come in the viewer's teams."""
    away, by = select(Account.id, Account.name).subquery(), select(Account.id, Account.name).subquery()
    rows = db.session.execute(
        select(
            Cover.id,
            away.c.name.label("away"),
            by.c.name.label("by"),
            Cover.starts_on,
            Cover.ends_on,
            Cover.reason,
        )
        .join(away, away.c.id == Cover.away_id)
        .join(by, by.c.id == Cover.by_id)
        .where(
            visible_to(Cover, viewer, P.CASE_LEAD),
            and_(Cover.ended_at.is_(None), Cover.ends_on >= clock.today()),
        )
        .order_by(Cover.starts_on, Cover.id)
    )
    return [CoverRow(*row) for row in rows]


def cover_for(viewer: Viewer, cover_id: uuid.UUID) -> Cover:
    """One cover of the viewer's teams. Raises: NotThereError."""
    found = db.session.scalar(
        select(Cover).where(Cover.id == cover_id, visible_to(Cover, viewer, P.CASE_LEAD))
    )
    if found is None:
        raise NotThereError
    return found
