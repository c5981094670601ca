"""Every value a reader may meet has its words, and every state its shape."""

from enum import StrEnum

from app.domain import listing
from app.web import labels


def unworded(kinds, words):
    """Members without words."""
    return [
        f"{kind.__name__}.{member.name}"
        for kind in kinds
        for member in kind
        if member not in words.get(kind, {})
    ]


def kinds_of(module):
    found = [kind for kind in vars(module).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    return [kind for kind in found if kind is not StrEnum]


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


def test_a_member_without_words_is_seen():
    assert unworded([Colour], {Colour: {Colour.RED: "Red"}}) == ["Colour.BLUE"]
    assert unworded([Colour], {}) == ["Colour.RED", "Colour.BLUE"]


def test_every_value_of_a_listing_has_words():
    assert len(kinds_of(listing)) > 5
    assert unworded(kinds_of(listing), labels.WORDS) == []


def test_what_is_shown_as_a_state_has_a_shape_for_every_value():
    assert unworded(labels.SHAPES, labels.SHAPES) == []
    assert {shape for shapes in labels.SHAPES.values() for shape in shapes.values()} <= {
        "yes",
        "part",
        "no",
        "unknown",
    }
