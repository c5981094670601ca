"""The table of an introduction: every move there is, and what it needs. Source: referrals.md 4.2 C.

A signpost (`given`) has no machine. A provider's silence is no state: the clock makes it a task, and a late
answer is as welcome as a quick one. docs/state-tables.md is printed from here.
"""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import machine
from app.domain.clocks import Clock
from app.domain.introduction import ENDED
from app.domain.introduction import IntroductionAction as A
from app.domain.introduction import IntroductionStatus as S
from app.domain.machine import Actor, Move, Need, row

Row = Move[S, A]

FIRST = S.DRAFT

PERSON, WORKER, LEAD, PROVIDER, SYSTEM = (
    Actor.PERSON,
    Actor.LINK_WORKER,
    Actor.LEAD,
    Actor.PROVIDER,
    Actor.SYSTEM,
)
ASKED = (S.SENT, S.SEEN)
UNDER_WAY = (S.ACCEPTED, S.WAITLISTED, S.STARTED)
OPEN = frozenset({S.DRAFT, *ASKED, *UNDER_WAY})


def _moves() -> Iterable[Row]:
    yield row(S.DRAFT, A.SEND, S.SENT, {WORKER, LEAD}, {Need.CONSENT}, clock=Clock.PROVIDER)
    yield row(S.SENT, A.SEE, S.SEEN, {PROVIDER, SYSTEM})
    for start in ASKED:
        yield row(start, A.ACCEPT, S.ACCEPTED, {PROVIDER, WORKER, LEAD}, clock=Clock.PROVIDER)
        yield row(start, A.DECLINE, S.DECLINED, {PROVIDER, WORKER, LEAD}, {Need.REASON}, clock=Clock.PROVIDER)
    for start in (*ASKED, S.ACCEPTED):
        yield row(
            start, A.WAITLIST, S.WAITLISTED, {PROVIDER, WORKER, LEAD}, {Need.ROUGH_WAIT}, clock=Clock.PROVIDER
        )
    yield row(S.WAITLISTED, A.LEAVE_WAITLIST, S.ACCEPTED, {PROVIDER, WORKER, LEAD})
    says = {PROVIDER, PERSON, WORKER, LEAD}
    for start in (S.ACCEPTED, S.WAITLISTED):
        yield row(start, A.START, S.STARTED, says)
    for start in UNDER_WAY:
        yield row(start, A.COMPLETE, S.COMPLETED, says, {Need.DONE}, clock=Clock.SHARE)
        yield row(start, A.NOT_COMPLETE, S.NOT_COMPLETED, says, {Need.REASON}, clock=Clock.SHARE)
    for start in (S.DRAFT, *ASKED, *UNDER_WAY):
        yield row(
            start, A.CANCEL, S.CANCELLED, {WORKER, LEAD, PERSON, SYSTEM}, {Need.REASON}, clock=Clock.SHARE
        )
    for start in S:
        if start is not S.IN_ERROR:
            yield row(start, A.MARK_ERROR, S.IN_ERROR, {LEAD}, {Need.REASON}, clock=Clock.SHARE)


TRANSITIONS = machine.table(_moves())

RUNNING = {
    S.SENT: Clock.PROVIDER,
    S.SEEN: Clock.PROVIDER,
    **dict.fromkeys(sorted(ENDED), Clock.SHARE),
}
"""State -> the clock that runs in it."""


def after(status: S, action: A) -> S:
    """Where it leads. Raises: NotAllowedError."""
    return machine.move_from(TRANSITIONS, status, action).end


def open_actions(status: S, actors: Iterable[Actor]) -> list[A]:
    """What these actors may do from here."""
    return [move.action for move in machine.open_moves(TRANSITIONS, status, actors)]


def missing(move: Row, given: Iterable[Need]) -> frozenset[Need]:
    """What the move still needs."""
    return machine.missing(move, given)
