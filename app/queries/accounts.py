"""Accounts: how one is found, what it holds, and who may see whom."""

from __future__ import annotations

import base64
import datetime as dt
import unicodedata
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import selectinload

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.people import LinkPurpose
from app.domain.roles import INVITES, Permission, Role
from app.domain.viewer import Viewer
from app.models.directory import Organization
from app.models.people import (
    AccessLink,
    Account,
    BrowserSession,
    Passkey,
    RecoveryCode,
    RoleGrant,
    Team,
)
from app.models.sealed import keyed_hash
from app.models.visibility import visible_to
from app.queries.sessions import grants_of

MOST_LISTED = 2000


@dataclass(frozen=True, slots=True)
class KeptPassword:
    """What is needed to check a password."""

    id: uuid.UUID
    hash: str
    is_disabled: bool
    is_demo: bool


@dataclass(frozen=True, slots=True)
class Held:
    """A role somebody holds, with the names of where."""

    id: uuid.UUID
    role: Role
    where: str
    since: dt.datetime


@dataclass(frozen=True, slots=True)
class Listed:
    """One account in a list."""

    id: uuid.UUID
    name: str
    email: str
    roles: tuple[Held, ...]
    is_disabled: bool
    last_seen: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation nobody has taken up yet."""

    id: uuid.UUID
    email: str
    role: Role
    where: str
    expires_at: dt.datetime
    is_over: bool
    waits_for_approval: bool


@dataclass(frozen=True, slots=True)
class Browser:
    """A browser somebody is signed in with."""

    id: uuid.UUID
    device: str
    started_at: dt.datetime
    seen_at: dt.datetime
    is_this: bool


@dataclass(frozen=True, slots=True)
class Factors:
    """What somebody has to show besides their password."""

    app_since: dt.datetime | None
    passkeys: tuple[Passkey, ...]
    codes_left: int

    @property
    def count(self) -> int:
        return bool(self.app_since) + len(self.passkeys)


def plain_email(typed: str) -> str:
    return unicodedata.normalize("NFC", typed).strip().casefold()


def email_hash(typed: str) -> str:
    """By which an account is found."""
    return keyed_hash(plain_email(typed), of="account.email")


def kept_password(email: str) -> KeptPassword | None:
    """The password kept for an address; None where there is no account."""
    row = db.session.execute(
        select(Account.id, Account.password_hash, Account.disabled_at, Account.is_demo).where(
            Account.email_hash == email_hash(email)
        )
    ).one_or_none()
    if row is None:
        return None
    return KeptPassword(row.id, row.password_hash, row.disabled_at is not None, row.is_demo)


def by_email(email: str) -> Account | None:
    return db.session.scalar(select(Account).where(Account.email_hash == email_hash(email)))


def account(account_id: uuid.UUID) -> Account:
    """Raises: NotThereError."""
    found = db.session.get(Account, account_id, populate_existing=True)
    if found is None:
        raise NotThereError
    return found


def viewer_of(found: Account) -> Viewer:
    """The account as an actor."""
    return Viewer(account_id=found.id, name=found.name, grants=grants_of(found.id))


def factors_of(account_id: uuid.UUID) -> Factors:
    app_since = db.session.scalar(select(Account.totp_confirmed_at).where(Account.id == account_id))
    keys = db.session.scalars(
        select(Passkey).where(Passkey.account_id == account_id).order_by(Passkey.made_at, Passkey.id)
    )
    left = db.session.scalar(
        select(func.count())
        .select_from(RecoveryCode)
        .where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    )
    return Factors(app_since, tuple(keys), left or 0)


def passkey_for(viewer: Viewer, passkey_id: uuid.UUID) -> Passkey:
    """One of the viewer's own. Raises: NotThereError."""
    found = db.session.scalar(
        select(Passkey).where(Passkey.id == passkey_id, visible_to(Passkey, viewer, Permission.ACCOUNT_OWN))
    )
    if found is None:
        raise NotThereError
    return found


