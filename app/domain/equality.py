"""Questions about equality: what may be asked, and which answers there are. Nobody has to answer.

An item holds a value of its list, words of one's own where the list has such a value, `not-said` (asked, and
the person would rather not say) or `not-asked`. The two are never counted together.
Source: referrals.md 7 (Census 2021 for England and Wales; GSS harmonised standards).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

NOT_SAID = "not-said"
NOT_ASKED = "not-asked"


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `values` in their order; `own_words`: those after which somebody may write their own."""

    values: tuple[str, ...]
    own_words: frozenset[str] = frozenset()
    groups: Mapping[str, str] | None = None
    """Value -> the heading it stands under, where a list has headings."""


ETHNIC_GROUPS: Mapping[str, tuple[str, ...]] = {
    "white": ("white-british", "white-irish", "white-traveller", "white-roma", "white-other"),
    "mixed": ("mixed-caribbean", "mixed-african", "mixed-asian", "mixed-other"),
    "asian": ("asian-indian", "asian-pakistani", "asian-bangladeshi", "asian-chinese", "asian-other"),
    "black": ("black-caribbean", "black-african", "black-other"),
    "other": ("other-arab", "other-other"),
}
"""Headings of Annex C and what stands under each."""
ETHNICITIES = tuple(value for values in ETHNIC_GROUPS.values() for value in values)

ITEMS: Mapping[str, Item] = {
    "ethnicity": Item(
        ETHNICITIES,
        frozenset(value for value in ETHNICITIES if value.endswith("-other")),
        {value: heading for heading, values in ETHNIC_GROUPS.items() for value in values},
    ),
    "sex": Item(("female", "male")),
    "gender-same": Item(("yes", "no"), frozenset({"no"})),
    "orientation": Item(("straight", "gay-or-lesbian", "bisexual", "other"), frozenset({"other"})),
    "condition": Item(("yes", "no")),
    "condition-limits": Item(("a-lot", "a-little", "not-at-all")),
    "carer": Item(("no", "up-to-9", "10-to-19", "20-to-34", "35-to-49", "50-or-more")),
    "religion": Item(
        ("none", "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "other"), frozenset({"other"})
    ),
}


def is_answer(item: str, value: str) -> bool:
    """Is this a value that may be kept for the item?"""
    return item in ITEMS and value in (*ITEMS[item].values, NOT_SAID, NOT_ASKED)


def is_disabled(answers: Mapping[str, str]) -> bool | None:
    """A lasting condition that limits their days a lot or a little; None where that is not known."""
    condition, limits = answers.get("condition"), answers.get("condition-limits")
    if condition == "no" or limits == "not-at-all":
        return False
    if condition == "yes" and limits in {"a-lot", "a-little"}:
        return True
    return None


NHS_2001: Mapping[str, str] = {
    "white-british": "A",
    "white-irish": "B",
    "white-traveller": "C",
    "white-roma": "C",
    "white-other": "C",
    "mixed-caribbean": "D",
    "mixed-african": "E",
    "mixed-asian": "F",
    "mixed-other": "G",
    "asian-indian": "H",
    "asian-pakistani": "J",
    "asian-bangladeshi": "K",
    "asian-other": "L",
    "black-caribbean": "M",
    "black-african": "N",
    "black-other": "P",
    "asian-chinese": "R",
    "other-arab": "S",
    "other-other": "S",
    NOT_SAID: "Z",
    NOT_ASKED: "99",
}
"""Ethnic group of 2021 -> code of 2001, as exports of the health service still ask for it."""
