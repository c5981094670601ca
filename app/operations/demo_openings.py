"""Puts an invented person where they stand: a referral that waits or is over, or a case."""

from __future__ import annotations

from app.domain.case import CaseStatus
from app.domain.referral import ReferralStatus
from app.domain.tasks import TaskKind
from app.operations.demo_cases import add_appointment, add_case, add_task
from app.operations.demo_lives import Life
from app.operations.demo_referrals import add_referral

S, C = ReferralStatus, CaseStatus

NEXT = (
    (TaskKind.NEXT_STEP, "Ring to see how the first visit went"),
    (TaskKind.FOLLOW_UP, ""),
    (TaskKind.MEASURE, ""),
    (TaskKind.DID_IT_HELP, ""),
    (TaskKind.PLAN_REVIEW, ""),
)


def waiting(life: Life, status: ReferralStatus) -> None:
    """A referral that never became a case, or has not yet."""
    add_referral(life, status, life.document())


def open_case(life: Life, status: CaseStatus, at: int, number: int) -> None:
    """A case in this state, with a link worker in turn where it has one."""
    worker = None if status is C.WAITING else life.crew.workers[at % len(life.crew.workers)]
    document = life.document()
    life.add_person(document)
    add_referral(life, S.ACCEPTED, document)
    add_case(life, status, worker, number)
    if worker is None:
        return
    if status is C.ALLOCATED:
        add_task(life, TaskKind.FIRST_CONTACT, worker, life.dice.randrange(1, 4))
    elif status is C.ACTIVE:
        kind, words = life.dice.choice(NEXT)
        add_task(life, kind, worker, life.dice.randrange(1, 30), words=words)
        if life.dice.random() < 0.25:
            add_appointment(
                life,
                worker,
                day=life.dice.randrange(1, 12),
                hour=life.dice.randrange(9, 16),
                what="What matters",
                place="At home",
            )
    elif status is C.AWAITING_LEAD:
        add_task(life, TaskKind.LEAD_CONFIRM, worker, 0, for_lead=True)
