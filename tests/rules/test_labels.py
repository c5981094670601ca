"""Every value a reader may meet has words, and every state a shape."""

from __future__ import annotations

import inspect
from enum import StrEnum

from app.domain import listing
from app.web.labels import SHAPES, WORDS

DRAWN = {"yes", "part", "todo", "no", "unknown", "new", "late", "cannot"}
ENUMS = [kind for _, kind in inspect.getmembers(listing, inspect.isclass) if issubclass(kind, StrEnum)]


def without_words(kinds: list[type[StrEnum]]) -> list[str]:
    """Members that have no words, or empty ones."""
    return [
        repr(one) for kind in kinds if kind is not StrEnum for one in kind if not WORDS.get(kind, {}).get(one)
    ]


class Colour(StrEnum):
    """A list of values that nobody gave words."""

    BLUE = "blue"


def test_a_value_without_words_is_seen() -> None:
    assert without_words([Colour]) == ["<Colour.BLUE: 'blue'>"]


def test_every_value_has_words() -> None:
    assert without_words(ENUMS) == []


def test_every_state_has_a_shape_that_is_drawn() -> None:
    for kind, shapes in SHAPES.items():
        assert set(shapes) == set(kind) and set(shapes.values()) <= DRAWN


def test_words_of_one_kind_differ() -> None:
    for kind, words in WORDS.items():
        assert len({str(value) for value in words.values()}) == len(words), kind
