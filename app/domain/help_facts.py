"""Facts of help now: a place or a number, who says so, who looks after it, and how long it may be trusted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

Words = Mapping[str, str]


class HelpCard(StrEnum):
    """The cards of help now, danger first."""

    LIFE = "life"
    ABUSE = "abuse"
    CRISIS = "crisis"
    UNSURE = "111"
    EMERGENCY = "emergency"
    URGENT = "urgent-treatment"
    MINOR = "minor-injury"
    WALK_IN = "walk-in"
    PHARMACY = "pharmacy"
    GP = "gp"
    SLEEP = "sleep"
    FOOD = "food"
    HEATING = "heating"


class FactStep(StrEnum):
    """What somebody did with a fact."""

    CHECKED = "checked"
    """They rang or looked, and it was right."""
    CORRECTED = "corrected"
    PUT_BACK = "put-back"
    """It says again what it said before."""


class Standing(StrEnum):
    """May a fact be trusted?"""

    CHECKED = "checked"
    TOO_OLD = "too-old"
    NEVER = "never"
    """Copied, and neither dated by its source nor checked by anybody since."""


@dataclass(frozen=True, slots=True)
class FactWords:
    """What of a fact staff can put right."""

    name: Words
    source: str
    number: str = ""
    address: str = ""
    postcode: str = ""
    hours: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HelpFact:
    key: str
    card: HelpCard
    name: Words
    owner: str
    """A team, never a person."""
    source: str
    trust_days: int
    """How long it may be trusted after it was checked. Units: days."""
    source_date: dt.date | None = None
    """The day its source carries; empty where it carries none."""
    checked: dt.date | None = None
    """When one of us last rang or looked."""
    number: str = ""
    address: str = ""
    postcode: str = ""
    hours: Words = field(default_factory=dict)
    note: Words = field(default_factory=dict)

    @property
    def last_known(self) -> dt.date | None:
        """The last day on which somebody said that it was so."""
        return max((day for day in (self.checked, self.source_date) if day), default=None)

    @property
    def good_until(self) -> dt.date | None:
        return self.last_known + dt.timedelta(days=self.trust_days) if self.last_known else None

    def standing(self, today: dt.date) -> Standing:
        if self.good_until is None:
            return Standing.NEVER
        return Standing.CHECKED if today <= self.good_until else Standing.TOO_OLD

    @property
    def words(self) -> FactWords:
        return FactWords(
            self.name, self.source, self.number, self.address, self.postcode, self.hours, self.note
        )

    def checked_again(self, checked: dt.date | None) -> HelpFact:
        """The same words, and the last day on which one of us rang or looked."""
        return replace(self, checked=max((day for day in (checked, self.checked) if day), default=None))

    def said_again(self, words: FactWords, checked: dt.date | None) -> HelpFact:
        """In other words, and the day one of us last rang or looked.

        They have no day of their source: whoever wrote them looked on the day they did.
        """
        return replace(
            self,
            name=words.name,
            source=words.source,
            number=words.number,
            address=words.address,
            postcode=words.postcode,
            hours=words.hours,
            note=words.note,
            source_date=None,
            checked=checked,
        )


ENGLISH = "en"


def without_old_languages(words: FactWords, before: FactWords) -> FactWords:
    """Where the English changed, a language that did not change is left out.

    So nobody reads old hours in their own language: they read the English, marked as such.
    """
    return replace(
        words,
        name=_without_old(words.name, before.name),
        hours=_without_old(words.hours, before.hours),
        note=_without_old(words.note, before.note),
    )


def _without_old(words: Words, before: Words) -> Words:
    if words.get(ENGLISH, "") == before.get(ENGLISH, ""):
        return words
    return {code: said for code, said in words.items() if code == ENGLISH or said != before.get(code)}
