"""How sure a share is. Source: Wilson, 1927, the score interval; it stays between nought and one."""

from __future__ import annotations

import math
from dataclasses import dataclass

Z95 = 1.959963984540054


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its 95 % interval. Units: in a hundred."""

    percent: float
    low: float
    high: float

    def holds(self, percent: float) -> bool:
        return self.low <= percent <= self.high


def wilson(part: int, whole: int) -> Share:
    """The share of `part` in `whole`, which is not nought."""
    share, square = part / whole, Z95 * Z95
    middle = (share + square / (2 * whole)) / (1 + square / whole)
    reach = Z95 * math.sqrt(share * (1 - share) / whole + square / (4 * whole * whole)) / (1 + square / whole)
    return Share(100 * share, max(0.0, 100 * (middle - reach)), min(100.0, 100 * (middle + reach)))
