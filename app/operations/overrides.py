"""Break-glass: open, review."""

from __future__ import annotations

import uuid

from sqlalchemy import or_, select, update

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.messages import MessageKind
from app.domain.overrides import LASTS, is_reason_enough
from app.domain.people import Decision, OverrideCategory
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.people import Account, BreakGlass, RoleGrant
from app.operations import audit, outbox


def open_glass(of: audit.Thing, *, category: OverrideCategory, reason: str, by: Viewer) -> BreakGlass:
    """Let somebody look at one thing for an hour, and tell those who must know. Raises: NotAllowedError."""
    if by.account_id is None or not is_reason_enough(reason):
        raise NotAllowedError
    now = clock.now()
    made = BreakGlass(
        account_id=by.account_id,
        object_type=of[0],
        object_id=of[1],
        category=category,
        reason=reason,
        opened_at=now,
        expires_at=now + LASTS,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "override.opened", of=of, scope="break-glass")
    for account in must_know(by):
        outbox.tell(
            MessageKind.BREAK_GLASS_OPENED,
            key=f"override:{made.id}:{account.id}",
            account=account.id,
            language=account.language,
            reference=reference(made.id),
        )
    return made


def review(override: BreakGlass, decision: Decision, *, by: Viewer, note: str) -> None:
    """Say whether it was right to open it. Nobody reviews their own. Raises: NotAllowedError, StaleError."""
    if by.account_id in {None, override.account_id}:
        raise NotAllowedError
    won = db.session.execute(
        update(BreakGlass)
        .where(BreakGlass.id == override.id, BreakGlass.reviewed_at.is_(None))
        .values(reviewed_at=clock.now(), reviewed_by=by.account_id, decision=decision, review_note=note)
        .returning(BreakGlass.id)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    if won is None:
        raise StaleError
    audit.record(by, "override.reviewed", of=("override", override.id))
    db.session.flush()


def must_know(by: Viewer) -> list[Account]:
    """The governance leads, and the leads of their team."""
    teams = [grant.team_id for grant in by.grants if grant.team_id]
    held = select(RoleGrant.account_id).where(
        RoleGrant.ended_at.is_(None),
        or_(
            RoleGrant.role == Role.GOVERNANCE_LEAD,
            (RoleGrant.role == Role.TEAM_LEAD) & RoleGrant.team_id.in_(teams),
        ),
    )
    return list(
        db.session.scalars(
            select(Account).where(
                Account.id.in_(held), Account.id != by.account_id, Account.disabled_at.is_(None)
            )
        )
    )


def reference(override_id: uuid.UUID) -> str:
    """By which people speak of it without saying whom it is about."""
    return override_id.hex[:8].upper()
