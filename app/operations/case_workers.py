"""Who can have a case: somebody of its team with an account that is open, and room below their cap."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.roles import Role
from app.models.cases import Workload
from app.models.people import Account, RoleGrant
from app.queries.workload import USUAL_CAP, count_open


def is_worker_of(account_id: uuid.UUID, team_id: uuid.UUID | None) -> bool:
    """Does somebody work in this team as a link worker or its lead, with an account that is open?"""
    found = (
        select(RoleGrant.id)
        .join(Account, Account.id == RoleGrant.account_id)
        .where(
            RoleGrant.account_id == account_id,
            RoleGrant.team_id == team_id,
            RoleGrant.role.in_([Role.LINK_WORKER, Role.TEAM_LEAD]),
            RoleGrant.ended_at.is_(None),
            Account.disabled_at.is_(None),
        )
        .limit(1)
    )
    return db.session.scalar(found) is not None


def has_room(account_id: uuid.UUID) -> bool:
    """Have they fewer people than they can have at once?"""
    cap = db.session.scalar(select(Workload.cap).where(Workload.account_id == account_id))
    many = db.session.scalar(select(count_open(account_id))) or 0
    return many < (USUAL_CAP if cap is None else cap)
