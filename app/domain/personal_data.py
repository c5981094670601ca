"""What looks like personal data in somebody's words, so that whoever writes them down is asked about it.

It finds likely places and decides nothing: see engagement.md 6. Nobody may say that words are anonymous
because nothing was found in them. The same rules run in the browser: `app/static/personal-data.js`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from app.domain import nhs_number
from app.domain.given_names import GIVEN_NAMES
from app.domain.personal_data_rules import CHECK_DIGIT, FOLDED, GIVEN_NAME, RULES, Rule

WORD_ENDS = re.compile("[ '-]")


class PersonalData(StrEnum):
    """What a place in somebody's words may be. The order is that in which they win where they overlap."""

    EMAIL = "email"
    NHS_NUMBER = "nhs-number"
    PHONE = "phone"
    POSTCODE = "postcode"
    BIRTH_DATE = "birth-date"
    ADDRESS = "address"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class Found:
    """One place. Positions are code points, the end is past the last."""

    kind: PersonalData
    start: int
    end: int


def find(text: str) -> list[Found]:
    """What looks like personal data, in the order of the text; no two overlap."""
    plain = text.translate(folded())
    lower = plain.translate(lowered())
    found = [
        Found(PersonalData(rule.kind), match.start(1), match.end(1))
        for rule, pattern in patterns()
        for match in pattern.finditer(lower if rule.is_lower else plain)
        if match.group(1) and passes(rule.check, match.group(1))
    ]
    return apart(found)


def apart(found: Iterable[Found]) -> list[Found]:
    """Where two overlap the stronger kind stays; of one kind the earlier, then the longer."""
    order = {kind: at for at, kind in enumerate(PersonalData)}
    kept: list[Found] = []  # as they stand in the text, so that only two neighbours need a look
    for one in sorted(found, key=lambda one: (order[one.kind], one.start, -one.end)):
        at = bisect_right(kept, one.start, key=lambda other: other.start)
        if (not at or kept[at - 1].end <= one.start) and (at == len(kept) or one.end <= kept[at].start):
            kept.insert(at, one)
    return kept


def passes(check: str, typed: str) -> bool:
    """The checks that no pattern can do: a last digit that fits the others, a name among common ones."""
    if check == CHECK_DIGIT:
        return nhs_number.fault_of(typed, training=True) is None
    return check != GIVEN_NAME or any(word in given_names() for word in WORD_ENDS.split(typed.lower()))


def rules() -> dict[str, object]:
    """The same rules for `ginnelPersonalData.find(text, rules)`."""
    return {
        "order": [kind.value for kind in PersonalData],
        "fold": FOLDED,
        "names": GIVEN_NAMES.strip(),
        "rules": [
            {"kind": rule.kind, "lower": rule.is_lower, "match": rule.match, "check": rule.check}
            for rule in RULES
        ],
    }


@cache
def given_names() -> frozenset[str]:
    return frozenset(GIVEN_NAMES.split())


@cache
def patterns() -> tuple[tuple[Rule, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule.match)) for rule in RULES)


@cache
def folded() -> dict[int, int]:
    """Digits of other scripts, odd spaces and odd dashes -> plain ones, letter for letter."""
    return {ord(odd): ord(plain) for odd, plain in FOLDED.items()}


@cache
def lowered() -> dict[int, int]:
    """A to Z alone, so that no letter changes its length."""
    return {capital: capital + 32 for capital in range(ord("A"), ord("Z") + 1)}
