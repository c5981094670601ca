"""The table of a hand-over. A case changes hands only when it is accepted. Source: referrals.md 4.2 B."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain import machine
from app.domain.case import TransferAction as A
from app.domain.case import TransferStatus as S
from app.domain.clocks import Clock
from app.domain.machine import Actor, Move, Need, row

Row = Move[S, A]

FIRST = S.REQUESTED
"""By whoever has the case or their lead, with a handover note."""

_BOTH = frozenset({Actor.LINK_WORKER, Actor.LEAD})

TRANSITIONS = machine.table(
    [
        row(S.REQUESTED, A.ACCEPT, S.ACCEPTED, _BOTH, clock=Clock.TRANSFER),
        row(S.REQUESTED, A.DECLINE, S.DECLINED, _BOTH, {Need.NOTE}, clock=Clock.TRANSFER),
        row(S.REQUESTED, A.WITHDRAW, S.WITHDRAWN, _BOTH | {Actor.SYSTEM}, clock=Clock.TRANSFER),
        row(S.REQUESTED, A.EXPIRE, S.EXPIRED, {Actor.SYSTEM}, clock=Clock.TRANSFER),
    ]
)
"""Whoever is asked accepts or declines: the colleague, or a lead of the team. Whoever asked takes it back."""

RUNNING = {S.REQUESTED: Clock.TRANSFER}


def after(status: S, action: A) -> S:
    """Where it leads. Raises: NotAllowedError."""
    return machine.move_from(TRANSITIONS, status, action).end


def open_actions(status: S, actors: Iterable[Actor]) -> list[A]:
    """What these actors may do from here."""
    return [move.action for move in machine.open_moves(TRANSITIONS, status, actors)]


def missing(move: Row, given: Iterable[Need]) -> frozenset[Need]:
    """What the move still needs."""
    return machine.missing(move, given)
