"""Which theme comes up where: the rates of the demo files, by year, deprivation, ward and kind of event."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.domain.engagement import EventKind

Toml = Mapping[str, Any]

ASK, GOOD, HEALTHY, HELP = "ask", "good", "healthy", "help"
ROLES = (ASK, GOOD, HEALTHY, HELP)
POOR_UP_TO, RICH_FROM = 3.4, 6.5
"""Mean tenth of deprivation of a ward's postcodes."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Where people talk: what decides how often each theme comes up."""

    year: int
    """0 for the first of the three."""
    kind: EventKind
    ward: str = ""
    """Its name; empty for the whole place."""
    decile: float | None = None
    community: str = ""

    @property
    def is_poor(self) -> bool:
        return self.decile is not None and self.decile <= POOR_UP_TO

    @property
    def is_rich(self) -> bool:
        return self.decile is not None and self.decile >= RICH_FROM


def weight(rate: Toml, role: str, setting: Setting) -> float:
    """How often a theme is the answer to such a question, set against the others."""
    found = float(rate.get(role, 0))
    found *= rate.get("year", (1.0, 1.0, 1.0))[setting.year]
    found *= rate.get("poor", 1.0) if setting.is_poor else rate.get("rich", 1.0) if setting.is_rich else 1.0
    found *= rate.get("wards", {}).get(setting.ward, 1.0)
    found *= rate.get("kinds", {}).get(setting.kind.value, 1.0)
    found *= rate.get("communities", {}).get(setting.community, 1.0)
    return float(found)


class Themes:
    """Draws themes by the rates."""

    def __init__(self, rates: Toml, dice: random.Random) -> None:
        self.rates, self.dice = rates, dice
        self.known: dict[tuple[Setting, str, frozenset[str]], tuple[list[str], list[float]]] = {}

    def drawn(self, role: str, setting: Setting, among: frozenset[str]) -> str:
        """One theme that has words for this. `among`: those that have."""
        key = (setting, role, among)
        if key not in self.known:
            names = [name for name in self.rates if name in among and weight(self.rates[name], role, setting)]
            self.known[key] = (names, [weight(self.rates[name], role, setting) for name in names])
        names, weights = self.known[key]
        return self.dice.choices(names, weights)[0]


class Pieces:
    """The pieces of one way of speaking, and which themes have which."""

    def __init__(self, held: Mapping[str, Toml]) -> None:
        self.held = held
        self.having: dict[str, frozenset[str]] = {}

    def of(self, theme: str, section: str) -> Sequence[str]:
        """Nothing where the theme has none."""
        found: Sequence[str] = self.held[theme].get(section, ())
        return found

    def themes(self, section: str) -> frozenset[str]:
        """Those with words in this section."""
        if section not in self.having:
            self.having[section] = frozenset(name for name, held in self.held.items() if held.get(section))
        return self.having[section]
