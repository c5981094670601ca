"""What can need a link worker, how pressing each kind is, and how it ends."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum


class TaskKind(StrEnum):
    """Why a case is on somebody's day. In order, the most pressing first."""

    SAFEGUARDING = "safeguarding"
    LEAD_CONFIRM = "lead-confirm"
    """A lead must agree to something."""
    NEW_TO_ME = "new-to-me"
    FIRST_CONTACT = "first-contact"
    WROTE_BACK = "wrote-back"
    PROVIDER_ANSWERED = "provider-answered"
    PROVIDER_SILENT = "provider-silent"
    STOPPED = "asked-to-stop"
    """The person said: I want to stop, or it is not right."""
    RETURN_DATE = "return-date"
    TRANSFER = "transfer"
    BOOK_SUPPORT = "book-support"
    """Book an interpreter or another professional."""
    NEXT_STEP = "next-step"
    FOLLOW_UP = "follow-up"
    DID_IT_HELP = "did-it-help"
    MEASURE = "measure"
    TELL_BY_HAND = "tell-by-hand"
    """Tell somebody what the system cannot, because they have no e-mail that is safe."""
    CONSENT_ENDS = "consent-ends"
    NEEDS_REVIEW = "needs-review"
    PLAN_REVIEW = "plan-review"
    WORTH_A_WORD = "worth-a-word"
    """The yearly health check or a screening."""


class AppointmentKind(StrEnum):
    MEETING = "meeting"
    CALL = "call"
    GOING_ALONG = "going-along"
    """Going along to a first visit."""
    OTHER = "other"


class AppointmentStatus(StrEnum):
    PLANNED = "planned"
    HAPPENED = "happened"
    CANCELLED = "cancelled"


RANKS: Mapping[TaskKind, int] = {kind: rank for rank, kind in enumerate(TaskKind)}
"""How pressing a kind is: the smaller, the more."""

PRESSING = frozenset({TaskKind.SAFEGUARDING})
"""Stands with what is late from its first day on."""

DECIDED_ELSEWHERE = frozenset(
    {
        TaskKind.SAFEGUARDING,
        TaskKind.LEAD_CONFIRM,
        TaskKind.FIRST_CONTACT,
        TaskKind.STOPPED,
        TaskKind.TRANSFER,
    }
)
"""Only the thing itself settles it: nobody ticks it off or puts it off."""

NEVER_LATE = frozenset({TaskKind.WORTH_A_WORD})
"""Has no day by which it must be done."""

SHOWN_AHEAD: Mapping[TaskKind, dt.timedelta] = {TaskKind.CONSENT_ENDS: dt.timedelta(days=14)}
"""Stands on somebody's day before it is due. The others show on the day itself."""

MOST_PUT_OFF = 14
"""How far a task can be put off at once. Units: days."""
LEAST_REASON = 3
"""Units: characters."""


class Settled(StrEnum):
    """How a task ended that somebody ticks off."""

    DONE = "done"
    BOOKED = "booked"
    """The interpreter or other professional is booked."""
    NOT_AVAILABLE = "not-available"
    """None could be had."""
    NOT_NEEDED = "not-needed"


def can_be_ticked_off(kind: TaskKind) -> bool:
    return kind not in DECIDED_ELSEWHERE


def ways_to_settle(kind: TaskKind) -> tuple[Settled, ...]:
    """How a task of this kind can end by somebody's tick; none where only the thing itself settles it."""
    if kind is TaskKind.BOOK_SUPPORT:
        return (Settled.BOOKED, Settled.NOT_AVAILABLE, Settled.NOT_NEEDED)
    return (Settled.DONE, Settled.NOT_NEEDED) if can_be_ticked_off(kind) else ()


def needs_reason(how: Settled) -> bool:
    """Does it take words of one's own to end a task so?"""
    return how in {Settled.NOT_AVAILABLE, Settled.NOT_NEEDED}


def days_late(kind: TaskKind, due_on: dt.date, today: dt.date) -> int:
    """Units: days; nought while it is not, and for what is pressing from its first day or never late."""
    return 0 if kind in PRESSING | NEVER_LATE else max(0, (today - due_on).days)


def order(kind: TaskKind, due_on: dt.date, today: dt.date) -> tuple[bool, int, dt.date]:
    """Where a task stands on a day: what is late or pressing first, then by kind, then by its day."""
    first = kind in PRESSING or days_late(kind, due_on, today) > 0
    return (not first, RANKS[kind], due_on)


def latest_day(today: dt.date) -> dt.date:
    """The last day a task can be put off to."""
    return today + dt.timedelta(days=MOST_PUT_OFF)
