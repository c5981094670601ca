"""When something about a case is due by itself. Source: referrals.md 4.2, 8; leeds.md."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from app.domain.referral import PopulationGroup

CONSENT_AHEAD = dt.timedelta(days=14)
"""What somebody agreed to is asked about so long before it ends."""
QUIET = dt.timedelta(days=28)
"""Nobody was in touch for so long while work goes on."""
HEALTH_CHECK_LASTS = dt.timedelta(days=365)

YEARLY = frozenset(
    {
        PopulationGroup.LEARNING_DISABILITY,
        PopulationGroup.SEVERE_MENTAL_ILLNESS,
        PopulationGroup.LONG_TERM_CONDITION,
        PopulationGroup.FRAILTY,
    }
)
"""Groups who are offered a check by their surgery each year."""


def asks_about_health_check(last: dt.date | None, groups: Iterable[str], today: dt.date) -> bool:
    """Is the yearly check worth a word: the last one over a year ago, or not known for those who are offered
    one each year?"""
    if last is not None:
        return last <= today - HEALTH_CHECK_LASTS
    return bool(YEARLY & {PopulationGroup(one) for one in groups if one in set(PopulationGroup)})
