"""What somebody reads on: A4, A5, large print, Easy Read or plain text, and which comes first for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Any

from app.domain.panel import AccessNeed
from app.domain.reaching import FormatNeed, clean_reaching


class Paper(StrEnum):
    """The forms a sheet comes in."""

    A4 = "a4"
    A5 = "a5"
    LARGE = "large"
    EASY = "easy"
    """Easy Read: a drawing first, one idea beside it, in large print."""
    TEXT = "text"


SIZES = (Paper.A4, Paper.A5, Paper.LARGE, Paper.EASY)
"""What a printed letter or plan comes in."""
EASY = frozenset({FormatNeed.EASY_READ.value, AccessNeed.EASY_READ.value})
LARGE = frozenset({FormatNeed.LARGE_PRINT.value, AccessNeed.LARGE_PRINT.value})


def wants_easy(given: Mapping[str, object]) -> bool:
    """Did they ask for Easy Read? Takes `Person.reaching` as it is kept."""
    return first_of(clean_reaching(given)["formats"]) is Paper.EASY


def first_for(given: Mapping[str, object]) -> Paper:
    """What they asked for. Takes `Person.reaching` as it is kept."""
    reaching = clean_reaching(given)
    return first_of(reaching["formats"], is_big=bool(reaching["font_size"]))


def first_of(needs: Collection[str], *, is_big: bool = False) -> Paper:
    """Easy Read before large print: ours is printed large."""
    if EASY & set(needs):
        return Paper.EASY
    return Paper.LARGE if is_big or LARGE & set(needs) else Paper.A4


def chosen(asked: str | None, first: Paper, offered: Collection[Paper] = SIZES) -> Paper:
    """What was asked for; what they need where nothing we have was asked for."""
    return next((one for one in offered if one.value == asked), first)


def easy_letter(needs: Collection[str]) -> dict[str, Any]:
    """What an e-mail to them is told besides, for domain/messages.py; nothing without the need."""
    return {"easy": 1} if first_of(needs) is Paper.EASY else {}


def easy_email(given: Mapping[str, object]) -> dict[str, Any]:
    """The same, from `Person.reaching` as it is kept."""
    return easy_letter(clean_reaching(given)["formats"])