def challenge_of(session_id: uuid.UUID | None) -> tuple[str, bytes]:
    """The hash of a session's token, and what its browser was asked to sign; nothing where it was not."""
    row = db.session.execute(
        select(BrowserSession.token_hash, BrowserSession.challenge).where(BrowserSession.id == session_id)
    ).one_or_none()
    return (row.token_hash, base64.urlsafe_b64decode(row.challenge)) if row else ("", b"")


def browsers_of(viewer: Viewer) -> list[Browser]:
    """Where the viewer is signed in, this browser first, then by use."""
    now = clock.now()
    rows = db.session.scalars(
        select(BrowserSession)
        .where(
            visible_to(BrowserSession, viewer, Permission.ACCOUNT_OWN),
            BrowserSession.ended_at.is_(None),
            BrowserSession.is_pending.is_(False),
            BrowserSession.ends_at > now,
        )
        .order_by(BrowserSession.seen_at.desc(), BrowserSession.id)
    )
    found = [
        Browser(row.id, row.device, row.started_at, row.seen_at, row.id == viewer.session_id)
        for row in rows
        if row.seen_at + dt.timedelta(seconds=row.idle_seconds) > now
    ]
    return sorted(found, key=lambda one: not one.is_this)


def has_browser(viewer: Viewer, session_id: uuid.UUID) -> bool:
    """Is this one of the viewer's own sessions?"""
    return (
        db.session.scalar(
            select(BrowserSession.id).where(
                BrowserSession.id == session_id, visible_to(BrowserSession, viewer, Permission.ACCOUNT_OWN)
            )
        )
        is not None
    )


def invitable(viewer: Viewer) -> list[Role]:
    """Roles the viewer may invite somebody into, in the order they are declared."""
    allowed = {role for own in viewer.roles for role in INVITES.get(own, ())}
    return [role for role in Role if role in allowed]


def demo_accounts() -> list[tuple[str, Role]]:
    """The accounts of a demonstration and what each shows, in the order roles are declared."""
    rows = db.session.execute(
        select(Account.email, RoleGrant.role)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(Account.is_demo, Account.disabled_at.is_(None), RoleGrant.ended_at.is_(None))
    )
    return sorted(((row.email, row.role) for row in rows), key=lambda one: list(Role).index(one[1]))


def in_reach(viewer: Viewer) -> ColumnElement[bool]:
    """Accounts the viewer may see: who only invites sees only such roles as they invite."""
    seen = visible_to(Account, viewer, Permission.USER_INVITE)
    if viewer.may(Permission.USER_MANAGE):
        return seen
    held = select(RoleGrant.account_id).where(
        RoleGrant.ended_at.is_(None), RoleGrant.role.in_(invitable(viewer))
    )
    return and_(seen, Account.id.in_(held))


def listed(viewer: Viewer, words: str = "") -> list[Listed]:
    """Accounts in reach by name; with words, those whose name holds them or whose address they are."""
    rows = db.session.scalars(
        select(Account).where(in_reach(viewer)).options(selectinload(Account.grants)).limit(MOST_LISTED)
    ).all()
    wanted = plain_email(words)
    if wanted:
        rows = [
            row for row in rows if wanted in plain_email(row.name) or row.email_hash == email_hash(wanted)
        ]
    where = places_of([grant for row in rows for grant in row.grants])
    return sorted(
        (
            Listed(
                row.id,
                row.name,
                row.email,
                held_by(row, where),
                row.disabled_at is not None,
                row.last_seen_on,
            )
            for row in rows
        ),
        key=lambda one: (one.is_disabled, one.name.casefold(), one.id),
    )


def account_for(viewer: Viewer, account_id: uuid.UUID) -> Account:
    """Raises: NotThereError, for one out of reach too."""
    found = db.session.scalar(select(Account).where(Account.id == account_id, in_reach(viewer)))
    if found is None:
        raise NotThereError
    return found


def grants_held(found: Account) -> tuple[Held, ...]:
    return held_by(found, places_of(found.grants))


