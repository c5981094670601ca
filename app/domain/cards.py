"""Paper cards: how they look and how many are printed together."""

from __future__ import annotations

from enum import StrEnum

MOST_IN_BLOCK = 200
"""Cards printed at once."""


class CardKind(StrEnum):
    """How a card looks."""

    STANDARD = "standard"
    """A5."""
    LARGE = "large"
    """A4, in large print."""
    EASY_READ = "easy-read"
    """A4, a picture to each question, one idea a sentence."""
