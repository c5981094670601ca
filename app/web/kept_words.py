"""Sentences that are made once and remembered by language, until a translator brings new words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from flask import g

P = ParamSpec("P")
R = TypeVar("R")
_clear: list[Callable[[], None]] = []


def kept_words(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function says. English that stands in for a translation is another word than itself."""

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=most, typed=True)(function)
        _clear.append(kept.cache_clear)

        @wraps(function)
        def said(*given: P.args, **named: P.kwargs) -> R:
            if g and "proposed" in g:  # one translator tries words: nobody else is to read them
                return function(*given, **named)
            return kept(*given, **named)  # type: ignore[arg-type]  # whoever keeps words takes care of that

        return said

    return keep


def forget() -> None:
    for clear in _clear:
        clear()
