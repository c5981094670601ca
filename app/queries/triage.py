"""The queue of referrals in: whose turn it is, who has it, and what is not routed yet."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, case, func, select, true

from app import clock
from app.database import db
from app.domain.attempts import Attempts, Try, unreachable
from app.domain.case import Subject
from app.domain.contact_log import ContactChannel, ContactResult, Direction
from app.domain.referral import Priority, ReferralSource, ReferralStatus
from app.domain.referral_document import clean
from app.domain.roles import Permission, Role
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.people import Account, RoleGrant, Team
from app.models.persons import Practice
from app.models.referrals import HistoryEvent, Referral
from app.models.visibility import visible_to

S = ReferralStatus
PAGE = 25


class Part(StrEnum):
    """A part of the queue."""

    OPEN = "open"
    """Nobody has decided yet."""
    MINE = "mine"
    NEW = "new"
    ASKED = "asked"
    LEAD = "lead"
    """Waits for a lead's yes."""
    UNROUTED = "unrouted"
    DECIDED = "decided"


WAITING = frozenset({S.RECEIVED, S.IN_TRIAGE, S.INFO_NEEDED, S.AWAITING_LEAD})


@dataclass(frozen=True, slots=True)
class QueueRow:
    id: uuid.UUID
    reference: str
    name: str
    status: ReferralStatus
    source: ReferralSource
    priority: Priority
    is_urgent: bool
    is_safeguarding: bool
    received_at: dt.datetime | None
    concerns: list[str]
    reaching: Mapping[str, object]
    triager: str
    """Who reads it, or empty."""
    is_mine: bool
    is_routed: bool
    practice: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """One try to reach somebody before their referral is decided."""

    at: dt.datetime
    who: str
    details: Mapping[str, object]
    note: str


def where(part: Part, viewer: Viewer) -> ColumnElement[bool]:
    waits = Referral.status.in_(WAITING)
    return {
        Part.OPEN: waits,
        Part.MINE: waits & (Referral.triaged_by == viewer.account_id),
        Part.NEW: Referral.status == S.RECEIVED,
        Part.ASKED: Referral.status == S.INFO_NEEDED,
        Part.LEAD: Referral.status == S.AWAITING_LEAD,
        Part.UNROUTED: waits & Referral.team_id.is_(None),
        Part.DECIDED: Referral.status.not_in(WAITING) & (Referral.status != S.DRAFT),
    }[part]


def queue(viewer: Viewer, part: Part, *, start: int = 0, most: int = PAGE) -> list[QueueRow]:
    """Urgent ones first, then the oldest; what is decided, the newest first. One statement."""
    pressing = case((Referral.is_urgent | Referral.is_safeguarding, 0), else_=1)
    order = (
        (Referral.decided_at.desc(), Referral.id)
        if part is Part.DECIDED
        else (pressing, Referral.received_at, Referral.id)
    )
    rows = db.session.execute(
        select(Referral, Account.name, Practice.name)
        .outerjoin(Account, Account.id == Referral.triaged_by)
        .outerjoin(Practice, Practice.id == Referral.practice_id)
        .where(visible_to(Referral, viewer, Permission.REFERRAL_TRIAGE), where(part, viewer))
        .order_by(*order)
        .offset(start)
        .limit(most)
    )
    return [row_of(viewer, *row) for row in rows]


def row_of(viewer: Viewer, referral: Referral, triager: str | None, practice: str | None) -> QueueRow:
    reaching = referral.document.get("reaching")
    return QueueRow(
        id=referral.id,
        reference=referral.reference,
        name=referral.name,
        status=referral.status,
        source=referral.source,
        priority=referral.priority,
        is_urgent=referral.is_urgent,
        is_safeguarding=referral.is_safeguarding,
        received_at=referral.received_at,
        concerns=list(referral.concerns),
        reaching=reaching if isinstance(reaching, Mapping) else {},
        triager=triager or "",
        is_mine=bool(viewer.account_id and referral.triaged_by == viewer.account_id),
        is_routed=referral.team_id is not None,
        practice=practice or "",
    )


