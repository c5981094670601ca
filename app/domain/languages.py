"""A language the pages are offered in: a folder of files, `translations/<code>/`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

ENGLISH = "en"
CODE = re.compile(r"[a-z]{2,3}")
DIRECTIONS = ("ltr", "rtl")
QUOTES = "“”‘’"


class Completeness(StrEnum):
    """How much of our own words it has."""

    EVERYTHING = "everything"
    RESIDENT = "resident"
    """All that a resident meets; pages for staff may lack words."""


class Method(StrEnum):
    PERSON = "person"
    MACHINE_HELPED = "machine-helped"


@dataclass(frozen=True, slots=True)
class Language:
    """One language, named in its own script."""

    code: str
    name: str
    english_name: str
    direction: str
    locale: str
    completeness: Completeness = Completeness.EVERYTHING
    method: Method = Method.PERSON
    translator: str = ""
    translated_on: dt.date | None = None
    reviewed_by: str = ""
    """Who grew up with it and has read our words; empty where nobody has."""
    reviewed_on: dt.date | None = None
    quotes: str = QUOTES
    """Quotation marks: the outer two, then the inner two."""
    comma: str = ", "
    """What parts the things of a list."""
    clock: str = "short"
    """A pattern of Babel for the time of day, or one of its names."""
    feminine_weekdays: frozenset[int] = frozenset()
    """Weekdays, Monday as 0, whose "first" and "last" take a form of their own."""

    @property
    def complete(self) -> bool:
        return self.completeness is Completeness.EVERYTHING

    @property
    def is_checked(self) -> bool:
        """Has somebody who speaks it read our words? English is what they are written in."""
        return self.code == ENGLISH or bool(self.reviewed_by and self.reviewed_on)


def read(code: str, table: Mapping[str, Any]) -> Language:
    """A language from its parsed `language.toml`.

    Raises: ValueError, TypeError or KeyError that says what is wrong.
    """
    if not CODE.fullmatch(code):
        raise ValueError(f"{code!r} is no code of a language")
    made = Language(
        code=code,
        **{
            **table,
            "completeness": Completeness(table["completeness"]),
            "method": Method(table["method"]),
            "feminine_weekdays": frozenset(table.get("feminine_weekdays", ())),
        },
    )
    if made.direction not in DIRECTIONS:
        raise ValueError(f"direction must be one of {', '.join(DIRECTIONS)}")
    if len(made.quotes) != len(QUOTES):
        raise ValueError("quotes must be four signs: the outer two, then the inner two")
    if bool(made.reviewed_by) != bool(made.reviewed_on):
        raise ValueError("reviewed_by and reviewed_on go together")
    return made
