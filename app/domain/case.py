"""A case: where it can stand, what can be done with it, and its lists. Source: referrals.md 4.2 B, 5.4."""

from __future__ import annotations

from enum import StrEnum


class CaseStatus(StrEnum):
    WAITING = "waiting"
    ALLOCATED = "allocated"
    ACTIVE = "active"
    ON_HOLD = "on-hold"
    CLOSING = "closing"
    AWAITING_LEAD = "awaiting-lead"
    """Ready to close; a lead must agree first."""
    CLOSED = "closed"
    IN_ERROR = "in-error"


OPEN = frozenset(CaseStatus) - {CaseStatus.CLOSED, CaseStatus.IN_ERROR}
"""A person has at most one case in one of these."""


class CaseAction(StrEnum):
    OPEN = "open"
    """By accepting a referral."""
    ALLOCATE = "allocate"
    GIVE_BACK = "give-back"
    """Allocated back to the waiting list."""
    HAND_OVER = "hand-over"
    """A transfer was accepted: another owner, the same state."""
    START = "start"
    """The first contact both ways happened."""
    HOLD = "hold"
    RETURN = "return"
    BEGIN_CLOSING = "begin-closing"
    BACK_TO_ACTIVE = "back-to-active"
    ASK_LEAD = "ask-lead"
    LEAD_SEND_BACK = "lead-send-back"
    CLOSE = "close"
    CLOSE_EARLY = "close-early"
    """Closed before any work began."""
    REOPEN = "reopen"
    RECORD_DEATH = "record-death"
    MARK_ERROR = "mark-error"


class ClosureReason(StrEnum):
    GOALS_MET = "goals-met"
    PARTLY_MET = "partly-met"
    OTHER_SUPPORT = "other-support"
    STOPPED = "chose-to-stop"
    NO_CONTACT = "no-contact"
    MISSED = "missed-meetings"
    MOVED = "moved-away"
    HOSPITAL_OR_CARE = "hospital-or-care"
    DIED = "died"
    TRANSFERRED = "transferred"
    NOT_SUITABLE = "not-suitable"
    IN_ERROR = "opened-in-error"


class HoldReason(StrEnum):
    HOSPITAL = "hospital"
    AWAY = "away"
    WAITING_FOR_SOMETHING = "waiting-for-something"
    ASKED = "asked-for-a-break"
    OTHER = "other"


class TransferStatus(StrEnum):
    """A transfer is a record of its own: the owner changes only when it is accepted."""

    REQUESTED = "requested"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class TransferAction(StrEnum):
    REQUEST = "request"
    ACCEPT = "accept"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    EXPIRE = "expire"


class Subject(StrEnum):
    """What an event of the history is about."""

    REFERRAL = "referral"
    CASE = "case"
    INTRODUCTION = "introduction"
    TRANSFER = "transfer"
