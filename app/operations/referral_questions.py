"""A question to whoever referred somebody: asked, answered by account or by link, and chased.

The wait goes on while we ask. After three days the referrer is reminded, after seven a lead is told.
"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.machine import Actor, Need
from app.domain.messages import LeadNeed, MessageKind
from app.domain.referral import ReferralAction, ReferralStatus
from app.domain.roles import Role
from app.domain.viewer import SYSTEM, Viewer
from app.models.people import Account, RoleGrant
from app.models.referrals import Referral
from app.operations import outbox, referral_moves, referrer_news, triage

REMIND_AFTER = dt.timedelta(days=3)
TELL_LEAD_AFTER = dt.timedelta(days=7)


def ask(referral: Referral, question: str, *, by: Viewer, version: int | None = None) -> bool:
    """Ask the referrer. Were they told by e-mail? Where not, somebody has to ring them.

    Raises: what `referral_moves.move` raises.
    """
    held = referral_moves.move(
        referral, ReferralAction.ASK, by=by, given={Need.MESSAGE}, version=version, note=question
    )
    held.question, held.answer = question, None
    db.session.flush()
    return referrer_news.ask(held, step=1, by=by)


def answer(
    referral: Referral, words: str, *, by: Viewer, version: int | None = None, by_link: bool = False
) -> Referral:
    """What the referrer knows. Raises: what `referral_moves.move` raises."""
    held = referral_moves.move(
        referral,
        ReferralAction.ANSWER,
        by=by,
        given={Need.NOTE},
        actor=Actor.REFERRER if by_link else None,
        version=version,
        note=words,
    )
    held.answer, held.asked_at = words, None
    db.session.flush()
    return held


def withdraw(
    referral: Referral, words: str, *, by: Viewer, version: int | None = None, by_link: bool = False
) -> Referral:
    """The referrer takes it back. Raises: what `referral_moves.move` raises."""
    held = referral_moves.move(
        referral,
        ReferralAction.WITHDRAW,
        by=by,
        given={Need.REASON},
        actor=Actor.REFERRER if by_link else None,
        version=version,
        reason="by-referrer",
        note=words,
    )
    triage.lead_is_done(held, by)
    return held


def chase() -> int:
    """Remind whoever has not answered, and tell a lead of whoever stays silent; how many there are.

    Twice on a day is the same as once.
    """
    silent = db.session.scalars(
        select(Referral)
        .where(
            Referral.status == ReferralStatus.INFO_NEEDED,
            Referral.asked_at <= clock.now() - REMIND_AFTER,
        )
        .order_by(Referral.asked_at, Referral.id)
    ).all()
    for referral in silent:
        referrer_news.ask(referral, step=2, by=SYSTEM)
        if referral.asked_at is not None and referral.asked_at <= clock.now() - TELL_LEAD_AFTER:
            tell_leads(referral)
    db.session.flush()
    return len(silent)


def tell_leads(referral: Referral) -> None:
    """Each lead of its team, once for each question: a reference and nothing else."""
    asked_at = referral.asked_at.isoformat() if referral.asked_at else ""
    for lead in leads_of(referral):
        outbox.tell(
            MessageKind.LEAD_NEEDED,
            key=f"silent-referrer:{referral.id}:{asked_at}:{lead.id}",
            account=lead.id,
            language=lead.language,
            person=referral.person_id,
            what=LeadNeed.SILENT_REFERRER.value,
            reference=referral.reference,
        )


def leads_of(referral: Referral) -> list[Account]:
    """Leads of its team; every lead where it fits no team."""
    wanted = [RoleGrant.role == Role.TEAM_LEAD, RoleGrant.ended_at.is_(None), Account.disabled_at.is_(None)]
    if referral.team_id is not None:
        wanted.append(RoleGrant.team_id == referral.team_id)
    return list(
        db.session.scalars(
            select(Account).join(RoleGrant, RoleGrant.account_id == Account.id).where(*wanted).distinct()
        )
    )
