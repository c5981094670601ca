"""Things of every kind in every relation to somebody, for the walk over addresses, methods and roles.

`own`: in the organisation and team everybody in the walk belongs to. `other-team`: in another team of the
same organisation. `other-organisation`: somewhere else. `protected`: somebody else's in the own team, at a
protected address. `deleted`: it was there, or never.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field

import sqlalchemy as sa

from app.database import db
from app.domain.people import LinkPurpose, OverrideCategory, TwoPersonAction
from app.domain.roles import BOUND_TO_ORGANIZATION, BOUND_TO_TEAM, Role
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus, PlanStatus
from app.models.people import Account, Approval, BreakGlass, BrowserSession, Passkey, RoleGrant
from app.models.stewardship import DuplicatePair, Feed, ImportPlan, ListingChange
from app.operations import access_links, sessions
from app.queries.listing_documents import document_of
from tests.factories import AccountFactory, LocationFactory, OrganizationFactory, ServiceFactory, TeamFactory

CASES = ("own", "other-team", "other-organisation", "protected", "deleted")
WHEN = dt.datetime(2026, 11, 24, 9, tzinfo=dt.UTC)
NOBODY = uuid.UUID(int=1)


@dataclass
class World:
    """Two organisations, two teams in the first, one account a role, and what they own."""

    organizations: dict[str, uuid.UUID]
    teams: dict[str, uuid.UUID]
    accounts: dict[Role, Account]
    tokens: dict[str, str]
    """Who -> the token of their session; `link` has a link for a listing, `person` for their own page."""
    made: dict[tuple[str, str], object] = field(default_factory=dict)

    def organization(self, case: str) -> uuid.UUID:
        return self.organizations["other" if case == "other-organisation" else "own"]

    def team(self, case: str) -> uuid.UUID:
        return self.teams[case if case in self.teams else "own"]


def world() -> World:
    """Make it all, and commit."""
    from tests import objects_connect

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
    made.tokens["person"] = objects_connect.my_session(made)
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


def maker_of(endpoint: str, name: str) -> str | None:
    """The key of what makes an argument: the blueprint's own, or one for all."""
    own = f"{endpoint.partition('.')[0]}.{name}"
    return own if own in MAKERS else name if name in MAKERS else None


def is_of_people(name: str | None) -> bool:
    """Is it made with the people we help?"""
    return name is not None and MAKERS[name].__module__.endswith("_connect")


def thing(world: World, name: str, case: str) -> object:
    """The argument's value in this case, made once. `name`: as `maker_of` gives it."""
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


def colleague(world: World, case: str) -> Account:
    """Somebody in the case's team, or in the other organisation."""
    if ("colleague", case) not in world.made:
        elsewhere = case == "other-organisation"
        world.made["colleague", case] = AccountFactory(
            role=Role.PROVIDER if elsewhere else Role.LINK_WORKER,
            role__organization_id=world.organization(case) if elsewhere else None,
            role__team_id=None if elsewhere else world.team(case),
        )
    return world.made["colleague", case]


@makes("account_id")
def account_id(world: World, case: str) -> object:
    return NOBODY if case == "deleted" else colleague(world, case).id


@makes("grant_id")
def grant_id(world: World, case: str) -> object:
    return (
        NOBODY
        if case == "deleted"
        else db.session.scalar(
            sa.select(RoleGrant.id).where(RoleGrant.account_id == colleague(world, case).id)
        )
    )


@makes("session_id")
def session_id(world: World, case: str) -> object:
    """One of the link worker's own browsers; nobody else's."""
    if case == "deleted":
        return NOBODY
    if case != "own":
        return None
    account = world.accounts[Role.LINK_WORKER]
    sessions.start_for_account(account.id, roles=frozenset({Role.LINK_WORKER}))
    return db.session.scalars(
        sa.select(BrowserSession.id)
        .where(BrowserSession.account_id == account.id)
        .order_by(BrowserSession.id.desc())
    ).first()


@makes("passkey_id")
def passkey_id(world: World, case: str) -> object:
    """One of the link worker's own keys; nobody else's."""
    if case == "deleted":
        return NOBODY
    if case != "own":
        return None
    made = Passkey(
        account_id=world.accounts[Role.LINK_WORKER].id,
        credential_id=b"key",
        public_key=b"key",
        name="Phone",
        made_at=WHEN,
    )
    db.session.add(made)
    db.session.flush()
    return made.id


@makes("users.link_id")
def invitation_id(world: World, case: str) -> object:
    """An invitation of the referrer's organisation, or of the other."""
    if case == "deleted":
        return NOBODY
    if case == "other-team":
        return None
    made = access_links.make(
        LinkPurpose.INVITATION,
        organization=world.organization(case),
        by=world.accounts[Role.REFERRER].id if case == "own" else None,
        arguments={
            "email": f"{case}@beckside.example",
            "language": "en",
            "role": Role.REFERRER.value,
            "organization": str(world.organization(case)),
            "team": "",
        },
    )
    return made.link.id


@makes("claim.link_id")
def letter_id(world: World, case: str) -> object:
    if case == "deleted":
        return NOBODY
    if case == "other-team":
        return None
    made = access_links.make(
        LinkPurpose.CLAIM, service=listing(world, case).id, arguments={"wants": "letter"}
    )
    return made.link.id


@makes("change_id")
def change_id(world: World, case: str) -> object:
    """A change to the case's listing, waiting for review."""
    if case in {"deleted", "other-team"}:
        return NOBODY if case == "deleted" else None
    service = listing(world, case)
    made = ListingChange(
        service_id=service.id,
        organization_id=world.organization(case),
        kind=ChangeKind.EDIT,
        source=ChangeSource.ORGANISER,
        status=ChangeStatus.WAITING,
        document={**document_of(service.id), "name": "Another name"},
        base=document_of(service.id),
        fields=["name"],
        name="Another name",
        language="en",
        made_at=WHEN,
        sent_at=WHEN,
    )
    db.session.add(made)
    db.session.flush()
    return made.id


def feed(world: World) -> Feed:
    if ("feed", "") not in world.made:
        world.made["feed", ""] = Feed(name="Somebody else's list", made_at=WHEN)
        db.session.add(world.made["feed", ""])
        db.session.flush()
    return world.made["feed", ""]


@makes("feed_id")
def feed_id(world: World, case: str) -> object:
    return {"deleted": NOBODY, "own": feed(world).id}.get(case)


@makes("plan_id")
def plan_id(world: World, case: str) -> object:
    if case != "own":
        return NOBODY if case == "deleted" else None
    made = ImportPlan(feed_id=feed(world).id, status=PlanStatus.FAILED, made_at=WHEN, error="unreadable")
    db.session.add(made)
    db.session.flush()
    return made.id


@makes("team_id")
def team_id(world: World, case: str) -> object:
    return NOBODY if case == "deleted" else world.team(case)


@makes("organization_id")
def organization_id(world: World, case: str) -> object:
    return {"deleted": NOBODY, "other-team": None}.get(case, world.organization(case))


@makes("pair_id")
def pair_id(world: World, case: str) -> object:
    if case != "own":
        return NOBODY if case == "deleted" else None
    first, second = sorted((listing(world, "own").id, listing(world, "other-organisation").id))
    made = DuplicatePair(first_id=first, second_id=second, score=0.9, found_at=WHEN)
    db.session.add(made)
    db.session.flush()
    return made.id


@makes("merge_id")
def merge_id(world: World, case: str) -> object:
    return NOBODY if case == "deleted" else None
