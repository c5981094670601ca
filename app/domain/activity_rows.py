"""A spreadsheet of activities: its columns, and one row of it with everything that is wrong."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeVar

from app.domain.activity import Written
from app.domain.engagement import (
    ActivityKind,
    ActivityStatus,
    CampaignStep,
    EqualityCheck,
    Influence,
    TagGroup,
)
from app.domain.typed_dates import read_date
from app.domain.typed_text import clean_line, clean_lines
from app.domain.words import fold

COLUMNS: Mapping[str, str] = {
    "reference": "Reference",
    "name": "Name",
    "about": "About",
    "kind": "How",
    "status": "Status",
    "led_by": "Led by",
    "partner": "Partners",
    "community": "With whom",
    "area": "Areas",
    "venue": "Venue",
    "starts_on": "First day",
    "ends_on": "Last day",
    "topic": "Topics",
    "influence": "Influence",
    "decision": "What it will help to decide",
    "decide_by": "Decided by",
    "equality_check": "Equality check",
    "equality_note": "Equality note",
    "principle": "Principles",
    "focus": "Areas of focus",
    "priority": "Priorities",
    "strategy": "Strategies",
    "campaign_step": "Campaign step",
    "lead_name": "Contact name",
    "lead_contact": "Contact phone or e-mail",
    "found": "What was learned",
    "is_public": "Public",
}
"""Field -> its heading in the file, in this order. The headings are a format: they are not translated."""
OTHER_HEADINGS: Mapping[str, tuple[str, ...]] = {
    "reference": ("ref", "id"),
    "name": ("title", "activity", "activity name", "consultation", "project", "what is it called", "what"),
    "about": ("description", "summary", "details", "what is it in a few words"),
    "kind": ("method", "type", "kind", "how are people asked"),
    "status": ("how firm is it", "how it stands"),
    "led_by": (
        "lead",
        "lead organisation",
        "organisation",
        "team",
        "led by (organisation)",
        "who leads",
        "who leads it",
        "who",
    ),
    "partner": ("partner", "partner organisations", "who helps"),
    "community": ("community", "communities", "audience", "target audience", "who with", "with"),
    "area": ("area", "ward", "wards", "where", "in which areas"),
    "venue": ("place", "location", "at which place, if there is one", "at which place"),
    "starts_on": ("start", "start date", "starts", "from", "date", "when"),
    "ends_on": ("end", "end date", "ends", "to", "until"),
    "topic": ("topic", "theme", "themes", "subject", "about what"),
    "influence": (
        "level of influence",
        "level",
        "how much can what people say change",
        "what people can change",
    ),
    "decision": (
        "decision",
        "purpose",
        "what will it help to decide, and who decides",
        "what it helps to decide",
    ),
    "decide_by": ("decision date", "by when is that decided"),
    "equality_check": ("has somebody checked whether anybody is left out",),
    "equality_note": ("what did the check find, or why is none needed",),
    "principle": ("which principles are agreed",),
    "focus": ("which areas of focus does it serve",),
    "priority": ("which priorities",),
    "strategy": ("which strategies",),
    "campaign_step": ("if it is part of a campaign, which step", "step of the campaign"),
    "lead_name": ("contact", "lead officer", "who can other teams talk to", "talk to"),
    "lead_contact": ("contact details", "email", "phone", "their phone or e-mail at work"),
    "found": ("findings", "outcome", "what we learned", "what came of it"),
    "is_public": ("show it on the public calendar", "on the public calendar"),
}
"""Other headings that say the same, as partners' own sheets and our own pages have them."""
WHOLE = ""
"""The code of the whole place: no area is kept for it."""
NEEDED = ("name", "led_by", "starts_on")
MOST_ROWS = 500

GROUPS = {one.value: one for one in TagGroup}
TEXTS = ("about", "equality_note", "decision")
LINES = ("led_by", "lead_name", "lead_contact", "venue")
LONGEST: Mapping[str, int] = {
    "name": 200,
    "led_by": 200,
    "venue": 200,
    "lead_name": 100,
    "lead_contact": 100,
    "reference": 100,
}
LONGEST_TEXT, LONGEST_TAG = 4000, 200
YES, NO = frozenset({"yes", "y", "true", "1"}), frozenset({"no", "n", "false", "0"})


class RowFault(StrEnum):
    """What is wrong with a cell."""

    MISSING = "missing"
    NOT_A_DAY = "not-a-day"
    ENDS_BEFORE = "ends-before"
    NOT_ON_LIST = "not-on-list"
    NO_SUCH_AREA = "no-such-area"
    TOO_LONG = "too-long"
    NOT_YES_OR_NO = "not-yes-or-no"


@dataclass(frozen=True, slots=True)
class Lists:
    """What a place names: folded words or keys -> the code that is kept."""

    known: Mapping[TagGroup, Mapping[str, str]]
    words: Mapping[type[StrEnum], Mapping[str, str]] = field(default_factory=dict)
    """The words of choices in the reader's language, folded -> value."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row, as far as it can be read."""

    number: int
    """As a spreadsheet shows it."""
    source: str
    """By which the same row is known when it comes again."""
    written: Written | None
    found: str
    wrong: Mapping[str, RowFault]


Chosen = TypeVar("Chosen", bound=StrEnum)


