"""Two records of one person: what can be chosen, which of two open cases goes on, what is refused."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum

from app.domain.case import CaseStatus
from app.domain.errors import NotAllowedError

CHOICES: Mapping[str, tuple[str, ...]] = {
    "given_name": ("given_name",),
    "family_name": ("family_name",),
    "preferred_name": ("preferred_name",),
    "pronouns": ("pronouns",),
    "born_on": ("born_on",),
    "nhs_number": ("nhs_number", "nhs_number_status"),
    "home": ("home", "address", "postcode", "ward_code", "lsoa21", "imd_decile"),
    "phone": ("phone", "phone_e164"),
    "email": ("email",),
    "language": ("language",),
    "reaching": ("reaching", "needs_agreed_on", "needs_review_on"),
    "practice": ("practice_id",),
}
"""What somebody chooses between -> the columns of a person that go together."""

TOGETHER = frozenset({"is_address_protected", "protected_lead_id", "about", "groups", "health_check_on"})
"""Columns that are put together of both, without asking: what protects, and what adds up."""


class WhyNot(StrEnum):
    """Why two records are not made one, or a merge is not taken back."""

    ONE_ALREADY = "one-already"
    """One of them was merged before."""
    OTHER_TEAM = "other-team"
    """An open case of one of them is with another team."""
    ONE_DIED = "one-died"
    """One of them has died, by our records, and the other has not."""
    LATER_MERGE = "later-merge"
    """A later merge has to be undone first."""
    UNDONE = "undone"


class MergeRefusedError(NotAllowedError):
    """They cannot be made one, or two again, as things stand."""

    def __init__(self, why: WhyNot) -> None:
        super().__init__()
        self.why = why


def goes_on(one: tuple[CaseStatus, dt.datetime], other: tuple[CaseStatus, dt.datetime]) -> bool:
    """Of two open cases, does the first go on? Where work has begun; else, or where in both, the older.

    Each is its state and since when it waits.
    """
    begun = [case[0] not in {CaseStatus.WAITING, CaseStatus.ALLOCATED} for case in (one, other)]
    if begun[0] != begun[1]:
        return begun[0]
    return one[1] <= other[1]
