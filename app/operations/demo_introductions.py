"""Introductions of an invented person, each with the history that leads to where it stands."""

from __future__ import annotations

import datetime as dt
import uuid

from app.domain.case import Subject
from app.domain.consent import ConsentPurpose
from app.domain.introduction import (
    DeclineReason,
    Helped,
    IntroductionAction,
    IntroductionKind,
    IntroductionStatus,
)
from app.domain.machine import Actor
from app.domain.sharing import SHARE_LASTS
from app.models.introductions import Introduction, IntroductionDay, UnmetNeed
from app.operations.demo_lives import Life

N, M = IntroductionStatus, IntroductionAction
OUTCOMES = (
    IntroductionStatus.COMPLETED,
    IntroductionStatus.COMPLETED,
    IntroductionStatus.STARTED,
    IntroductionStatus.ACCEPTED,
    IntroductionStatus.DECLINED,
    IntroductionStatus.SENT,
)


def add_introductions(life: Life, started: int, worker: uuid.UUID) -> None:
    """Details given of one place, and an introduction to another; now and then nothing fits."""
    dice = life.dice
    slugs = [slug for need in life.story["needs"] for slug in life.stage.by_need.get(need, ())]
    if not slugs:
        return
    if dice.random() < 0.5 and life.since(started + 12):
        add_signpost(life, dice.choice(slugs), started + 12, worker)
    signed = [slug for slug in slugs if life.stage.listings[slug][1] in life.stage.signed]
    if signed and life.since(started + 14):
        add_introduction(life, dice.choice(signed), dice.choice(OUTCOMES), started + 14, worker)
    if dice.random() < 0.09:
        life.rows.add(
            UnmetNeed,
            case_id=life.case_id,
            theme=life.story["concerns"][0],
            ward_code=life.home[1],
            why=dice.choice(["nothing-there", "too-far", "times"]),
            words="Nothing on an evening that a bus still runs after.",
            searched=life.story["needs"][0],
            made_by=worker,
            made_at=life.at(started + 20) if life.since(started + 20) else life.at(started),
        )


def add_signpost(life: Life, slug: str, day: int, worker: uuid.UUID) -> None:
    service, organization, name = life.stage.listings[slug]
    helped = life.dice.choice([Helped.YES, Helped.YES, Helped.PARTLY, Helped.DID_NOT_GO, None])
    life.rows.add(
        Introduction,
        case_id=life.case_id,
        person_id=life.person_id,
        kind=IntroductionKind.SIGNPOST,
        status=IntroductionStatus.GIVEN,
        service_id=service,
        organization_id=organization,
        service_name=name,
        shared_fields=[],
        made_by=worker,
        helped=helped if life.since(day + 30) else None,
        helped_at=life.at(day + 30) if helped and life.since(day + 30) else None,
        is_demo=True,
        created_at=life.at(day),
        modified_at=life.at(day),
        version=1,
    )


def add_introduction(
    life: Life, slug: str, outcome: IntroductionStatus, day: int, worker: uuid.UUID
) -> uuid.UUID:
    """One introduction with its history; what has not had time to happen has not happened."""
    service, organization, name = life.stage.listings[slug]
    made = uuid.uuid4()
    path: list[tuple[IntroductionAction, IntroductionStatus, int, Actor]] = [
        (M.SEND, N.SENT, day, Actor.LINK_WORKER)
    ]
    if outcome is N.DECLINED:
        path.append((M.DECLINE, N.DECLINED, day + 3, Actor.PROVIDER))
    elif outcome is not N.SENT:
        path.append((M.ACCEPT, N.ACCEPTED, day + 3, Actor.PROVIDER))
    if outcome in {N.STARTED, N.COMPLETED}:
        path.append((M.START, N.STARTED, day + 12, Actor.PROVIDER))
    if outcome is N.COMPLETED:
        path.append((M.COMPLETE, N.COMPLETED, day + 70, Actor.PROVIDER))
    path = [step for step in path if life.since(step[2])]
    days = {action: life.at(when) for action, _, when, _ in path}
    start: IntroductionStatus = N.DRAFT
    for action, end, _when, actor in path:
        by = worker if actor is Actor.LINK_WORKER else None
        reason = DeclineReason.NO_CAPACITY if action is M.DECLINE else ""
        life.event(
            Subject.INTRODUCTION,
            made,
            (action, start, end),
            at=days[action],
            actor=actor,
            actor_id=by,
            reason=reason,
        )
        start = end
    ended = days.get(M.COMPLETE) or days.get(M.DECLINE)
    over = ended is not None and ended + SHARE_LASTS < life.at(life.days_ago)
    helped = (
        life.dice.choice([Helped.YES, Helped.YES, Helped.PARTLY, Helped.NO])
        if M.START in days and life.since(day + 42)
        else None
    )
    consent = life.consent(
        ConsentPurpose.SHARE_WITH_PROVIDER,
        days[M.SEND],
        organization_id=organization,
        named=name,
        data=["first-name", "safe-contact"],
        ends_on=days[M.SEND].date() + dt.timedelta(days=182),
    )
    life.rows.add(
        Introduction,
        id=made,
        case_id=life.case_id,
        person_id=life.person_id,
        kind=IntroductionKind.INTRODUCTION,
        status=start,
        service_id=service,
        organization_id=organization,
        service_name=name,
        shared=None
        if over
        else {"first_name": life.given, "channel": "link-worker", "contact": "Through their link worker"},
        shared_fields=["first-name", "safe-contact"],
        consent_id=consent,
        sent_to="hello@provider.example",
        made_by=worker,
        sent_at=days[M.SEND],
        seen_at=days.get(M.ACCEPT) or days.get(M.DECLINE),
        answered_at=days.get(M.ACCEPT) or days.get(M.DECLINE),
        reminder_step=0,
        decline_reason=DeclineReason.NO_CAPACITY if M.DECLINE in days else None,
        provider_words="Very welcome. Ask for Bernadette at the door." if M.ACCEPT in days else None,
        started_at=days.get(M.START),
        ended_at=ended,
        output="Came nine times and made the tea twice." if M.COMPLETE in days else None,
        helped=helped,
        helped_words=life.pick("helped") if helped in {Helped.YES, Helped.PARTLY} else None,
        helped_at=life.at(day + 42) if helped else None,
        share_ends_at=ended + SHARE_LASTS if ended else None,
        is_demo=True,
        created_at=life.at(day - 1),
        modified_at=life.at(day),
        version=1,
    )
    for week in range(3):
        if M.START in days and life.since(day + 12 + 7 * week):
            at = life.at(day + 12 + 7 * week)
            life.rows.add(
                IntroductionDay,
                introduction_id=made,
                day=at.date(),
                came=life.dice.random() < 0.85,
                said_by="provider",
                said_at=at,
            )
    return made
