"""The table of a referral: every move there is, who makes it, and what it needs. Source: referrals.md 4.2 A.

What is not here is refused. docs/state-tables.md is printed from it.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import machine
from app.domain.clocks import Clock
from app.domain.machine import Actor, Move, Need, row
from app.domain.referral import ReferralAction as A
from app.domain.referral import ReferralStatus as S

Row = Move[S, A]

FIRST = S.DRAFT
"""Made by the person or a referrer. It is purged after 14 days if it is not sent."""

LOOKED_AT = (S.RECEIVED, S.IN_TRIAGE, S.INFO_NEEDED)
OPEN = frozenset({S.DRAFT, *LOOKED_AT, S.AWAITING_LEAD})
"""Nobody has decided yet."""

PERSON, REFERRER, TRIAGER, WORKER, LEAD, SYSTEM = (
    Actor.PERSON,
    Actor.REFERRER,
    Actor.TRIAGER,
    Actor.LINK_WORKER,
    Actor.LEAD,
    Actor.SYSTEM,
)


def _moves() -> Iterable[Row]:
    yield row(
        S.DRAFT,
        A.SEND,
        S.RECEIVED,
        {PERSON, REFERRER},
        {Need.CONSENT, Need.SAFE_CONTACT, Need.RISKS},
        clock=Clock.WAIT,
    )
    yield row(S.RECEIVED, A.START_TRIAGE, S.IN_TRIAGE, {TRIAGER}, {Need.WORKER}, clock=Clock.TRIAGE)
    yield row(S.IN_TRIAGE, A.ASK, S.INFO_NEEDED, {TRIAGER}, {Need.MESSAGE}, clock=Clock.QUESTION)
    yield row(
        S.INFO_NEEDED, A.ANSWER, S.IN_TRIAGE, {REFERRER, PERSON, TRIAGER}, {Need.NOTE}, clock=Clock.QUESTION
    )
    yield row(S.IN_TRIAGE, A.ACCEPT, S.ACCEPTED, {TRIAGER}, {Need.PRIORITY, Need.MATCH})
    why_not = {Need.REASON, Need.MESSAGE}
    yield row(S.IN_TRIAGE, A.NOT_ACCEPT, S.NOT_ACCEPTED, {TRIAGER, LEAD}, why_not)
    yield row(S.IN_TRIAGE, A.PROPOSE_NOT_ACCEPT, S.AWAITING_LEAD, {TRIAGER}, why_not)
    yield row(S.AWAITING_LEAD, A.LEAD_AGREE, S.NOT_ACCEPTED, {LEAD})
    yield row(S.AWAITING_LEAD, A.LEAD_SEND_BACK, S.IN_TRIAGE, {LEAD}, {Need.NOTE})
    yield row(S.IN_TRIAGE, A.REDIRECT, S.REDIRECTED, {TRIAGER}, {Need.LINK, Need.CONSENT})
    for start in LOOKED_AT:
        yield row(start, A.GIVE_UP_CONTACT, S.COULD_NOT_CONTACT, {TRIAGER}, {Need.ATTEMPTS})
    for start in (*LOOKED_AT, S.AWAITING_LEAD):
        yield row(start, A.PERSON_DECLINES, S.DECLINED_BY_PERSON, {TRIAGER, PERSON}, {Need.HEARD_OFFER})
        yield row(start, A.WITHDRAW, S.WITHDRAWN, {REFERRER, PERSON, TRIAGER}, {Need.REASON})
        yield row(start, A.MARK_DUPLICATE, S.DUPLICATE, {TRIAGER}, {Need.LINK})
    for start in (S.DRAFT, *LOOKED_AT, S.AWAITING_LEAD):
        yield row(start, A.RECORD_DEATH, S.PERSON_DIED, {TRIAGER, WORKER, LEAD, SYSTEM})
    for start in S:
        if start not in {S.DRAFT, S.IN_ERROR}:
            yield row(start, A.MARK_ERROR, S.IN_ERROR, {LEAD}, {Need.REASON, Need.NO_CONTACT_YET})


TRANSITIONS = machine.table(_moves())

RUNNING = {S.DRAFT: Clock.DRAFT, S.RECEIVED: Clock.TRIAGE, S.INFO_NEEDED: Clock.QUESTION}
"""State -> the clock that runs in it, besides the wait."""


def after(status: S, action: A) -> S:
    """Where it leads. Raises: NotAllowedError."""
    return machine.move_from(TRANSITIONS, status, action).end


def open_actions(status: S, actors: Iterable[Actor]) -> list[A]:
    """What these actors may do from here."""
    return [move.action for move in machine.open_moves(TRANSITIONS, status, actors)]


def needs(move: Row, *, is_marked: bool) -> frozenset[Need]:
    """What a move needs. One with a safeguarding or urgent mark is not turned away without a lead."""
    return move.needs | ({Need.LEAD} if is_marked and move.action is A.NOT_ACCEPT else frozenset())


def missing(move: Row, given: Iterable[Need], *, is_marked: bool = False) -> frozenset[Need]:
    """What the move still needs."""
    return needs(move, is_marked=is_marked) - frozenset(given)
