"""Accounts, what they may do, how they sign in, and the links that let somebody in without one."""

from __future__ import annotations

import uuid

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.people import Decision, LinkPurpose, OverrideCategory, TwoPersonAction
from app.domain.roles import Role
from app.models.base import (
    Dated,
    Id,
    Language,
    Moment,
    OptionalMoment,
    Short,
    one_of,
    open_,
    person,
    secret,
    special,
)
from app.models.sealed import Sealed, SealedJSON


class Team(Dated, Model):
    """A team of link workers, in one organisation."""

    __tablename__ = "team"

    id: Mapped[Id] = open_()
    organization_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("organization.id", ondelete="SET NULL"), index=True
    )
    name: Mapped[str] = open_(String(120), unique=True)
    version: Mapped[int] = open_(Integer, default=1)


class Account(Dated, Model):
    """Somebody who signs in. Made by invitation only."""

    __tablename__ = "account"

    id: Mapped[Id] = open_()
    email: Mapped[str] = person(Sealed("account.email"))
    email_hash: Mapped[str] = person(String(64), unique=True)
    """Keyed hash of the address in small letters: how an account is found."""
    name: Mapped[str] = person(Sealed("account.name"))
    language: Mapped[Language] = open_()
    password_hash: Mapped[str] = secret(String(255), default="")
    """argon2id; empty until the invitation is taken up."""
    password_set_at: Mapped[OptionalMoment] = open_()
    totp_secret: Mapped[str | None] = secret(Sealed("account.totp_secret"))
    totp_confirmed_at: Mapped[OptionalMoment] = open_()
    """From then on signing in takes a code."""
    disabled_at: Mapped[OptionalMoment] = open_()
    last_seen_on: Mapped[OptionalMoment] = person()
    is_demo: Mapped[bool] = open_(Boolean, default=False)
    version: Mapped[int] = open_(Integer, default=1)

    grants: Mapped[list[RoleGrant]] = relationship(
        back_populates="account",
        foreign_keys="RoleGrant.account_id",
        order_by="RoleGrant.granted_at, RoleGrant.id",
    )

    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class RoleGrant(Model):
    """A role somebody holds or held, and where. Never deleted: it ends."""

    __tablename__ = "role_grant"

    id: Mapped[Id] = open_()
    account_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    role: Mapped[Role] = person(one_of(Role))
    organization_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    team_id: Mapped[uuid.UUID | None] = person(ForeignKey("team.id", ondelete="CASCADE"), index=True)
    granted_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    granted_at: Mapped[Moment] = open_()
    ended_at: Mapped[OptionalMoment] = open_()
    ended_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))

    account: Mapped[Account] = relationship(back_populates="grants", foreign_keys=[account_id])


class BrowserSession(Model):
    """One browser that is let in: by an account, or by a link that opens some listings."""

    __tablename__ = "browser_session"

    id: Mapped[Id] = open_()
    token_hash: Mapped[str] = secret(String(64), unique=True)
    """SHA-256 of the cookie's value, which is nowhere else."""
    account_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    link_id: Mapped[uuid.UUID | None] = person(ForeignKey("access_link.id", ondelete="CASCADE"), index=True)
    is_pending: Mapped[bool] = open_(Boolean, default=False)
    """The password was right; the second factor has not been shown yet."""
    form_key: Mapped[str] = secret(String(64))
    """What the forms of this session carry."""
    started_at: Mapped[Moment] = open_()
    seen_at: Mapped[Moment] = person()
    """To the minute."""
    confirmed_at: Mapped[OptionalMoment] = open_()
    """When they last showed that it is them."""
    ends_at: Mapped[Moment] = open_()
    """However busy it is."""
    idle_seconds: Mapped[int] = open_(Integer)
    ended_at: Mapped[OptionalMoment] = open_()
    device: Mapped[Short] = person()
    """Browser and system in a few words, such as `Firefox, Windows`."""
    challenge: Mapped[str] = secret(String(255), default="")
    """The passkey challenge waiting for its answer, and what it is for."""


class UsedCode(Model):
    """A time step of somebody's codes that was used: each works once."""

    __tablename__ = "used_code"

    account_id: Mapped[uuid.UUID] = open_(ForeignKey("account.id", ondelete="CASCADE"), primary_key=True)
    step: Mapped[int] = open_(Integer, primary_key=True, autoincrement=False)


