"""A need for which the city has nothing that fits is written down, so that somebody can see the gap."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.referral import Concern
from app.domain.unmet_needs import WhyUnmet
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.introductions import UnmetNeed
from app.operations import audit


def record(
    case: Case,
    theme: Concern,
    why: WhyUnmet,
    *,
    key: uuid.UUID,
    by: Viewer,
    words: str = "",
    searched: Iterable[str] = (),
) -> UnmetNeed:
    """Write it down, once for a key: theme, area and why. The area of a secret home is not kept.

    Raises: NotAllowedError for a key that stands for something else.
    """
    before = db.session.get(UnmetNeed, key)
    if before is not None:
        if before.case_id != case.id:
            raise NotAllowedError
        return before
    made = UnmetNeed(
        id=key,
        case_id=case.id,
        theme=theme.value,
        ward_code="" if case.person.is_address_protected else case.person.ward_code,
        why=why.value,
        words=words or None,
        searched=",".join(sorted(searched)),
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "unmet-need.recorded", of=("case", case.id))
    return made
