"""Pages by number: which are shown, and where each leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    number: int
    url: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Pages:
    """`shown` has None where numbers are left out."""

    current: int
    last: int
    shown: tuple[Page | None, ...]
    previous_url: str
    next_url: str


def pages(current: int, last: int, url_of: Callable[[int], str]) -> Pages:
    """The first, the last, and those around the current one."""
    wanted = sorted({1, last, *range(max(1, current - 1), min(last, current + 1) + 1)})
    shown: list[Page | None] = []
    for number in wanted:
        previous = shown[-1].number if shown and shown[-1] else 0
        if number - previous == 2:
            shown.append(Page(number - 1, url_of(number - 1), False))
        elif number - previous > 2:
            shown.append(None)
        shown.append(Page(number, url_of(number), number == current))
    return Pages(
        current=current,
        last=last,
        shown=tuple(shown),
        previous_url=url_of(current - 1) if 1 < current <= last else "",
        next_url=url_of(current + 1) if current < last else "",
    )