def counts(viewer: Viewer) -> dict[Part, int]:
    """How many are in each part. One statement."""
    parts = list(Part)
    row = db.session.execute(
        select(*(func.count(case((where(part, viewer), 1))) for part in parts)).where(
            visible_to(Referral, viewer, Permission.REFERRAL_TRIAGE)
        )
    ).one()
    return dict(zip(parts, row, strict=True))


def attempts(referral: Referral) -> list[Attempt]:
    """The tries to reach them, newest first. One statement."""
    rows = db.session.execute(
        select(HistoryEvent, Account.name)
        .outerjoin(Account, Account.id == HistoryEvent.actor_id)
        .where(
            HistoryEvent.subject == Subject.REFERRAL,
            HistoryEvent.subject_id == referral.id,
            HistoryEvent.action == "attempt",
        )
        .order_by(HistoryEvent.effective_at.desc(), HistoryEvent.id.desc())
    )
    return [
        Attempt(event.effective_at, name or "", event.details or {}, event.note or "") for event, name in rows
    ]


def tries(referral: Referral, today: dt.date, holidays: Collection[dt.date]) -> Attempts:
    """How far the rule of unreachable people is met. One statement."""
    return unreachable(
        (
            Try(
                Direction.WE,
                ContactChannel(str(one.details.get("channel"))),
                ContactResult(str(one.details.get("result"))),
                one.at.astimezone(clock.LONDON),
            )
            for one in attempts(referral)
        ),
        clean(referral.document)["reaching"],
        today=today,
        holidays=holidays,
    )


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a referral."""

    at: dt.datetime
    action: str
    end: str
    who: str
    note: str


def steps(referral: Referral) -> list[Step]:
    """What happened to it, newest first. One statement."""
    rows = db.session.execute(
        select(HistoryEvent, Account.name)
        .outerjoin(Account, Account.id == HistoryEvent.actor_id)
        .where(HistoryEvent.subject == Subject.REFERRAL, HistoryEvent.subject_id == referral.id)
        .order_by(HistoryEvent.id.desc())
    )
    return [
        Step(event.effective_at, event.action, event.end, name or "", event.note or "")
        for event, name in rows
    ]


@dataclass(frozen=True, slots=True)
class Names:
    """What a referral points at, in words."""

    team: str
    practice: str
    triager: str
    duplicate_of: str


def names_of(referral: Referral) -> Names:
    """One statement."""
    other = select(Referral.reference).where(Referral.id == referral.duplicate_of_id).scalar_subquery()
    row = db.session.execute(
        select(Team.name, Practice.name, Account.name, other)
        .select_from(Referral)
        .outerjoin(Team, Team.id == Referral.team_id)
        .outerjoin(Practice, Practice.id == Referral.practice_id)
        .outerjoin(Account, Account.id == Referral.triaged_by)
        .where(Referral.id == referral.id)
    ).one()
    return Names(*(value or "" for value in row))


def leads(team_id: uuid.UUID | None) -> list[Account]:
    """The leads of a team; every lead, where it is nobody's."""
    held = select(RoleGrant.account_id).where(
        RoleGrant.ended_at.is_(None),
        RoleGrant.role == Role.TEAM_LEAD,
        RoleGrant.team_id == team_id if team_id else true(),
    )
    return list(
        db.session.scalars(
            select(Account).where(Account.id.in_(held), Account.disabled_at.is_(None)).order_by(Account.id)
        )
    )


def teams() -> list[tuple[uuid.UUID, str]]:
    """Every team, by name."""
    rows = db.session.execute(select(Team.id, Team.name).order_by(Team.name))
    return [(row.id, row.name) for row in rows]


def is_within_reach(viewer: Viewer, case_id: uuid.UUID) -> bool:
    """May they open the case a referral became part of?"""
    reach = visible_to(Case, viewer, Permission.CASE_READ)
    return db.session.scalar(select(Case.id).where(Case.id == case_id, reach)) is not None
