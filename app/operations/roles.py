"""Giving and ending roles. Nobody changes their own; the powerful ones take two people."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.messages import AccountChange
from app.domain.people import TwoPersonAction
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, POWERFUL, Role, can_be_combined
from app.domain.viewer import Viewer
from app.models.people import Account, RoleGrant
from app.operations import approvals, audit, sessions
from app.operations.accounts import tell_changed
from app.queries import accounts as queries


class KeptApartError(NotAllowedError):
    """One person may not hold these roles together."""


class WhereNeededError(NotAllowedError):
    """The role is held in an organisation or a team, and none was named."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A role, and where it is to be held."""

    role: Role
    organization: uuid.UUID | None = None
    team: uuid.UUID | None = None

    def checked(self) -> Wanted:
        """Without a place the role does not have. Raises: WhereNeededError."""
        if self.role in BOUND_TO_ORGANIZATION:
            if self.organization is None:
                raise WhereNeededError
            return Wanted(self.role, organization=self.organization)
        if self.role in BOUND_TO_TEAM:
            if self.team is None:
                raise WhereNeededError
            return Wanted(self.role, team=self.team)
        return Wanted(self.role)

    def as_arguments(self) -> dict[str, object]:
        return {
            "role": self.role.value,
            "organization": str(self.organization) if self.organization else None,
            "team": str(self.team) if self.team else None,
        }


def wanted_from(said: dict[str, object]) -> Wanted:
    return Wanted(
        Role(str(said["role"])), queries.as_id(said.get("organization")), queries.as_id(said.get("team"))
    )


def give(account: Account, wanted: Wanted, *, by: Viewer, reason: str = "") -> bool:
    """Give a role; False where a second person has to agree first.

    Raises: NotAllowedError for one's own account; KeptApartError, WhereNeededError.
    """
    if account.id == by.account_id:
        raise NotAllowedError
    wanted = wanted.checked()
    check_combination(account, wanted.role)
    if wanted.role in POWERFUL and not by.is_system:
        approvals.ask(
            TwoPersonAction.GRANT_POWERFUL_ROLE,
            of=("account", account.id),
            by=by,
            reason=reason,
            arguments=wanted.as_arguments(),
        )
        return False
    grant(account, wanted, by=by)
    return True


def check_combination(account: Account, role: Role) -> None:
    """Raises: KeptApartError."""
    held = {one.role for one in account.grants if one.ended_at is None}
    if not can_be_combined(frozenset({*held, role})):
        raise KeptApartError


def grant(account: Account, wanted: Wanted, *, by: Viewer) -> None:
    """Give the role, unless it is held there already. Every browser of theirs signs in anew."""
    if any(
        one.ended_at is None
        and (one.role, one.organization_id, one.team_id) == (wanted.role, wanted.organization, wanted.team)
        for one in account.grants
    ):
        return
    account.grants.append(
        RoleGrant(
            account_id=account.id,
            role=wanted.role,
            organization_id=wanted.organization,
            team_id=wanted.team,
            granted_by=by.account_id,
            granted_at=clock.now(),
        )
    )
    _changed(account, "role.given", wanted.role, by)


def end(account: Account, grant_id: uuid.UUID, *, by: Viewer) -> None:
    """Take a role away. Raises: NotAllowedError for one's own, or where it is not held."""
    held = next((one for one in account.grants if one.id == grant_id and one.ended_at is None), None)
    if held is None or account.id == by.account_id:
        raise NotAllowedError
    held.ended_at, held.ended_by = clock.now(), by.account_id
    _changed(account, "role.ended", held.role, by)


def _changed(account: Account, action: str, role: Role, by: Viewer) -> None:
    db.session.flush()
    sessions.end_all(account.id)
    audit.record(by, action, of=("account", account.id), fields={role.value: (None, role.value)})
    tell_changed(account, AccountChange.ROLES)
    db.session.flush()
