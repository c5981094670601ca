"""Which points hold all the words somebody looks for. Words are compared as search compares them."""

from __future__ import annotations

import hashlib
import hmac
from functools import lru_cache

from sqlalchemy import ColumnElement, and_, exists, true

from app.domain.words import stem, tokens
from app.models import sealed
from app.models.conversations import Point
from app.models.insight import PointWord

INDEXED = 0
"""Stands beside the words of every point that was looked at, also of one without a word."""
MOST_WORDS = 12
"""Of one search."""


def hashes(text: str) -> frozenset[int]:
    """By which the words of a text are found. Each fits a signed number of 64 bits."""
    return frozenset(hash_of(stem(word), sealed.keys().index) for word in tokens(text))


@lru_cache(maxsize=65_536)
def hash_of(word: str, key: bytes) -> int:
    made = hmac.new(key, f"point_word\0{word}".encode(), hashlib.sha256).digest()
    return int.from_bytes(made[:8], "big", signed=True)


def holds_all(words: str) -> ColumnElement[bool]:
    """True of a `Point` that holds every word; a phrase is all its words."""
    wanted = sorted(hashes(words))[:MOST_WORDS]
    return and_(
        true(), *(exists().where(PointWord.word == word, PointWord.point_id == Point.id) for word in wanted)
    )
