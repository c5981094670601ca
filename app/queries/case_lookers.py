"""Who has opened, changed or been refused a case and its person: the trace, read for one case."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select

from app.database import db
from app.domain.audit import Outcome
from app.models.audit import AuditEvent
from app.models.cases import Case
from app.models.people import Account
from app.models.referrals import Referral

PAGE = 100


@dataclass(frozen=True, slots=True)
class Look:
    """One event of the trace."""

    seq: int
    at: dt.datetime
    actor: str
    """`account`, `link`, `system` or `anonymous`."""
    name: str
    roles: tuple[str, ...]
    action: str
    part: str
    is_refused: bool


@dataclass(frozen=True, slots=True)
class Looks:
    rows: tuple[Look, ...]
    older: int | None
    """Where the next page begins; None on the last."""


def looks(case: Case, before: int | None = None) -> Looks:
    """A page of the trace of a case: of itself, its person and its referrals, the newest first."""
    referrals = select(Referral.id).where(Referral.case_id == case.id)
    wanted = [
        AuditEvent.object_type.in_(("case", "person", "referral")),
        or_(AuditEvent.object_id.in_((case.id, case.person_id)), AuditEvent.object_id.in_(referrals)),
    ]
    if before is not None:
        wanted.append(AuditEvent.seq < before)
    found = db.session.execute(
        select(AuditEvent, Account.name)
        .outerjoin(Account, Account.id == AuditEvent.actor_id)
        .where(*wanted)
        .order_by(AuditEvent.seq.desc())
        .limit(PAGE + 1)
    ).all()
    rows = tuple(_look(event, name or "") for event, name in found[:PAGE])
    return Looks(rows, rows[-1].seq if len(found) > PAGE else None)


def _look(event: AuditEvent, name: str) -> Look:
    return Look(
        seq=event.seq,
        at=event.at,
        actor=event.actor,
        name=name,
        roles=tuple(role for role in event.roles.split(",") if role),
        action=event.action,
        part=event.scope,
        is_refused=event.outcome is Outcome.REFUSED,
    )
