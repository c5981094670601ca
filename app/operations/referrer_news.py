"""What a referrer hears, and the door they hear it at. What came of it stands behind the door only."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.consent import ConsentPurpose
from app.domain.emails import is_email
from app.domain.messages import MessageKind, ReferralNews
from app.domain.people import LinkPurpose
from app.domain.referral import ReferralSource
from app.domain.viewer import Viewer
from app.models.people import AccessLink
from app.models.persons import Consent
from app.models.referrals import Referral
from app.operations import access_links, audit, outbox

THEMSELVES = frozenset({ReferralSource.SELF, ReferralSource.CARER_SELF})
"""Doors by which nobody refers another: there is no referrer to tell."""


@dataclass(frozen=True, slots=True)
class Where:
    """Where a letter to the referrer goes: an account, or an address."""

    account: uuid.UUID | None = None
    to: str | None = None


def where(referral: Referral) -> Where | None:
    """None where we know no address: then somebody has to ring or write."""
    if referral.source in THEMSELVES:
        return None
    if referral.referrer_account_id is not None:
        return Where(account=referral.referrer_account_id)
    contact = (referral.referrer_contact or "").strip()
    return Where(to=contact) if is_email(contact) else None


def door(referral: Referral, *, by: Viewer) -> str:
    """The token of a new link to the referrer's door. Earlier links go on working."""
    made = access_links.make(LinkPurpose.REFERRAL, referral=referral.id, by=by.account_id)
    return made.token


def tell(referral: Referral, news: ReferralNews, *, by: Viewer) -> bool:
    """Tell the referrer, once. False where it was told before, or nobody is there to be told by e-mail.

    How it ended is told only where the person agreed that they hear it.
    """
    if news is ReferralNews.CLOSED and not may_hear_the_end(referral):
        return False
    day = f":{clock.today().isoformat()}" if news is ReferralNews.CLOSED else ""
    return _send(
        MessageKind.REFERRAL_NEWS,
        referral,
        key=f"referral-news:{referral.id}:{news}{day}",
        by=by,
        news=news.value,
    )


def ask(referral: Referral, *, step: int, by: Viewer) -> bool:
    """Send them to the question. `step`: 1 at first, 2 to remind them. False as above."""
    asked_at = referral.asked_at or clock.now()
    key = f"referral-question:{referral.id}:{asked_at.isoformat()}:{step}"
    return _send(MessageKind.REFERRAL_QUESTION, referral, key=key, by=by)


def may_hear_the_end(referral: Referral) -> bool:
    """Did the person agree that whoever referred them hears how it ended? What they said last counts."""
    if referral.person_id is None:
        return False
    said = db.session.scalar(
        select(Consent)
        .where(Consent.person_id == referral.person_id, Consent.purpose == ConsentPurpose.TELL_REFERRER)
        .order_by(Consent.recorded_at.desc(), Consent.id)
        .limit(1)
    )
    if said is None or not said.given or said.withdrawn_at is not None:
        return False
    return said.ends_on is None or said.ends_on >= clock.today()


def close_doors(referral: Referral) -> None:
    """No link to it works any more: it was a mistake."""
    for link in db.session.scalars(
        select(AccessLink).where(
            AccessLink.referral_id == referral.id,
            AccessLink.purpose == LinkPurpose.REFERRAL,
            AccessLink.withdrawn_at.is_(None),
        )
    ):
        access_links.withdraw(link)


def _send(kind: MessageKind, referral: Referral, *, key: str, by: Viewer, **more: str) -> bool:
    address = where(referral)
    if address is None or outbox.is_told(key):
        return False
    told = outbox.tell(
        kind,
        key=key,
        to=address.to,
        account=address.account,
        language=language(referral),
        person=referral.person_id,
        reference=referral.reference,
        send_at=None,
        service=None,
        case=None,
        token=door(referral, by=by),
        **more,
    )
    audit.record(by, "referrer.told", of=("referral", referral.id))
    db.session.flush()
    return told


def language(referral: Referral) -> str:
    """Of the referrer: English, but for somebody who asked for another in their own language."""
    return referral.language if referral.source is ReferralSource.FOR_SOMEBODY else "en"
