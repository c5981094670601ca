"""An introduction to somebody who can help: where it can stand, and its lists.

Source: referrals.md 4.2 C, 5.4.
"""

from __future__ import annotations

from enum import StrEnum


class IntroductionKind(StrEnum):
    SIGNPOST = "signpost"
    """Name and details were given to the person; nothing about them was shared."""
    INTRODUCTION = "introduction"


class IntroductionStatus(StrEnum):
    GIVEN = "given"
    """A signpost. It has no machine: later only `did it help?`"""
    DRAFT = "draft"
    SENT = "sent"
    SEEN = "seen"
    ACCEPTED = "accepted"
    WAITLISTED = "waitlisted"
    STARTED = "started"
    COMPLETED = "completed"
    NOT_COMPLETED = "not-completed"
    DECLINED = "declined"
    CANCELLED = "cancelled"
    IN_ERROR = "in-error"


ENDED = frozenset(
    {
        IntroductionStatus.COMPLETED,
        IntroductionStatus.NOT_COMPLETED,
        IntroductionStatus.DECLINED,
        IntroductionStatus.CANCELLED,
        IntroductionStatus.IN_ERROR,
    }
)


class IntroductionAction(StrEnum):
    SEND = "send"
    SEE = "see"
    ACCEPT = "accept"
    DECLINE = "decline"
    WAITLIST = "waitlist"
    LEAVE_WAITLIST = "leave-waitlist"
    START = "start"
    COMPLETE = "complete"
    NOT_COMPLETE = "not-complete"
    CANCEL = "cancel"
    MARK_ERROR = "mark-error"


class DeclineReason(StrEnum):
    NO_CAPACITY = "no-capacity"
    LIST_CLOSED = "waiting-list-closed"
    NOT_ELIGIBLE = "not-eligible"
    OUTSIDE_AREA = "outside-area"
    ACCESS_NEED = "access-need"
    """An access need cannot be met: an equality issue."""
    NO_CONTACT = "could-not-contact"
    WRONG_SERVICE = "wrong-service"
    OTHER = "other"


class NotCompletedReason(StrEnum):
    DID_NOT_COME = "did-not-come"
    NO_CONTACT = "could-not-contact"
    STOPPED = "stopped"
    SERVICE_ENDED = "service-ended"
    OTHER = "other"


class Helped(StrEnum):
    """The person's own answer, kept apart from the provider's."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"
    DID_NOT_GO = "did-not-go"
    RATHER_NOT_SAY = "rather-not-say"
