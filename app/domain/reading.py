"""What somebody wants to read: points of an event, a series, a year or all, and which of them."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

LONGEST_WORDS = 120


class Which(StrEnum):
    """Which points, by how far they are read."""

    ALL = "all"
    OPEN = "open"
    """Nobody has coded them or said that nothing fits."""
    CODED = "coded"
    NOTHING = "nothing"
    """Read, and no code fits."""
    DIFFER = "differ"
    """Two coders gave different codes in a round."""
    FOREIGN = "not-translated"
    """In another language, and nobody has translated them."""
    LIKELY = "likely"
    """They may tell who is speaking: somebody has to decide."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to show. Two that mean the same are equal."""

    event: uuid.UUID | None = None
    series: uuid.UUID | None = None
    year: int | None = None
    q: str = ""
    question: str = ""
    area: str = ""
    lang: str = ""
    code: uuid.UUID | None = None
    coder: uuid.UUID | None = None
    which: Which = Which.ALL
    good: bool = False

    @property
    def scope(self) -> Wanted:
        """The same event, series or year, and all of it."""
        return Wanted(event=self.event, series=self.series, year=self.year)

    @property
    def is_filtered(self) -> bool:
        return self != self.scope

    def only(self, which: Which) -> Wanted:
        return replace(self, which=which)

    def parameters(self) -> dict[str, Any]:
        """What to put in an address, without what is usual. The language there is `lang` of the page."""
        named: dict[str, object] = {
            "event": self.event,
            "series": self.series,
            "year": self.year,
            "q": self.q,
            "question": self.question,
            "area": self.area,
            "spoken": self.lang,
            "code": self.code,
            "coder": self.coder,
            "which": "" if self.which is Which.ALL else self.which.value,
            "good": "1" if self.good else "",
        }
        return {name: str(value) for name, value in named.items() if value}


def wanted_from(given: Mapping[str, str]) -> Wanted:
    """What an address asks for. Junk in it is passed over."""
    known = {one.value: one for one in Which}
    year = given.get("year", "")
    return Wanted(
        event=id_from(given.get("event", "")),
        series=id_from(given.get("series", "")),
        year=int(year) if len(year) == 4 and year.isascii() and year.isdigit() else None,
        q=" ".join(given.get("q", "").split())[:LONGEST_WORDS],
        question=given.get("question", "")[:60],
        area=given.get("area", "")[:60],
        lang=given.get("spoken", "")[:12],
        code=id_from(given.get("code", "")),
        coder=id_from(given.get("coder", "")),
        which=known.get(given.get("which", ""), Which.ALL),
        good=given.get("good") == "1",
    )


def id_from(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
