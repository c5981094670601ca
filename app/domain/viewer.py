"""Who is asking: an account with its grants, a person with a link, or nobody we know."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from app.domain.roles import Permission, Role, Scope, scope_of


@dataclass(frozen=True, slots=True)
class Grant:
    """A role, and the organisation or team it is held in."""

    role: Role
    organization_id: uuid.UUID | None = None
    team_id: uuid.UUID | None = None


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows a permission reaches: all of them, or those of some organisations, teams or oneself."""

    everywhere: bool = False
    organizations: frozenset[uuid.UUID] = frozenset()
    teams: frozenset[uuid.UUID] = frozenset()
    own: bool = False
    listings: frozenset[uuid.UUID] = frozenset()
    caseload: bool = False
    """One's own cases and those one covers."""
    person: uuid.UUID | None = None
    """The person themselves, let in by a link."""

    @property
    def is_nothing(self) -> bool:
        whole = self.everywhere or self.own or self.caseload or self.person
        return not (whole or self.organizations or self.teams or self.listings)


BY_LINK = frozenset({Permission.LISTING_EDIT})
"""What somebody may do whom a link lets in, to the listings the link names."""


@dataclass(frozen=True, slots=True)
class Viewer:
    """Who is asking, as it stood when the request began."""

    account_id: uuid.UUID | None = None
    name: str = ""
    grants: tuple[Grant, ...] = ()
    session_id: uuid.UUID | None = None
    confirmed_at: dt.datetime | None = None
    """When they last showed that it is them."""
    link_id: uuid.UUID | None = None
    """The access link that opened this session, where no account did."""
    listings: frozenset[uuid.UUID] = frozenset()
    """Listings the link lets them change."""
    person_id: uuid.UUID | None = None
    """Who they are, where a link lets them into their own page."""
    is_system: bool = False

    @property
    def is_signed_in(self) -> bool:
        return self.account_id is not None

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(grant.role for grant in self.grants)

    def may(self, permission: Permission) -> bool:
        """Does any of their roles, or their link, carry the permission, however far?"""
        if self.listings and permission in BY_LINK:
            return True
        if self.person_id is not None and permission is Permission.MY_OPEN:
            return True
        return any(scope_of(role, permission) is not None for role in self.roles)

    def reach(self, permission: Permission) -> Reach:
        """How far their roles together carry the permission."""
        everywhere = own = caseload = False
        organizations: set[uuid.UUID] = set()
        teams: set[uuid.UUID] = set()
        for grant in self.grants:
            match scope_of(grant.role, permission):
                case Scope.EVERYWHERE:
                    everywhere = True
                case Scope.ORGANIZATION if grant.organization_id:
                    organizations.add(grant.organization_id)
                case Scope.TEAM if grant.team_id:
                    teams.add(grant.team_id)
                case Scope.OWN:
                    own = True
                case Scope.CASELOAD:
                    caseload = True
                case _:
                    pass
        listings = self.listings if permission in BY_LINK else frozenset()
        person = self.person_id if permission is Permission.MY_OPEN else None
        return Reach(everywhere, frozenset(organizations), frozenset(teams), own, listings, caseload, person)


ANONYMOUS = Viewer()
SYSTEM = Viewer(name="Ginnel", is_system=True)
"""The system as an actor: jobs and commands."""
