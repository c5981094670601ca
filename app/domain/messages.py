"""Which messages there are, and how they travel."""

from __future__ import annotations

from enum import StrEnum


class Channel(StrEnum):
    EMAIL = "email"


class MessageKind(StrEnum):
    """What a message is for: the name of its template in `templates/emails/`."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new-password"  # noqa: S105 - the kind's name
    ACCOUNT_CHANGED = "account-changed"
    CLAIM_CODE = "claim-code"
    CLAIM_MADE = "claim-made"
    CHECK_LISTING = "check-listing"
    CHANGE_DECIDED = "change-decided"
    CHANGE_QUESTION = "change-question"
    REPORT_RECEIVED = "report-received"
    REPORT_ANSWERED = "report-answered"
    LISTING_REPORTED = "listing-reported"
    BREAK_GLASS_OPENED = "break-glass-opened"
    APPROVAL_ASKED = "approval-asked"
    AUDIT_HEAD = "audit-head"
