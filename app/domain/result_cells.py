"""The numbers that results are made of, each under a name of its own, and how they hang together.

A cell is named by a tuple of words: `("theme", code)`. All are counts of one event, or sums over events; no
conversation is in two events, so a year's cell is the sum of the events' cells of that name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

Cell = tuple[str, ...]
Counts = Mapping[Cell, int]

CONVERSATIONS: Cell = ("conversations",)
PEOPLE: Cell = ("people",)
CODED: Cell = ("coded",)
PROFILED: Cell = ("profiled",)
NOWHERE = ""
"""The key of conversations with no area, or with no community."""


def theme(code: object) -> Cell:
    """Conversations in which a theme came up, to whatever question."""
    return ("theme", str(code))


def said(question: str, code: object) -> Cell:
    """Conversations in which a theme came up when they spoke to a question."""
    return ("said", question, str(code))


def answered(question: str) -> Cell:
    return ("answered", question)


def answer(question: str, key: object) -> Cell:
    return ("answer", question, str(key))


def area(code: str) -> Cell:
    return ("area", code)


def community(name: str) -> Cell:
    return ("community", name)


def event(event_id: object) -> Cell:
    """Of a year: conversations at one event."""
    return ("event", str(event_id))


def profile(item: str, value: str) -> Cell:
    return ("profile", item, value)


def keys_of(counts: Counts, kind: str) -> list[str]:
    """The last words of all cells of a kind."""
    return [cell[-1] for cell in counts if cell[0] == kind]


def summed(many: Iterable[Counts]) -> Counter[Cell]:
    """The cells of several events together."""
    whole: Counter[Cell] = Counter()
    for counts in many:
        whole.update(counts)
    return whole