def columns_of(headings: list[str]) -> dict[str, str]:
    """Field -> the heading it stands under in this file; ours first, then others that say the same."""
    there = {fold(one): one for one in headings if fold(one)}
    found: dict[str, str] = {}
    for name, words in COLUMNS.items():
        for said in (words, *OTHER_HEADINGS.get(name, ())):
            if fold(said) in there and there[fold(said)] not in found.values():
                found[name] = there[fold(said)]
                break
    return found


def lacking(columns: Mapping[str, str]) -> list[str]:
    """Headings a file must have and has not."""
    return [COLUMNS[name] for name in NEEDED if name not in columns]


def read(
    number: int, cells: Mapping[str, str], columns: Mapping[str, str], lists: Lists, today: dt.date
) -> SheetRow:
    reader = Reader(
        {name: clean_lines(cells.get(heading, "")) for name, heading in columns.items()}, lists, today
    )
    written = reader.written()
    return SheetRow(
        number,
        source_of(
            reader.line("reference"), reader.line("led_by"), reader.line("name"), reader.line("starts_on")
        ),
        written,
        reader.text("found"),
        reader.wrong,
    )


def source_of(reference: str, led_by: str, name: str, starts_on: str) -> str:
    """Its own reference with who leads it, or else who, what and when together."""
    said = (fold(led_by), fold(reference)) if reference else (fold(led_by), fold(name), fold(starts_on))
    return "sheet:" + hashlib.sha256("|".join(said).encode()).hexdigest()[:32]


class Reader:
    """The cells of one row, and what could not be understood."""

    def __init__(self, said: Mapping[str, str], lists: Lists, today: dt.date) -> None:
        self.said, self.lists, self.today = said, lists, today
        self.wrong: dict[str, RowFault] = {}

    def text(self, name: str, most: int = LONGEST_TEXT) -> str:
        typed = self.said.get(name, "")
        if len(typed) > most:
            self.wrong[name] = RowFault.TOO_LONG
        return typed

    def line(self, name: str) -> str:
        return clean_line(self.text(name, LONGEST.get(name, LONGEST_TAG)))

    def written(self) -> Written | None:
        """None where something it needs cannot be read."""
        for name in NEEDED:
            if not self.line(name):
                self.wrong[name] = RowFault.MISSING
        starts, ends = self.day("starts_on"), self.day("ends_on")
        if starts and ends and ends < starts:
            self.wrong["ends_on"] = RowFault.ENDS_BEFORE
        over = bool(ends or starts) and (ends or starts or self.today) < self.today
        status = ActivityStatus.DONE if over else ActivityStatus.PLANNED
        more: dict[str, Any] = {
            **{name: self.text(name) for name in TEXTS},
            **{name: self.line(name) for name in LINES},
            "kind": self.choice("kind", ActivityKind) or ActivityKind.OTHER,
            "status": self.choice("status", ActivityStatus) or status,
            "influence": self.choice("influence", Influence),
            "campaign_step": self.choice("campaign_step", CampaignStep),
            "equality_check": self.choice("equality_check", EqualityCheck) or EqualityCheck.NOT_YET,
            "decide_by": self.day("decide_by"),
            "is_public": self.yes("is_public"),
            "tags": {group: self.tags(group) for group in TagGroup},
        }
        name = self.line("name")
        self.text("found")
        if self.wrong or starts is None:
            return None
        return Written(name=name, starts_on=starts, ends_on=ends or starts, **more)

    def day(self, name: str) -> dt.date | None:
        """A day with its year: one without might be any."""
        typed = clean_line(self.said.get(name, "")).split("T")[0].removesuffix(" 00:00:00")
        if not typed:
            return None
        found = read_date(typed, self.today)
        if found is None or not any(len(part) == 4 for part in figures_in(typed)):
            self.wrong.setdefault(name, RowFault.NOT_A_DAY)
            return None
        return found

    def choice(self, name: str, kind: type[Chosen]) -> Chosen | None:
        """By its value, its words in English or in the reader's language."""
        typed = fold(self.line(name))
        if not typed:
            return None
        known = {fold(one.value): one for one in kind}
        words = self.lists.words.get(kind, {})
        if typed in known:
            return known[typed]
        if typed in words:
            return kind(words[typed])
        self.wrong[name] = RowFault.NOT_ON_LIST
        return None

    def yes(self, name: str) -> bool:
        """Public unless the file says no."""
        typed = fold(self.line(name))
        if typed and typed not in YES | NO:
            self.wrong[name] = RowFault.NOT_YES_OR_NO
        return typed not in NO

    def tags(self, group: TagGroup) -> tuple[str, ...]:
        """Values parted by semicolons or lines. Those of the place's own lists by name or by key."""
        pieces = [clean_line(one) for one in self.said.get(group.value, "").replace("\n", ";").split(";")]
        given = [one for one in pieces if one]
        if any(len(one) > LONGEST_TAG for one in given):
            self.wrong[group.value] = RowFault.TOO_LONG
        known = self.lists.known.get(group)
        if known is None:
            return tuple(given)
        if any(fold(one) not in known for one in given):
            fault = RowFault.NO_SUCH_AREA if group is TagGroup.AREA else RowFault.NOT_ON_LIST
            self.wrong[group.value] = fault
        codes = tuple(dict.fromkeys(known[fold(one)] for one in given if fold(one) in known))
        return () if WHOLE in codes else codes


def figures_in(typed: str) -> list[str]:
    return "".join(sign if sign.isdecimal() else " " for sign in typed).split()
