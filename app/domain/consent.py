"""What somebody agreed to, for which purpose, and towards whom.

Source: referrals.md 10.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum


class ConsentPurpose(StrEnum):
    CONTACT = "contact"
    """We may get in touch, by the ways they chose."""
    RECORD = "record"
    """We may write down what they tell us and work with it in the team."""
    TELL_REFERRER = "tell-referrer"
    SHARE_WITH_PROVIDER = "share-with-provider"
    """Names one organisation and what exactly is shared."""
    TEAM_DISCUSSION = "team-discussion"
    TALK_WITH_FAMILY = "talk-with-family"
    STORY = "story"
    """We may tell their story, changed so that nobody knows them."""
    FEEDBACK = "feedback"
    """We may ask later how it was."""


class ConsentHow(StrEnum):
    SPOKEN = "spoken"
    WRITTEN = "written"
    ONLINE = "online"
    BEST_INTERESTS = "best-interests"
    """Decided for somebody who cannot decide it themselves; the note says by whom and why."""


class ConsentState(StrEnum):
    LIVE = "live"
    NOT_YET = "not-yet"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    REFUSED = "refused"


WORDINGS: Mapping[str, ConsentPurpose] = {
    "contact/1": ConsentPurpose.CONTACT,
    "contact-for/1": ConsentPurpose.CONTACT,
    "record/1": ConsentPurpose.RECORD,
    "record-for/1": ConsentPurpose.RECORD,
    "tell-referrer/1": ConsentPurpose.TELL_REFERRER,
    "tell-referrer-for/1": ConsentPurpose.TELL_REFERRER,
    "share-with-provider/1": ConsentPurpose.SHARE_WITH_PROVIDER,
    "team-discussion/1": ConsentPurpose.TEAM_DISCUSSION,
    "talk-with-family/1": ConsentPurpose.TALK_WITH_FAMILY,
    "story/1": ConsentPurpose.STORY,
    "feedback/1": ConsentPurpose.FEEDBACK,
    "feedback-for/1": ConsentPurpose.FEEDBACK,
}
"""`<key>/<version>` of the words somebody agreed to -> what for. Old ones stay: people agreed to them.

The words themselves: web/labels_consent.py. `-for`: said by somebody who asks for another.
"""


def newest(key: str) -> str:
    """The wording of a key that is shown now. Raises: ValueError where there is none."""
    versions = [int(name.partition("/")[2]) for name in WORDINGS if name.partition("/")[0] == key]
    return f"{key}/{max(versions)}"


def state_of(
    *,
    given: bool,
    starts_at: dt.datetime,
    ends_on: dt.date | None,
    withdrawn_at: dt.datetime | None,
    now: dt.datetime,
    today: dt.date,
) -> ConsentState:
    """How it stands. Its last day counts."""
    if withdrawn_at is not None and withdrawn_at <= now:
        return ConsentState.WITHDRAWN
    if not given:
        return ConsentState.REFUSED
    if starts_at > now:
        return ConsentState.NOT_YET
    return ConsentState.EXPIRED if ends_on is not None and ends_on < today else ConsentState.LIVE
