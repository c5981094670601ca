"""The people's panel: who may be asked, how often, and how a draw picks some of them fairly.

A draw is repeatable: the same members, seed and quotas give the same people in the same order. Nobody is
drawn who is paused, was asked as often in the last year as they agreed to, or cannot be reached.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class PanelStatus(StrEnum):
    WAITING = "waiting"
    """Has not yet shown that the address is theirs, or waits for a letter."""
    ACTIVE = "active"
    PAUSED = "paused"
    LEFT = "left"


class PanelWay(StrEnum):
    """How a member wants to be asked."""

    EMAIL = "email"
    PHONE = "phone"
    TEXT = "text"
    POST = "post"


class PanelAnswer(StrEnum):
    YES = "yes"
    NO = "no"


class AccessNeed(StrEnum):
    """What somebody needs so that they can take part."""

    LARGE_PRINT = "large-print"
    EASY_READ = "easy-read"
    BSL = "bsl"
    INTERPRETER = "interpreter"
    STEP_FREE = "step-free"
    HEARING_LOOP = "hearing-loop"
    QUIET_SPACE = "quiet-space"
    CHILDCARE = "childcare"
    TRAVEL_COSTS = "travel-costs"
    PHONE_ONLY = "phone-only"


class Interest(StrEnum):
    """What somebody would like to be asked about."""

    GP_AND_HOSPITAL = "gp-and-hospital"
    MENTAL_HEALTH = "mental-health"
    GETTING_ABOUT = "getting-about"
    HOMES = "homes"
    GREEN_SPACES = "green-spaces"
    FOOD = "food"
    MONEY = "money"
    CHILDREN = "children"
    OLDER_PEOPLE = "older-people"
    DISABILITY = "disability"
    CARERS = "carers"
    DIGITAL = "digital"
    SAFETY = "safety"


class QuotaBy(StrEnum):
    """By what a draw shares its places out."""

    AREA = "area"
    """Wards of the place."""
    DEPRIVATION = "deprivation"
    """Fifths of neighbourhoods: 1 holds the poorest."""


OFTEN = (1, 2, 4, 6, 12)
"""How many invitations a year somebody may agree to."""
YEAR = dt.timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member as a draw sees them: no name."""

    id: uuid.UUID
    area: str = ""
    decile: int | None = None
    """Of deprivation, 1 is the poorest; None where it is not known."""
    most_a_year: int = 1
    asked: tuple[dt.date, ...] = ()
    """When they were invited before."""

    @property
    def fifth(self) -> str:
        return "" if self.decile is None else str((self.decile + 1) // 2)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a draw gives: who, in which order, and how far each quota was filled."""

    chosen: tuple[uuid.UUID, ...]
    free: int
    """How many could be asked at all."""
    resting: int
    """How many were asked often enough this year."""
    filled: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Quota -> wanted and found."""


def may_be_asked(member: Candidate, on: dt.date) -> bool:
    """Were they asked fewer times in the year before this day than they agreed to?"""
    return sum(on - YEAR < day <= on for day in member.asked) < member.most_a_year


def group_of(member: Candidate, by: QuotaBy) -> str:
    return member.area if by is QuotaBy.AREA else member.fifth


def drawn(
    members: Iterable[Candidate],
    *,
    seed: str,
    wanted: int,
    on: dt.date,
    by: QuotaBy | None = None,
    quotas: Mapping[str, int] | None = None,
) -> Drawn:
    """Draw so many. `quotas`: group -> places kept for it; the rest goes to whoever comes next by lot.

    Raises: ValueError where the quotas ask for more than is wanted.
    """
    everybody = list(members)
    free = in_order((one for one in everybody if may_be_asked(one, on)), seed)
    kept = dict(quotas or {})
    if sum(kept.values()) > wanted or min(kept.values(), default=0) < 0:
        raise ValueError("the quotas ask for more than are drawn")
    chosen: list[Candidate] = []
    filled = {}
    for group, places in sorted(kept.items()):
        found = [one for one in free if by is not None and group_of(one, by) == group][:places]
        chosen += found
        filled[group] = (places, len(found))
    taken = {one.id for one in chosen}
    chosen += [one for one in free if one.id not in taken][: wanted - len(chosen)]
    return Drawn(
        tuple(one.id for one in in_order(chosen, seed)), len(free), len(everybody) - len(free), filled
    )


def places(groups: Iterable[str], wanted: int, seed: str) -> dict[str, int]:
    """As many places kept for each group; where there are fewer places than groups, the lot says which."""
    lots = sorted(groups, key=lambda group: lot(seed, group))
    return dict.fromkeys(lots[:wanted], max(1, wanted // len(lots))) if lots else {}


def in_order(members: Iterable[Candidate], seed: str) -> Sequence[Candidate]:
    """The order of the lot: by a hash of seed and member, so the same on every machine."""
    return sorted(members, key=lambda one: lot(seed, one.id))


def lot(seed: str, of: object) -> bytes:
    return hashlib.sha256(f"{seed}/{of}".encode()).digest()
