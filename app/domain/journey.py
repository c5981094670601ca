"""A journey of one question a page: which questions are asked, in which order, and which is open still."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from app.domain.typed_text import latin_digits

KEPT = dt.timedelta(days=14)
"""How long what somebody has begun is kept after its last answer."""
SENT_KEPT = dt.timedelta(days=30)
"""How long a key answers as it did once it was sent. Source: decisions.md 4."""
QUICKEST = dt.timedelta(seconds=8)
"""Nobody answers all the questions in less."""

LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Of codes that are written down: without those taken for one another."""
CODE_LETTERS = 8

Answers = Mapping[str, Mapping[str, Any]]
"""Name of a step -> its answers, in values that JSON knows."""


def always(answers: Answers) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class Step:
    """One page."""

    name: str
    """As it stands in the address."""
    asked_if: Callable[[Answers], bool] = always
    is_optional: bool = False
    """Apart from the order: reached from the page of answers, by whoever likes."""


S = TypeVar("S", bound=Step)


def asked(steps: Sequence[S], answers: Answers) -> list[S]:
    """The steps in their order, as these answers have it."""
    return [step for step in steps if not step.is_optional and step.asked_if(answers)]


def step_named(steps: Sequence[S], name: str, answers: Answers) -> S | None:
    """The step, optional ones too, while it is asked."""
    return next((step for step in steps if step.name == name and step.asked_if(answers)), None)


def after(steps: Sequence[S], step: S, answers: Answers) -> S | None:
    """The next step; None when it is time to look at the answers."""
    order = asked(steps, answers)
    at = order.index(step) + 1 if step in order else len(order)
    return order[at] if at < len(order) else None


def before(steps: Sequence[S], step: S, answers: Answers) -> S | None:
    order = asked(steps, answers)
    at = order.index(step) if step in order else 0
    return order[at - 1] if at > 0 else None


def number_of(steps: Sequence[S], step: S, answers: Answers) -> tuple[int, int] | None:
    """Which question of how many this is; None for one apart from the order."""
    order = asked(steps, answers)
    return (order.index(step) + 1, len(order)) if step in order else None


def typed_code(typed: str) -> str:
    """A code as somebody typed it from paper: capitals, without spaces and dashes."""
    return "".join(letter for letter in latin_digits(typed).upper() if letter.isalnum())


def shown_code(code: str) -> str:
    """Shape: `K7MP-4QXR`."""
    return f"{code[:4]}-{code[4:]}"
