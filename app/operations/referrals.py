"""A referral comes in, by whichever door: kept once, routed, made comparable, and acknowledged."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.case import Subject
from app.domain.consent import ConsentPurpose
from app.domain.machine import Actor
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.domain.reaching import SafeChannel
from app.domain.referral import Priority, ReferralAction, ReferralMethod, ReferralSource, ReferralStatus
from app.domain.referral_document import ReferralDocument, clean, full_name
from app.domain.viewer import Viewer
from app.models.referrals import Referral
from app.operations import access_links, audit, history, outbox
from app.operations.matching import note_keys
from app.operations.routing import route_referral

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Without those that are taken for one another."""
ACTORS = {
    ReferralSource.SELF: Actor.PERSON,
    ReferralSource.CARER_SELF: Actor.PERSON,
    ReferralSource.FOR_SOMEBODY: Actor.REFERRER,
    ReferralSource.PROFESSIONAL: Actor.REFERRER,
    ReferralSource.HELPLINE: Actor.REFERRER,
    ReferralSource.LETTER: Actor.REFERRER,
    ReferralSource.IMPORT: Actor.REFERRER,
}


@dataclass(frozen=True, slots=True)
class Referrer:
    """Who asks for somebody else, and where to answer to."""

    name: str = ""
    service: str = ""
    contact: str = ""
    """An e-mail address, or a phone number."""
    account_id: uuid.UUID | None = None
    organization_id: uuid.UUID | None = None


def receive(
    document: ReferralDocument,
    *,
    key: uuid.UUID,
    source: ReferralSource,
    by: Viewer,
    hear_by: dt.date,
    method: ReferralMethod | None = None,
    referrer: Referrer | None = None,
    is_urgent: bool = False,
    language: str = "en",
    is_demo: bool = False,
    is_one_of_many: bool = False,
) -> Referral:
    """Keep it, once: a second one with the same key is the first. The key becomes its id.

    `hear_by`: the day by which they hear from us, as their page says. `is_one_of_many`: the file it came in
    is traced, once.
    """
    held = db.session.get(Referral, key)
    if held is not None:
        return held
    told, who = clean(document), referrer or Referrer()
    routed = route_referral(told)
    referral = Referral(
        id=key,
        reference=new_reference(),
        status=ReferralStatus.RECEIVED,
        source=source,
        method=method,
        priority=Priority.URGENT if is_urgent else Priority.ROUTINE,
        is_urgent=is_urgent,
        is_safeguarding=bool(told["safeguarding"]),
        document=dict(told),
        name=full_name(told),
        concerns=list(told["concerns"]),
        language=told["language"] or language,
        ward_code=routed.ward_code,
        practice_id=routed.practice_id,
        team_id=routed.team_id,
        routed_by=routed.routed_by,
        referrer_account_id=who.account_id,
        referrer_organization_id=who.organization_id,
        referrer_name=who.name or None,
        referrer_service=who.service or None,
        referrer_contact=who.contact or None,
        made_by=by.account_id,
        received_at=clock.now(),
        is_demo=is_demo,
    )
    try:
        with db.session.begin_nested():
            db.session.add(referral)
            db.session.flush()
    except IntegrityError:
        other = db.session.get(Referral, key, populate_existing=True)
        if other is None:
            raise
        return other
    note_keys(referral_id=referral.id, document=told)
    history.append(
        Subject.REFERRAL,
        referral.id,
        action=ReferralAction.SEND,
        start=ReferralStatus.DRAFT,
        end=ReferralStatus.RECEIVED,
        by=by,
        actor=ACTORS[source],
        on_behalf_of=told["on_behalf"]["name"],
    )
    if not is_one_of_many:
        audit.record(by, "referral.received", of=("referral", referral.id), scope=source.value)
    acknowledge(referral, told, by=by, hear_by=hear_by, language=language)
    db.session.flush()
    return referral


def acknowledge(
    referral: Referral, document: ReferralDocument, *, by: Viewer, hear_by: dt.date, language: str
) -> None:
    """Tell the person who agreed, where e-mail is safe, and the referrer with a link to their own door."""
    agreed = document["consents"].get(ConsentPurpose.CONTACT)
    is_safe = document["email"] and SafeChannel.EMAIL in document["reaching"]["channels"]
    if is_safe and agreed and agreed["given"]:
        outbox.tell(
            MessageKind.REFERRAL_RECEIVED,
            key=f"referral-received:{referral.id}:person",
            to=document["email"],
            language=referral.language,
            reference=referral.reference,
            by=hear_by.isoformat(),
        )
    answer_to = referral.referrer_contact or document["on_behalf"]["email"]
    if answer_to and "@" in answer_to:
        link = access_links.make(LinkPurpose.REFERRAL, referral=referral.id, by=by.account_id, uses=1)
        outbox.tell(
            MessageKind.REFERRAL_RECEIVED,
            key=f"referral-received:{referral.id}:referrer",
            to=answer_to,
            language=language,
            token=link.token,
            reference=referral.reference,
            by=hear_by.isoformat(),
        )


def new_reference() -> str:
    """A reference nobody has. Shape: `K7M-4PQ`."""
    while True:
        drawn = "".join(secrets.choice(LETTERS) for _ in range(6))
        made = f"{drawn[:3]}-{drawn[3:]}"
        if db.session.scalar(select(Referral.id).where(Referral.reference == made)) is None:
            return made
