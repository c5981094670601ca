"""What a chart shows, as facts for a sentence: the largest, the smallest, how many are hidden."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Facts:
    """`largest` and `smallest` are names; several where they are equal. Empty where nothing is shown."""

    largest: tuple[str, ...] = ()
    most: int = 0
    smallest: tuple[str, ...] = ()
    least: int = 0
    hidden: int = 0
    noughts: int = 0

    @property
    def is_level(self) -> bool:
        """Is all that is shown the same?"""
        return bool(self.largest) and self.most == self.least


def facts_of(rows: Sequence[tuple[str, int | None]]) -> Facts:
    """Rows of a name and its number, None where it is hidden. Noughts are counted apart."""
    shown = [(name, number) for name, number in rows if number]
    hidden = sum(number is None for _name, number in rows)
    noughts = sum(number == 0 for _name, number in rows)
    if not shown:
        return Facts(hidden=hidden, noughts=noughts)
    most, least = max(number for _, number in shown), min(number for _, number in shown)
    return Facts(
        largest=tuple(name for name, number in shown if number == most),
        most=most,
        smallest=tuple(name for name, number in shown if number == least),
        least=least,
        hidden=hidden,
        noughts=noughts,
    )


def width(number: int | None, most: int) -> str:
    """How long a bar is. Shape: `97.6%`."""
    return f"{100 * (number or 0) / most:.1f}%" if most else "0%"
