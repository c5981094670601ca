"""What can need a link worker, and how pressing each kind is."""

from __future__ import annotations

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
