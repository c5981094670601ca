"""Puts the invented people of a demonstration in, one for each role."""

from __future__ import annotations

import uuid

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain import demo_accounts
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, Role
from app.domain.viewer import SYSTEM
from app.gateways import password_hashing
from app.models.directory import Organization, Service
from app.models.people import Account, RoleGrant, Team
from app.operations import audit
from app.queries import accounts as queries


class NoDemoError(RuntimeError):
    """The directory holds no invented listings: this is no demonstration."""


def load(password: str) -> int:
    """Give every role its person, all with this password; how many there are. Safe to run again.

    Raises: NoDemoError.
    """
    organizations = some_organizations()
    if not organizations:
        raise NoDemoError
    team = the_team()
    hashed = password_hashing.hashed(password)
    for role in Role:
        account = queries.by_email(demo_accounts.email_of(role)) or made(role, organizations, team)
        if not password_hashing.is_right(password, account.password_hash):
            account.password_hash, account.password_set_at = hashed, clock.now()
    audit.record(SYSTEM, "account.demo-made", count=len(Role))
    db.session.flush()
    return len(Role)


def some_organizations() -> list[uuid.UUID]:
    """Two organisations of the invented listings: those with the most."""
    return list(
        db.session.scalars(
            select(Service.organization_id)
            .join(Organization, Organization.id == Service.organization_id)
            .where(Service.is_demo, Service.deleted_at.is_(None))
            .group_by(Service.organization_id)
            .order_by(func.count().desc(), Service.organization_id)
            .limit(2)
        )
    )


def the_team() -> uuid.UUID:
    found = db.session.scalar(select(Team.id).where(Team.name == demo_accounts.TEAM))
    if found is None:
        found = uuid.uuid4()
        db.session.add(Team(id=found, name=demo_accounts.TEAM))
        db.session.flush()
    return found


def made(role: Role, organizations: list[uuid.UUID], team: uuid.UUID) -> Account:
    email = demo_accounts.email_of(role)
    account = Account(
        id=uuid.uuid4(),
        email=email,
        email_hash=queries.email_hash(email),
        name=demo_accounts.NAMES[role],
        language="en",
        is_demo=True,
    )
    where = organizations[0] if role is Role.PROVIDER else organizations[-1]
    db.session.add(account)
    db.session.flush()
    db.session.add(
        RoleGrant(
            account_id=account.id,
            role=role,
            organization_id=where if role in BOUND_TO_ORGANIZATION else None,
            team_id=team if role in BOUND_TO_TEAM else None,
            granted_at=clock.now(),
        )
    )
    db.session.flush()
    return account
