"""Sentences that are made once and remembered by language, until a translator brings new words."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
_clear: list[Callable[[], None]] = []


def kept_words(most: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function says. English that stands in for a translation is another word than itself."""

    def keep(function: Callable[P, R]) -> Callable[P, R]:
        kept = lru_cache(maxsize=most, typed=True)(function)
        _clear.append(kept.cache_clear)
        return kept  # type: ignore[return-value]  # mypy knows no cache that keeps the signature

    return keep


def forget() -> None:
    for clear in _clear:
        clear()
