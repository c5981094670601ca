"""A state machine as data: which action leads from where to where, who may do it, and what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from app.domain.errors import NotAllowedError

S = TypeVar("S", bound=StrEnum)
A = TypeVar("A", bound=StrEnum)


class Actor(StrEnum):
    """Whose move it is. Supervisor and manager of the referral note are the team lead here."""

    PERSON = "person"
    REFERRER = "referrer"
    TRIAGER = "triager"
    """Whoever holds `referral:triage`."""
    LINK_WORKER = "link-worker"
    LEAD = "lead"
    PROVIDER = "provider"
    SYSTEM = "system"


class Need(StrEnum):
    """What a move asks for before it is made."""

    REASON = "reason"
    NOTE = "note"
    """Words of one's own."""
    MESSAGE = "message"
    """Words to whoever hears of it."""
    RETURN_DATE = "return-date"
    WORKER = "worker"
    CONSENT = "consent"
    SAFE_CONTACT = "safe-contact"
    RISKS = "risks"
    """`No known risks` is an answer."""
    MATCH = "match"
    """A known person, or a decision that it is a new one."""
    PRIORITY = "priority"
    LINK = "link"
    """The record it goes on in: a duplicate's survivor, the new referral of one sent on."""
    HEARD_OFFER = "heard-offer"
    ATTEMPTS = "attempts"
    """The rule of unreachable people is met, or a reason why it is left early."""
    CAPACITY = "capacity"
    """Room below the cap, or a reason to go over it."""
    TWO_WAY_CONTACT = "two-way-contact"
    OUTCOMES = "outcomes"
    """An outcome for every goal."""
    INTRODUCTIONS_SETTLED = "introductions-settled"
    MEASURE = "measure"
    """A measure at the end, or why not."""
    LETTER = "letter"
    """The closing letter was sent, or the person said no to one."""
    LEAD = "lead"
    """A lead's yes: safeguarding open, high risk, or picked as a sample."""
    WITHIN_REOPENING = "within-reopening"
    HANDOVER = "handover"
    ROUGH_WAIT = "rough-wait"
    DONE = "done"
    """What was done."""
    NO_CONTACT_YET = "no-contact-yet"
    """Nobody has talked with the person because of it."""


@dataclass(frozen=True, slots=True)
class Move(Generic[S, A]):
    """One row of a machine's table."""

    start: S
    action: A
    end: S
    by: frozenset[Actor]
    needs: frozenset[Need] = frozenset()
    clock: str = ""
    """The clock it starts or stops, by name; empty for none."""


def row(
    start: S, action: A, end: S, by: Iterable[Actor], needs: Iterable[Need] = (), *, clock: str = ""
) -> Move[S, A]:
    """A row, written short."""
    return Move(start, action, end, frozenset(by), frozenset(needs), clock)


Table = Mapping[tuple[S, A], Move[S, A]]


def table(moves: Iterable[Move[S, A]]) -> dict[tuple[S, A], Move[S, A]]:
    """Rows by state and action. Raises: ValueError where two rows say different things."""
    made: dict[tuple[S, A], Move[S, A]] = {}
    for move in moves:
        if (move.start, move.action) in made:
            raise ValueError(f"twice: {move.start} {move.action}")
        made[move.start, move.action] = move
    return made


def move_from(rows: Table[S, A], status: S, action: A) -> Move[S, A]:
    """The row. Raises: NotAllowedError where there is none."""
    try:
        return rows[status, action]
    except KeyError:
        raise NotAllowedError from None


def open_moves(rows: Table[S, A], status: S, actors: Iterable[Actor]) -> list[Move[S, A]]:
    """What these actors may do from here, in the table's order."""
    who = frozenset(actors)
    return [move for (start, _), move in rows.items() if start == status and move.by & who]


def missing(move: Move[S, A], given: Iterable[Need]) -> frozenset[Need]:
    """What the move still needs."""
    return move.needs - frozenset(given)