def held_by(found: Account, where: dict[uuid.UUID, str]) -> tuple[Held, ...]:
    return tuple(
        Held(
            grant.id,
            grant.role,
            where.get(grant.team_id or grant.organization_id or grant.id, ""),
            grant.granted_at,
        )
        for grant in found.grants
        if grant.ended_at is None
    )


def places_of(grants: list[RoleGrant]) -> dict[uuid.UUID, str]:
    """The names of the teams and organisations of some grants."""
    teams = {grant.team_id for grant in grants if grant.team_id}
    organizations = {grant.organization_id for grant in grants if grant.organization_id}
    return names_of(teams, organizations)


def names_of(teams: set[uuid.UUID], organizations: set[uuid.UUID]) -> dict[uuid.UUID, str]:
    found: dict[uuid.UUID, str] = {}
    if teams:
        found |= {row.id: row.name for row in db.session.execute(named(Team, teams))}
    if organizations:
        found |= {row.id: row.name for row in db.session.execute(named(Organization, organizations))}
    return found


def named(table: type[Team] | type[Organization], ids: set[uuid.UUID]) -> Select[uuid.UUID, str]:
    return select(table.id, table.name).where(table.id.in_(ids))


def invitations(viewer: Viewer) -> list[Invitation]:
    """Invitations in reach that nobody has taken up, the newest first; like accounts, only into such roles as
    the viewer invites into."""
    reach = viewer.reach(Permission.USER_INVITE)
    seen: list[ColumnElement[bool]] = [AccessLink.made_by == viewer.account_id]
    if viewer.may(Permission.USER_MANAGE):
        seen.append(AccessLink.id.is_not(None))
    if reach.organizations:
        seen.append(AccessLink.organization_id.in_(reach.organizations))
    rows = db.session.scalars(
        select(AccessLink)
        .where(
            AccessLink.purpose == LinkPurpose.INVITATION,
            AccessLink.used_at.is_(None),
            AccessLink.withdrawn_at.is_(None),
            or_(*seen),
        )
        .order_by(AccessLink.made_at.desc(), AccessLink.id)
        .limit(MOST_LISTED)
    ).all()
    found = [invitation_of(row) for row in rows]
    if viewer.may(Permission.USER_MANAGE):
        return found
    own = set(invitable(viewer))
    return [one for one in found if one.role in own]


def invitation_for(viewer: Viewer, link_id: uuid.UUID) -> AccessLink:
    """Raises: NotThereError, for one out of reach too."""
    if link_id not in {one.id for one in invitations(viewer)}:
        raise NotThereError
    return db.session.get_one(AccessLink, link_id)


def invitation_of(link: AccessLink) -> Invitation:
    said = link.arguments or {}
    team, organization = as_id(said.get("team")), as_id(said.get("organization"))
    names = names_of({team} if team else set(), {organization} if organization else set())
    return Invitation(
        id=link.id,
        email=str(said["email"]),
        role=Role(str(said["role"])),
        where=" ".join(names.values()),
        expires_at=link.expires_at,
        is_over=link.expires_at <= clock.now(),
        waits_for_approval=link.uses_left == 0,
    )


def as_id(value: object) -> uuid.UUID | None:
    return uuid.UUID(str(value)) if value else None


def teams(viewer: Viewer, permission: Permission = Permission.USER_INVITE) -> list[Team]:
    """Teams in reach, by name."""
    return list(
        db.session.scalars(
            select(Team).where(visible_to(Team, viewer, permission)).order_by(Team.name, Team.id)
        )
    )


def team_for(viewer: Viewer, team_id: uuid.UUID) -> Team:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Team).where(Team.id == team_id, visible_to(Team, viewer, Permission.USER_MANAGE))
    )
    if found is None:
        raise NotThereError
    return found


def organizations(viewer: Viewer) -> list[tuple[uuid.UUID, str]]:
    """Organisations the viewer may invite into, by name."""
    rows = db.session.execute(
        select(Organization.id, Organization.name)
        .where(visible_to(Organization, viewer, Permission.USER_INVITE))
        .order_by(Organization.name, Organization.id)
    )
    return [(row.id, row.name) for row in rows]
