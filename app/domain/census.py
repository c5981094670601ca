"""The place's own figures of the census, by the questions about equality. None where the place holds none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Census:
    """How many people of the place gave each answer, where it comes from, and as of when."""

    source: str = ""
    date: dt.date | None = None
    people: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Item of domain.equality -> value -> people."""

    def __bool__(self) -> bool:
        return bool(self.people)

    def percent(self, item: str, value: str) -> float | None:
        """Of those who answered; None where the place holds no figure."""
        answers = self.people.get(item, {})
        whole = sum(answers.values())
        return 100 * answers[value] / whole if value in answers and whole else None


NONE = Census()
