"""The table of a case: every move there is, who makes it, and what it needs. Source: referrals.md 4.2 B.

What is not here is refused. docs/state-tables.md is printed from it.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import machine
from app.domain.case import OPEN
from app.domain.case import CaseAction as A
from app.domain.case import CaseStatus as S
from app.domain.clocks import Clock
from app.domain.machine import Actor, Move, Need, row

Row = Move[S, A]

FIRST = S.WAITING
"""By an accepted referral, with its priority and T0; an edit never moves either."""

TRIAGER, WORKER, LEAD, SYSTEM = Actor.TRIAGER, Actor.LINK_WORKER, Actor.LEAD, Actor.SYSTEM

WHOLE_CLOSING = {Need.REASON, Need.OUTCOMES, Need.INTRODUCTIONS_SETTLED, Need.MEASURE, Need.LETTER}
OWNED = frozenset({S.ALLOCATED, S.ACTIVE, S.ON_HOLD, S.CLOSING, S.AWAITING_LEAD})
"""It has exactly one link worker."""
HANDED_OVER_IN = (S.WAITING, S.ALLOCATED, S.ACTIVE, S.ON_HOLD, S.CLOSING)


def _moves() -> Iterable[Row]:
    yield row(
        S.WAITING,
        A.ALLOCATE,
        S.ALLOCATED,
        {TRIAGER, LEAD, WORKER},
        {Need.WORKER, Need.CAPACITY},
        clock=Clock.FIRST_CONTACT,
    )
    yield row(S.ALLOCATED, A.GIVE_BACK, S.WAITING, {WORKER, LEAD}, {Need.REASON})
    yield row(S.ALLOCATED, A.START, S.ACTIVE, {WORKER, LEAD}, {Need.TWO_WAY_CONTACT}, clock=Clock.WAIT)
    yield row(
        S.WAITING, A.CLOSE_EARLY, S.CLOSED, {WORKER, TRIAGER, LEAD}, {Need.REASON}, clock=Clock.REOPENING
    )
    yield row(
        S.ALLOCATED, A.CLOSE_EARLY, S.CLOSED, {WORKER, TRIAGER, LEAD}, {Need.REASON}, clock=Clock.REOPENING
    )
    hold = {Need.REASON, Need.RETURN_DATE}
    yield row(S.ACTIVE, A.HOLD, S.ON_HOLD, {WORKER, LEAD}, hold, clock=Clock.RETURN)
    yield row(S.ON_HOLD, A.HOLD, S.ON_HOLD, {WORKER, LEAD}, hold, clock=Clock.RETURN)
    yield row(S.ON_HOLD, A.RETURN, S.ACTIVE, {WORKER, LEAD, SYSTEM}, clock=Clock.RETURN)
    for start in (S.ACTIVE, S.ON_HOLD):
        yield row(start, A.BEGIN_CLOSING, S.CLOSING, {WORKER, LEAD})
    for start in (S.CLOSING, S.AWAITING_LEAD):
        yield row(start, A.BACK_TO_ACTIVE, S.ACTIVE, {WORKER, LEAD}, {Need.NOTE})
    yield row(S.CLOSING, A.ASK_LEAD, S.AWAITING_LEAD, {WORKER}, WHOLE_CLOSING)
    yield row(S.CLOSING, A.CLOSE, S.CLOSED, {WORKER, LEAD}, WHOLE_CLOSING, clock=Clock.REOPENING)
    yield row(S.AWAITING_LEAD, A.CLOSE, S.CLOSED, {LEAD}, WHOLE_CLOSING, clock=Clock.REOPENING)
    yield row(S.AWAITING_LEAD, A.LEAD_SEND_BACK, S.CLOSING, {LEAD}, {Need.NOTE})
    for start in HANDED_OVER_IN:
        yield row(start, A.HAND_OVER, start, {WORKER, LEAD}, {Need.HANDOVER})
    yield row(
        S.CLOSED,
        A.REOPEN,
        S.ACTIVE,
        {WORKER, LEAD},
        {Need.REASON, Need.WITHIN_REOPENING},
        clock=Clock.REOPENING,
    )
    for start in S:
        if start in OPEN:
            yield row(start, A.RECORD_DEATH, S.CLOSED, {WORKER, LEAD, TRIAGER})
            yield row(start, A.MARK_ERROR, S.IN_ERROR, {LEAD}, {Need.REASON})
    yield row(S.CLOSED, A.RECORD_DEATH, S.CLOSED, {WORKER, LEAD, TRIAGER})
    yield row(S.CLOSED, A.MARK_ERROR, S.IN_ERROR, {LEAD}, {Need.REASON})


TRANSITIONS = machine.table(_moves())

RUNNING = {
    S.ALLOCATED: Clock.FIRST_CONTACT,
    S.ON_HOLD: Clock.RETURN,
    S.CLOSED: Clock.REOPENING,
}
"""State -> the clock that runs in it."""

ASKS_LEAD = frozenset({A.CLOSE, A.CLOSE_EARLY})
"""Moves only a lead makes where safeguarding is open, the risk is high, or it was picked as a sample."""


def after(status: S, action: A) -> S:
    """Where it leads. Raises: NotAllowedError."""
    return machine.move_from(TRANSITIONS, status, action).end


def open_actions(status: S, actors: Iterable[Actor], *, is_marked: bool = False) -> list[A]:
    """What these actors may do from here."""
    who = frozenset(actors)
    return [
        move.action
        for move in machine.open_moves(TRANSITIONS, status, who)
        if LEAD in who or not (is_marked and move.action in ASKS_LEAD)
    ]


def needs(move: Row, *, is_marked: bool) -> frozenset[Need]:
    """What a move needs. A marked case is not closed without a lead."""
    return move.needs | ({Need.LEAD} if is_marked and move.action in ASKS_LEAD else frozenset())


def missing(move: Row, given: Iterable[Need], *, is_marked: bool = False) -> frozenset[Need]:
    """What the move still needs."""
    return needs(move, is_marked=is_marked) - frozenset(given)


SAMPLE_EVERY = 10
"""One case in so many is looked at by a lead before it closes."""


def is_sampled(number: int) -> bool:
    """Is the case of this number picked for a lead to look at?"""
    return number % SAMPLE_EVERY == 0
