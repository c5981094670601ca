"""Who refers: what we know of somebody signed in, and which referrals are their organisation's."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.case import CaseStatus, ClosureReason
from app.domain.referral import ReferralStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.directory import Organization
from app.models.people import Account, Team
from app.models.persons import JourneyDraft, Practice
from app.models.referrals import Referral
from app.models.visibility import visible_to

ON_A_PAGE = 25


@dataclass(frozen=True, slots=True)
class Oneself:
    """Somebody signed in, as a referral names them."""

    name: str
    service: str
    email: str
    organization_id: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Own:
    """One referral in the list of whoever made it."""

    id: uuid.UUID
    reference: str
    name: str
    status: ReferralStatus
    received_at: dt.datetime | None
    by: str
    case: CaseStatus | None
    closed_for: ClosureReason | None


@dataclass(frozen=True, slots=True)
class Begun:
    """A referral that is not sent yet."""

    id: uuid.UUID
    journey: str
    name: str
    saved_at: dt.datetime
    expires_at: dt.datetime


def oneself(viewer: Viewer) -> Oneself:
    """The account's name and address, and the organisation or team it refers for."""
    email = db.session.scalar(select(Account.email).where(Account.id == viewer.account_id)) or ""
    organization = next((one.organization_id for one in viewer.grants if one.organization_id), None)
    team = next((one.team_id for one in viewer.grants if one.team_id), None)
    if organization is not None:
        where = db.session.scalar(select(Organization.name).where(Organization.id == organization))
    else:
        where = db.session.scalar(select(Team.name).where(Team.id == team)) if team else ""
    return Oneself(viewer.name, where or "", email, organization)


def own(viewer: Viewer, page: int = 1) -> tuple[list[Own], int]:
    """One page of the organisation's referrals, questions first, then the newest; and how many pages.

    What was made by mistake is not there.
    """
    wanted = (
        visible_to(Referral, viewer, Permission.REFERRAL_FOLLOW),
        Referral.status != ReferralStatus.IN_ERROR,
    )
    total = db.session.scalar(select(func.count()).select_from(Referral).where(*wanted)) or 0
    rows = db.session.execute(
        select(Referral, Case.status, Case.closure_reason)
        .outerjoin(Case, Case.id == Referral.case_id)
        .where(*wanted)
        .order_by((Referral.status != ReferralStatus.INFO_NEEDED), Referral.received_at.desc(), Referral.id)
        .limit(ON_A_PAGE)
        .offset((max(1, page) - 1) * ON_A_PAGE)
    ).all()
    found = [
        Own(
            id=one.id,
            reference=one.reference,
            name=one.name,
            status=one.status,
            received_at=one.received_at,
            by=one.referrer_name or "",
            case=case,
            closed_for=reason,
        )
        for one, case, reason in rows
    ]
    return found, max(1, -(-total // ON_A_PAGE))


def case_of(referral: Referral) -> Case | None:
    """The case it led to: only where it stands is told to a referrer."""
    return db.session.get(Case, referral.case_id) if referral.case_id else None


def begun(viewer: Viewer, *journeys: str) -> list[Begun]:
    """What this account has begun to write and not sent, the newest first."""
    rows = db.session.scalars(
        select(JourneyDraft)
        .where(
            JourneyDraft.account_id == viewer.account_id,
            JourneyDraft.journey.in_(journeys),
            JourneyDraft.referral_id.is_(None),
            JourneyDraft.expires_at > clock.now(),
        )
        .order_by(JourneyDraft.saved_at.desc(), JourneyDraft.id)
    )
    return [
        Begun(one.id, one.journey, name_in(one), one.saved_at, one.expires_at)
        for one in rows
        if "who" in (one.answers or {})
    ]


def name_in(draft: JourneyDraft) -> str:
    """Whom it is about, as far as it was written."""
    told: dict[str, dict[str, str]] = draft.answers or {}  # type: ignore[assignment]  # JSON of ours
    who = told.get("who", {})
    return " ".join(part for part in (who.get("given_name", ""), who.get("family_name", "")) if part)


def own_draft(viewer: Viewer, draft_id: uuid.UUID, journey: str) -> JourneyDraft | None:
    """A draft of this account that is not sent yet."""
    return db.session.scalar(
        select(JourneyDraft).where(
            JourneyDraft.id == draft_id,
            JourneyDraft.journey == journey,
            JourneyDraft.account_id == viewer.account_id,
            JourneyDraft.account_id.is_not(None),
            JourneyDraft.referral_id.is_(None),
            JourneyDraft.expires_at > clock.now(),
        )
    )


def practices() -> Sequence[tuple[uuid.UUID, str]]:
    """Practices of our list, by name."""
    return [(one.id, one.name) for one in db.session.scalars(select(Practice).order_by(Practice.name))]


def practice_of(viewer: Viewer) -> uuid.UUID | None:
    """The practice whose organisation somebody refers for, where there is one."""
    organizations = [one.organization_id for one in viewer.grants if one.organization_id]
    found = db.session.scalars(select(Practice.id).where(Practice.organization_id.in_(organizations))).all()
    return found[0] if len(found) == 1 else None
