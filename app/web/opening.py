"""Open what is somebody's, and trace it: a look that is allowed, and one that is refused.

Every view of a case or a referral begins here. Missing and out of reach are the same 404.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import TypeVar

from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.models.cases import Case
from app.models.engagement import Event
from app.models.referrals import Referral
from app.operations import audit
from app.queries.cases import case_for
from app.queries.events import event_for
from app.queries.referrals import referral_for
from app.web.viewer import viewer

Found = TypeVar("Found")


def opened_case(
    case_id: uuid.UUID, permission: Permission = Permission.CASE_READ, *, part: str = "story"
) -> Case:
    """The case, its look traced as `case.seen` with the part of it. Raises: NotThereError."""
    return opened("case", case_id, lambda: case_for(viewer(), case_id, permission), part=part)


def opened_referral(
    referral_id: uuid.UUID, permission: Permission = Permission.REFERRAL_TRIAGE, *, part: str = ""
) -> Referral:
    """The referral, its look traced as `referral.seen`. Raises: NotThereError."""
    return opened("referral", referral_id, lambda: referral_for(viewer(), referral_id, permission), part=part)


def opened_event(
    event_id: uuid.UUID, permission: Permission = Permission.EVENT_SEE, *, part: str = ""
) -> Event:
    """The event; a look is traced only where `part` says that it shows what people said.

    Raises: NotThereError.
    """
    if part:
        return opened("event", event_id, lambda: event_for(viewer(), event_id, permission), part=part)
    try:
        return event_for(viewer(), event_id, permission)
    except NotThereError:
        audit.refused(viewer(), "event.refused", of=("event", event_id))
        raise


def opened(kind: str, thing_id: uuid.UUID, find: Callable[[], Found], *, part: str = "") -> Found:
    """What `find` gives, traced as `<kind>.seen`, or as `<kind>.refused`. Raises: NotThereError."""
    try:
        found = find()
    except NotThereError:
        audit.refused(viewer(), f"{kind}.refused", of=(kind, thing_id))
        raise
    audit.seen(viewer(), f"{kind}.seen", of=(kind, thing_id), scope=part)
    return found
