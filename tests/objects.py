"""Things of every kind in every relation to somebody, for the walk over addresses, methods and roles.

`own`: in the organisation and team everybody in the walk belongs to. `other-team`: in another team of the
same organisation. `other-organisation`: somewhere else. `deleted`: it was there, or never.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

from app.database import db
from app.domain.people import LinkPurpose, OverrideCategory, TwoPersonAction
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, Role
from app.models.people import Account, Approval, BreakGlass
from app.operations import access_links, sessions
from tests.factories import AccountFactory, LocationFactory, OrganizationFactory, ServiceFactory, TeamFactory

CASES = ("own", "other-team", "other-organisation", "deleted")
WHEN = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
NOBODY = uuid.UUID(int=1)


@dataclass
class World:
    """Two organisations, two teams in the first, one account a role, and what they own."""

    organizations: dict[str, uuid.UUID]
    teams: dict[str, uuid.UUID]
    accounts: dict[Role, Account]
    tokens: dict[str, str]
    """Who -> the token of their session; `link` is somebody with a link for the own listing."""
    made: dict[tuple[str, str], object] = field(default_factory=dict)

    def organization(self, case: str) -> uuid.UUID:
        return self.organizations["other" if case == "other-organisation" else "own"]

    def team(self, case: str) -> uuid.UUID:
        return self.teams[case if case in self.teams else "own"]


def world() -> World:
    """Make it all, and commit."""
    own, other = OrganizationFactory().id, OrganizationFactory().id
    teams = {
        "own": TeamFactory(organization_id=own).id,
        "other-team": TeamFactory(organization_id=own).id,
        "other-organisation": TeamFactory(organization_id=other).id,
    }
    accounts = {
        role: AccountFactory(
            role=role,
            role__organization_id=own if role in BOUND_TO_ORGANIZATION else None,
            role__team_id=teams["own"] if role in BOUND_TO_TEAM else None,
        )
        for role in Role
    }
    tokens = {
        role.value: sessions.start_for_account(account.id, roles=frozenset({role}))
        for role, account in accounts.items()
    }
    made = World({"own": own, "other": other}, teams, accounts, tokens)
    link = access_links.make(LinkPurpose.CLAIM, service=listing(made, "own").id)
    made.tokens["link"] = sessions.start_for_link(link.link.id)
    db.session.commit()
    return made


Maker = Callable[[World, str], object]
MAKERS: dict[str, Maker] = {}
"""Name of an address's argument -> what makes it. None: the case makes no sense for it."""


def makes(*names: str) -> Callable[[Maker], Maker]:
    def keep(maker: Maker) -> Maker:
        for name in names:
            MAKERS[name] = maker
        return maker

    return keep


def thing(world: World, name: str, case: str) -> object:
    """The argument's value in this case, made once."""
    if (name, case) not in world.made:
        world.made[name, case] = MAKERS[name](world, case)
        db.session.commit()
    return world.made[name, case]


def listing(world: World, case: str) -> object:
    """A listing, with an undisclosed place, in the case's organisation."""
    if ("listing", case) not in world.made:
        world.made["listing", case] = ServiceFactory(
            organization_id=world.organization(case),
            organization=None,
            at=LocationFactory(undisclosed=True, name=f"Secret house {case}"),
            deleted_at=WHEN if case == "deleted" else None,
        )
        service = world.made["listing", case]
        service.organization_id = world.organization(case)
        db.session.flush()
    return world.made["listing", case]


@makes("service_id", "listing_id")
def listing_id(world: World, case: str) -> object:
    return None if case == "other-team" else listing(world, case).id


@makes("slug")
def slug(world: World, case: str) -> object:
    return listing(world, case).slug if case in {"own", "deleted"} else None


@makes("override_id")
def override_id(world: World, case: str) -> object:
    if case == "deleted":
        return NOBODY
    if case != "own":
        return None
    made = BreakGlass(
        account_id=world.accounts[Role.HELPLINE_WORKER].id,
        object_type="listing",
        object_id=listing(world, "own").id,
        category=OverrideCategory.VITAL_INTEREST,
        reason="She rang and is on the street now",
        opened_at=WHEN,
        expires_at=WHEN + dt.timedelta(hours=1),
    )
    db.session.add(made)
    db.session.flush()
    return made.id


@makes("approval_id")
def approval_id(world: World, case: str) -> object:
    if case == "deleted":
        return NOBODY
    if case != "own":
        return None
    made = Approval(
        action=TwoPersonAction.DISCLOSE_PLACE,
        object_type="listing",
        object_id=listing(world, "own").id,
        reason="It has moved",
        asked_by=world.accounts[Role.DIRECTORY_EDITOR].id,
        asked_at=WHEN,
    )
    db.session.add(made)
    db.session.flush()
    return made.id


@makes("account_id", "user_id")
def account_id(world: World, case: str) -> object:
    if case == "deleted":
        return NOBODY
    return AccountFactory(
        role=Role.PROVIDER if case == "other-organisation" else Role.LINK_WORKER,
        role__organization_id=world.organization(case) if case == "other-organisation" else None,
        role__team_id=None if case == "other-organisation" else world.team(case),
    ).id


@makes("team_id")
def team_id(world: World, case: str) -> object:
    return NOBODY if case == "deleted" else world.team(case)


@makes("organization_id")
def organization_id(world: World, case: str) -> object:
    return {"deleted": NOBODY, "other-team": None}.get(case, world.organization(case))
