"""How long people wait: how it is counted, what is too long, and the few figures that say it.

Source: referrals.md 5.5. The targets are our own; no national rule was found.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.domain.referral import Priority

TARGETS: Mapping[Priority, int] = {Priority.URGENT: 2, Priority.SOON: 5, Priority.ROUTINE: 15}
"""From the day somebody asked until a link worker has them. Units: working days."""
FIRST_CONTACT_WITHIN = 2
"""After a link worker has them. Units: working days."""
RANKS: Mapping[Priority, int] = {priority: rank for rank, priority in enumerate(Priority)}
"""The order of a waiting list; within it, who asked first."""


@dataclass(frozen=True, slots=True)
class Waits:
    """Some waits in a few figures. Units: working days. Without any, the figures are None."""

    many: int = 0
    median: int | None = None
    ninetieth: int | None = None
    longest: int | None = None
    over: int = 0
    """How many are longer than their target."""


def nearest_rank(waits: Sequence[int], percent: int) -> int:
    """The smallest wait that is at least as long as so many per cent of them: one that somebody really had.

    Raises: ValueError without any, or outside 1 to 100.
    """
    if not waits or not 1 <= percent <= 100:
        raise ValueError("no waits, or no such part of them")
    return sorted(waits)[math.ceil(len(waits) * percent / 100) - 1]


def summed_up(waits: Iterable[tuple[int, int]]) -> Waits:
    """Waits with their targets, in figures."""
    pairs = list(waits)
    if not pairs:
        return Waits()
    days = [wait for wait, _ in pairs]
    return Waits(
        many=len(days),
        median=nearest_rank(days, 50),
        ninetieth=nearest_rank(days, 90),
        longest=max(days),
        over=sum(wait > target for wait, target in pairs),
    )
