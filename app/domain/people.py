"""Words of state about accounts, links and what takes two people."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class LinkPurpose(StrEnum):
    """What an access link lets somebody do. One link, one purpose."""

    INVITATION = "invitation"
    NEW_PASSWORD = "new-password"  # noqa: S105 - the purpose's name
    CLAIM = "claim"
    """Show that a listing is yours, by a code."""
    STILL_RIGHT = "still-right"
    """Say whether a listing is still right."""
    REPORT_ANSWER = "report-answer"
    SUGGESTION = "suggestion"
    """See what became of a suggestion, and answer a question about it."""


LASTS: dict[LinkPurpose, dt.timedelta] = {
    LinkPurpose.INVITATION: dt.timedelta(days=2),
    LinkPurpose.NEW_PASSWORD: dt.timedelta(minutes=15),
    LinkPurpose.CLAIM: dt.timedelta(days=28),
    LinkPurpose.STILL_RIGHT: dt.timedelta(days=28),
    LinkPurpose.REPORT_ANSWER: dt.timedelta(days=28),
    LinkPurpose.SUGGESTION: dt.timedelta(days=90),
}
"""How long a link of each purpose works. Source: decisions.md 20 and the issue."""


class OverrideCategory(StrEnum):
    """Why somebody may open what is not theirs to see."""

    CONSENT = "consent"
    LEGAL_DUTY = "legal-duty"
    VITAL_INTEREST = "vital-interest"
    PUBLIC_INTEREST = "public-interest"


class Decision(StrEnum):
    AGREED = "agreed"
    REFUSED = "refused"


class TwoPersonAction(StrEnum):
    """What one person may ask for and another must agree to."""

    GRANT_POWERFUL_ROLE = "grant-powerful-role"
    DISCLOSE_PLACE = "disclose-place"
    """Make the address of a place public that was kept secret."""
