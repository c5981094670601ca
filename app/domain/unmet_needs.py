"""A need for which the city has nothing that fits: why, counted so that nobody can be told from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from app.domain.referral import Concern

T = TypeVar("T")

FEWEST = 5
"""A smaller number is not shown on a team's screen. Source: decisions.md 14."""


class WhyUnmet(StrEnum):
    NOTHING = "nothing-there"
    TOO_FAR = "too-far"
    CANNOT_GET_IN = "cannot-get-in"
    LANGUAGE = "language"
    COST = "cost"
    TIMES = "times"
    FULL = "full"
    NOT_SAFE = "not-safe"
    """It does not feel safe or welcoming to them."""
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Need:
    theme: Concern
    ward: str
    """Ward code; empty where the area is not known."""
    why: WhyUnmet


@dataclass(frozen=True, slots=True)
class Theme:
    """How often something is missing. None stands for a number too small to show."""

    theme: Concern
    total: int | None
    whys: tuple[tuple[WhyUnmet, int], ...]
    """Those with enough to show, the most first."""
    wards: tuple[tuple[str, int], ...]


def by_theme(needs: Iterable[Need]) -> list[Theme]:
    """Themes, the most often missing first; those with too few last, in the list's order."""
    held: dict[Concern, list[Need]] = {}
    for need in needs:
        held.setdefault(need.theme, []).append(need)
    order = list(Concern)
    themes = [_theme(theme, rows) for theme, rows in held.items()]
    return sorted(themes, key=lambda one: (-(one.total or 0), order.index(one.theme)))


def _theme(theme: Concern, rows: list[Need]) -> Theme:
    if len(rows) < FEWEST:
        return Theme(theme, None, (), ())
    whys = _shown(Counter(row.why for row in rows))
    return Theme(theme, len(rows), whys, _shown(Counter(row.ward for row in rows)))


def _shown(counts: Counter[T]) -> tuple[tuple[T, int], ...]:
    """Those that can be shown, the most first. Where one alone is left out, the smallest shown goes too:
    it could be worked out from the total."""
    ranked = sorted(counts.items(), key=lambda item: (-item[1], str(item[0])))
    shown = [item for item in ranked if item[1] >= FEWEST]
    if len(ranked) - len(shown) == 1 and shown:
        shown.pop()
    return tuple(shown)
