"""Cases for the team to talk over: only of those who agreed to it."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import OPEN, CaseStatus
from app.domain.consent import ConsentPurpose
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.people import Account
from app.models.persons import Consent, Person
from app.models.visibility import visible_to
from app.queries.my_day import WHO, Who, who_of

QUIET = dt.timedelta(days=28)
"""Nobody was in touch for so long: worth talking over."""


@dataclass(frozen=True, slots=True)
class Discussed:
    """A case of the team. Where they have not agreed, it says no more than its number."""

    case_id: uuid.UUID
    number: int
    status: CaseStatus
    worker: str
    agreed: bool
    who: Who | None
    concerns: tuple[str, ...]
    is_restricted: bool
    last_contact_at: dt.datetime | None
    goals_set: int
    goals_met: int
    is_suggested: bool


def discussed(viewer: Viewer, wanted: Collection[uuid.UUID] | None = None) -> list[Discussed]:
    """The open cases of the viewer's teams, or those wanted; those worth talking over first."""
    conditions = [Case.status.in_(OPEN), Case.worker_id.is_not(None), Person.died_on.is_(None)]
    if wanted is not None:
        conditions.append(Case.id.in_(wanted))
    rows = db.session.execute(
        select(
            Case.id,
            Case.number,
            Case.status,
            Case.person_id,
            Case.concerns,
            Case.is_restricted,
            Case.is_high_risk,
            Case.is_safeguarding_open,
            Case.last_contact_at,
            Case.goals_set,
            Case.goals_met,
            Account.name.label("worker"),
            *WHO,
        )
        .join(Person, Person.id == Case.person_id)
        .join(Account, Account.id == Case.worker_id)
        .where(*conditions, visible_to(Case, viewer, Permission.CASE_LEAD))
        .order_by(Case.number)
    ).all()
    agreed = agreed_to_discussion(viewer, clock.today())
    quiet_since = clock.now() - QUIET
    found = [
        Discussed(
            case_id=row.id,
            number=row.number,
            status=row.status,
            worker=row.worker,
            agreed=row.person_id in agreed,
            who=who_of(row) if row.person_id in agreed else None,
            concerns=tuple(row.concerns or ()) if row.person_id in agreed else (),
            is_restricted=row.is_restricted,
            last_contact_at=row.last_contact_at,
            goals_set=row.goals_set,
            goals_met=row.goals_met,
            is_suggested=row.is_high_risk
            or row.is_safeguarding_open
            or (row.last_contact_at is not None and row.last_contact_at < quiet_since),
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: (not one.is_suggested, one.number))


def agreed_to_discussion(viewer: Viewer, day: dt.date) -> frozenset[uuid.UUID]:
    """Who agreed that the team talks their case over, and still does: the newest answer counts."""
    rows = db.session.execute(
        select(Consent.person_id, Consent.given, Consent.starts_at, Consent.ends_on, Consent.withdrawn_at)
        .where(
            Consent.purpose == ConsentPurpose.TEAM_DISCUSSION,
            visible_to(Consent, viewer, Permission.CASE_LEAD),
        )
        .order_by(Consent.recorded_at, Consent.id)
    )
    newest = {row.person_id: row for row in rows}
    return frozenset(
        person
        for person, row in newest.items()
        if row.given
        and row.withdrawn_at is None
        and row.starts_at <= clock.now()
        and (row.ends_on is None or row.ends_on >= day)
    )
