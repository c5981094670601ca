"""What a closing puts together before a case ends, and what of it is still missing. No words of ours.

The outcomes of goals stand in the plan itself (domain/plan.py). Source: referrals.md 4.2 B.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import TypedDict

from app.domain.machine import Need
from app.domain.plan import ENDED, Goal
from app.domain.typed_text import clean_line, clean_lines

LONGEST = 4000


class LetterHow(StrEnum):
    """How the closing letter reaches somebody."""

    EMAIL = "email"
    BY_HAND = "by-hand"
    """Printed: handed over, posted, or read out."""
    DECLINED = "declined"
    """They do not want one."""


class Closing(TypedDict):
    """What was put together so far. Empty text means: not said yet."""

    summary: str
    """How it went in the end, where the plan has no goals, or beside them."""
    why_no_measure: str
    letter_how: str
    """A value of LetterHow."""
    letter: str
    """The words of the letter."""
    letter_given: bool
    """Printed, it has reached them."""
    reason: str
    """A value of ClosureReason, chosen before a lead was asked."""


def empty_closing() -> Closing:
    return {
        "summary": "",
        "why_no_measure": "",
        "letter_how": "",
        "letter": "",
        "letter_given": False,
        "reason": "",
    }


def clean_closing(given: Mapping[str, object] | None) -> Closing:
    """What was kept, in the shape of today; whatever else is left out."""
    said = given or {}
    how = str(said.get("letter_how") or "")
    return {
        "summary": clean_lines(str(said.get("summary") or ""))[:LONGEST],
        "why_no_measure": clean_lines(str(said.get("why_no_measure") or ""))[:LONGEST],
        "letter_how": how if how in set(LetterHow) else "",
        "letter": clean_lines(str(said.get("letter") or ""))[:LONGEST],
        "letter_given": said.get("letter_given") is True,
        "reason": clean_line(str(said.get("reason") or "")),
    }


def is_ended(goal: Goal) -> bool:
    """Has it an outcome?"""
    return goal["status"] in ENDED


def settled(
    closing: Closing,
    goals: Iterable[Goal],
    *,
    open_introductions: int,
    has_measure: bool,
    is_email_safe: bool,
) -> frozenset[Need]:
    """Which needs of a closing are met. `open_introductions`: neither over nor handed on."""
    wanted = list(goals)
    met = {
        Need.OUTCOMES: all(map(is_ended, wanted)) if wanted else bool(closing["summary"]),
        Need.INTRODUCTIONS_SETTLED: open_introductions == 0,
        Need.MEASURE: has_measure or bool(closing["why_no_measure"]),
        Need.LETTER: is_letter_settled(closing, is_email_safe=is_email_safe),
    }
    return frozenset(need for need, is_met in met.items() if is_met)


def is_letter_settled(closing: Closing, *, is_email_safe: bool) -> bool:
    """Will they have it when the case closes, or do they not want one?"""
    match closing["letter_how"]:
        case LetterHow.DECLINED:
            return True
        case LetterHow.EMAIL:
            return is_email_safe and bool(closing["letter"])
        case LetterHow.BY_HAND:
            return closing["letter_given"] and bool(closing["letter"])
        case _:
            return False