class RecoveryCode(Model):
    """A code on paper for somebody who lost their phone. It works once."""

    __tablename__ = "recovery_code"

    id: Mapped[Id] = open_()
    account_id: Mapped[uuid.UUID] = open_(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = secret(String(64))
    made_at: Mapped[Moment] = open_()
    used_at: Mapped[OptionalMoment] = open_()

    __table_args__ = (UniqueConstraint("account_id", "code_hash"),)


class Passkey(Model):
    """A key on somebody's device. Source: WebAuthn level 2."""

    __tablename__ = "passkey"

    id: Mapped[Id] = open_()
    account_id: Mapped[uuid.UUID] = open_(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = secret(LargeBinary, unique=True)
    public_key: Mapped[bytes] = open_(LargeBinary)
    sign_count: Mapped[int] = open_(Integer, default=0)
    name: Mapped[str] = person(String(60), default="")
    made_at: Mapped[Moment] = open_()
    used_at: Mapped[OptionalMoment] = open_()


class AccessLink(Model):
    """A link or code that lets somebody do one thing, such as take up an invitation or claim a listing.

    Source: decisions.md 20.
    """

    __tablename__ = "access_link"

    id: Mapped[Id] = open_()
    purpose: Mapped[LinkPurpose] = open_(one_of(LinkPurpose))
    token_hash: Mapped[str] = secret(String(64), unique=True)
    """SHA-256 of what the link carries."""
    code_hash: Mapped[str] = secret(String(64), default="")
    """Keyed hash of the short code to be typed, where the purpose takes one."""
    account_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    service_id: Mapped[uuid.UUID | None] = open_(ForeignKey("service.id", ondelete="CASCADE"), index=True)
    organization_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("organization.id", ondelete="CASCADE"), index=True
    )
    person_id: Mapped[uuid.UUID | None] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    referral_id: Mapped[uuid.UUID | None] = person(ForeignKey("referral.id", ondelete="CASCADE"), index=True)
    introduction_id: Mapped[uuid.UUID | None] = person(
        ForeignKey("introduction.id", ondelete="CASCADE"), index=True
    )
    arguments: Mapped[dict[str, object] | None] = person(SealedJSON("access_link.arguments"))
    """What else the purpose needs."""
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()
    expires_at: Mapped[Moment] = open_(index=True)
    uses_left: Mapped[int] = open_(Integer, default=1)
    wrong_tries: Mapped[int] = open_(Integer, default=0)
    """Wrong codes typed. After five the code is dead."""
    used_at: Mapped[OptionalMoment] = open_()
    withdrawn_at: Mapped[OptionalMoment] = open_()


class Throttle(Model):
    """How often something was tried within a window. Keys are keyed hashes: no name, no address."""

    __tablename__ = "throttle"

    key: Mapped[str] = person(String(80), primary_key=True)
    window: Mapped[int] = open_(Integer, primary_key=True, autoincrement=False)
    """Which window, counted from 1970 in windows' lengths."""
    times: Mapped[int] = open_(Integer, default=0)
    until: Mapped[Moment] = open_(index=True)


class BreakGlass(Model):
    """Somebody opened what is not theirs to see, said why, and is answerable for it."""

    __tablename__ = "break_glass"

    id: Mapped[Id] = open_()
    account_id: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    object_type: Mapped[str] = open_(String(40))
    object_id: Mapped[uuid.UUID] = person(index=True)
    category: Mapped[OverrideCategory] = open_(one_of(OverrideCategory))
    reason: Mapped[str] = special(Sealed("break_glass.reason"))
    opened_at: Mapped[Moment] = open_()
    expires_at: Mapped[Moment] = open_()
    reviewed_at: Mapped[OptionalMoment] = open_()
    reviewed_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    decision: Mapped[Decision | None] = open_(one_of(Decision), nullable=True)
    review_note: Mapped[str | None] = special(Sealed("break_glass.review_note"))

    __table_args__ = (Index("ix_break_glass_open", "account_id", "object_type", "object_id", "expires_at"),)


class Approval(Model):
    """Something that takes two people: one asks, another decides."""

    __tablename__ = "approval"

    id: Mapped[Id] = open_()
    action: Mapped[TwoPersonAction] = open_(one_of(TwoPersonAction))
    object_type: Mapped[str] = open_(String(40))
    object_id: Mapped[uuid.UUID] = person(index=True)
    arguments: Mapped[dict[str, object]] = person(JSONType, default=dict)
    """Ids and names of roles only."""
    reason: Mapped[str] = person(Sealed("approval.reason"))
    asked_by: Mapped[uuid.UUID] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    asked_at: Mapped[Moment] = open_()
    decided_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    decided_at: Mapped[OptionalMoment] = open_(index=True)
    decision: Mapped[Decision | None] = open_(one_of(Decision), nullable=True)
    note: Mapped[str | None] = person(Sealed("approval.note"))

    __table_args__ = (CheckConstraint("decided_by IS NULL OR decided_by <> asked_by", name="two_people"),)
