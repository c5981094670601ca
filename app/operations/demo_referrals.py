"""The referral of an invented person, with its history, as far as it came."""

from __future__ import annotations

import datetime as dt
import uuid

from app.domain.case import Subject
from app.domain.machine import Actor
from app.domain.matching import facts_of
from app.domain.referral import (
    NotAcceptedReason,
    Priority,
    ReferralAction,
    ReferralMethod,
    ReferralSource,
    ReferralStatus,
)
from app.domain.referral_document import ReferralDocument
from app.models.persons import PersonKey
from app.models.referrals import Referral
from app.operations.demo_lives import Life
from app.queries.matching import hashes

NOT_OPENED = (
    ReferralStatus.RECEIVED,
    ReferralStatus.IN_TRIAGE,
    ReferralStatus.INFO_NEEDED,
    ReferralStatus.AWAITING_LEAD,
    ReferralStatus.NOT_ACCEPTED,
    ReferralStatus.DECLINED_BY_PERSON,
    ReferralStatus.COULD_NOT_CONTACT,
    ReferralStatus.WITHDRAWN,
    ReferralStatus.REDIRECTED,
    ReferralStatus.IN_ERROR,
)
MOVE_OF = {
    ReferralStatus.NOT_ACCEPTED: ReferralAction.NOT_ACCEPT,
    ReferralStatus.DECLINED_BY_PERSON: ReferralAction.PERSON_DECLINES,
    ReferralStatus.COULD_NOT_CONTACT: ReferralAction.GIVE_UP_CONTACT,
    ReferralStatus.WITHDRAWN: ReferralAction.WITHDRAW,
    ReferralStatus.REDIRECTED: ReferralAction.REDIRECT,
    ReferralStatus.IN_ERROR: ReferralAction.MARK_ERROR,
    ReferralStatus.INFO_NEEDED: ReferralAction.ASK,
    ReferralStatus.AWAITING_LEAD: ReferralAction.PROPOSE_NOT_ACCEPT,
}


def add_referral(life: Life, status: ReferralStatus, document: ReferralDocument) -> None:
    """The referral with its history, as far as it came."""
    source = life.dice.choices(
        [
            ReferralSource.PROFESSIONAL,
            ReferralSource.SELF,
            ReferralSource.FOR_SOMEBODY,
            ReferralSource.HELPLINE,
            ReferralSource.LETTER,
            ReferralSource.CARER_SELF,
        ],
        [55, 20, 8, 9, 4, 4],
    )[0]
    by_work = source is ReferralSource.PROFESSIONAL
    accepted = status is ReferralStatus.ACCEPTED
    decided = life.at(life.dice.choice([1, 1, 2, 3])) if status not in NOT_OPENED[:4] else None
    urgent = life.dice.random() < 0.06 or status is ReferralStatus.AWAITING_LEAD
    life.rows.add(
        Referral,
        id=life.referral_id,
        reference=life.reference(),
        status=status,
        source=source,
        method=ReferralMethod.SECURE_MESSAGE if by_work else None,
        priority=Priority.URGENT
        if urgent
        else life.dice.choice([Priority.SOON, Priority.ROUTINE, Priority.ROUTINE]),
        is_urgent=urgent,
        is_safeguarding=False,
        document=dict(document),
        name=f"{life.given} {life.family}",
        concerns=list(document["concerns"]),
        language=document["language"],
        ward_code=life.home[1],
        person_id=life.person_id if accepted else None,
        case_id=life.case_id if accepted else None,
        practice_id=uuid.UUID(document["practice_id"]),
        team_id=life.crew.team_id,
        routed_by="practice area area team",
        referrer_name="Gill Marsh" if by_work else None,
        referrer_service="Larkspur Road Surgery" if by_work else None,
        referrer_contact="referrer@demo.example" if by_work else None,
        received_at=life.at(0),
        triaged_by=life.crew.lead_id if status is not ReferralStatus.RECEIVED else None,
        decided_at=decided,
        asked_at=life.at(1) if status is ReferralStatus.INFO_NEEDED else None,
        question="Does she live alone? The form says both." if status is ReferralStatus.INFO_NEEDED else None,
        not_accepted=life.dice.choice(list(NotAcceptedReason))
        if status is ReferralStatus.NOT_ACCEPTED
        else None,
        heard_offer=life.dice.random() < 0.8 if status is ReferralStatus.DECLINED_BY_PERSON else None,
        message="We told them whom to ring instead." if status is ReferralStatus.NOT_ACCEPTED else None,
        sent_on_to="The memory clinic" if status is ReferralStatus.REDIRECTED else None,
        is_demo=True,
        created_at=life.at(0),
        modified_at=life.at(0),
        version=1,
    )
    add_history(life, status, decided)
    if not accepted:
        for kind, values in hashes(facts_of(document)).items():
            for one in sorted(values):
                life.rows.add(PersonKey, referral_id=life.referral_id, kind=kind, hash=one)


def add_history(life: Life, status: ReferralStatus, decided: dt.datetime | None) -> None:
    is_accepted = status is ReferralStatus.ACCEPTED
    reading = ReferralStatus.IN_TRIAGE
    steps = [(ReferralAction.SEND, ReferralStatus.DRAFT, ReferralStatus.RECEIVED, life.at(0))]
    if status is not ReferralStatus.RECEIVED:
        steps.append((ReferralAction.START_TRIAGE, ReferralStatus.RECEIVED, reading, life.at(0, 16)))
    if is_accepted or status in MOVE_OF:
        action = ReferralAction.ACCEPT if is_accepted else MOVE_OF[status]
        steps.append((action, reading, status, decided or life.at(1)))
    for action, start, end, at in steps:
        is_sent = action is ReferralAction.SEND
        life.event(
            Subject.REFERRAL,
            life.referral_id,
            (action, start, end),
            at=at,
            actor=Actor.REFERRER if is_sent else Actor.LEAD,
            actor_id=None if is_sent else life.crew.lead_id,
            with_case=is_accepted,
        )
