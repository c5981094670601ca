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
    JOURNEY = "journey"
    """Go on with a referral that is not sent yet."""
    REFER = "refer"
    """Refer somebody without an account, by invitation."""
    REFERRAL = "referral"
    """The referrer's door: where one referral stands, and a question about it."""
    MY = "my"
    """A person's own door."""
    INTRODUCTION = "introduction"
    """A provider's door to one introduction."""
    MEASURE = "measure"
    """Answer some questions by oneself."""
    HELPED = "helped"
    """Say whether an introduction helped."""
    HOST = "host"
    """A group's door to the event it runs by itself; which one is in the arguments."""
    PANEL = "panel"
    """A member's door to what the panel holds about them."""
    STORY = "story"
    """Somebody's door to the story they told."""
    ANSWER = "answer"
    """An owner's door to the answers they were asked for; which one is in the arguments."""
    FOLLOW = "follow"
    """Say yes to e-mails about what changes, and stop them."""


LASTS: dict[LinkPurpose, dt.timedelta] = {
    LinkPurpose.INVITATION: dt.timedelta(days=2),
    LinkPurpose.NEW_PASSWORD: dt.timedelta(minutes=15),
    LinkPurpose.CLAIM: dt.timedelta(days=28),
    LinkPurpose.STILL_RIGHT: dt.timedelta(days=28),
    LinkPurpose.REPORT_ANSWER: dt.timedelta(days=28),
    LinkPurpose.SUGGESTION: dt.timedelta(days=90),
    LinkPurpose.JOURNEY: dt.timedelta(days=14),
    LinkPurpose.REFER: dt.timedelta(days=28),
    LinkPurpose.REFERRAL: dt.timedelta(days=400),
    LinkPurpose.MY: dt.timedelta(minutes=15),
    LinkPurpose.INTRODUCTION: dt.timedelta(days=400),
    LinkPurpose.MEASURE: dt.timedelta(days=28),
    LinkPurpose.HELPED: dt.timedelta(days=28),
    LinkPurpose.HOST: dt.timedelta(days=400),
    LinkPurpose.PANEL: dt.timedelta(days=28),
    LinkPurpose.STORY: dt.timedelta(days=3650),
    LinkPurpose.ANSWER: dt.timedelta(days=90),
    LinkPurpose.FOLLOW: dt.timedelta(days=3650),
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
