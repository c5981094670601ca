"""Browser sessions, read at the start of every request that carries one."""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from dataclasses import dataclass, replace

from sqlalchemy import and_, select

from app.database import db
from app.domain.people import LinkPurpose
from app.domain.viewer import Grant, Viewer
from app.models.people import AccessLink, Account, BrowserSession, RoleGrant


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that lets somebody in, or that waits for their second factor."""

    id: uuid.UUID
    viewer: Viewer
    is_pending: bool
    account_id: uuid.UUID | None
    form_key: str
    seen_at: dt.datetime


def token_hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def open_session(token: str, *, now: dt.datetime) -> OpenSession | None:
    """The session a cookie opens; None once it is over, lay still too long, or whose it was may no more."""
    row = db.session.execute(
        select(BrowserSession, Account, AccessLink)
        .outerjoin(Account, Account.id == BrowserSession.account_id)
        .outerjoin(AccessLink, AccessLink.id == BrowserSession.link_id)
        .where(BrowserSession.token_hash == token_hash(token), BrowserSession.ended_at.is_(None))
        .execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return None
    session: BrowserSession = row[0]
    account: Account | None = row[1]
    link: AccessLink | None = row[2]
    if now >= session.ends_at or now >= session.seen_at + dt.timedelta(seconds=session.idle_seconds):
        return None
    if account is not None and account.disabled_at is not None:
        return None
    if account is None and (link is None or link.withdrawn_at is not None):
        return None
    viewer = Viewer(session_id=session.id, confirmed_at=session.confirmed_at)
    if account is not None:
        viewer = replace(viewer, account_id=account.id, name=account.name, grants=grants_of(account.id))
    elif link is not None:
        viewer = replace(
            viewer,
            link_id=link.id,
            listings=frozenset((link.service_id,) if link.service_id else ()),
            person_id=link.person_id if link.purpose is LinkPurpose.MY else None,
        )
    return OpenSession(
        id=session.id,
        viewer=viewer,
        is_pending=session.is_pending,
        account_id=session.account_id,
        form_key=session.form_key,
        seen_at=session.seen_at,
    )


def grants_of(account_id: uuid.UUID) -> tuple[Grant, ...]:
    """The roles an account holds now."""
    rows = db.session.execute(
        select(RoleGrant.role, RoleGrant.organization_id, RoleGrant.team_id)
        .where(and_(RoleGrant.account_id == account_id, RoleGrant.ended_at.is_(None)))
        .order_by(RoleGrant.granted_at, RoleGrant.id)
    )
    return tuple(Grant(row.role, row.organization_id, row.team_id) for row in rows)
