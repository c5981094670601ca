"""Words for Easy Read: cut into sentences, and those that are too long. Nothing is made simpler by itself."""

from __future__ import annotations

import re

LONGEST = 15
"""Units: words. Source: frontend.md 3."""
SENTENCE_END = re.compile(r"(?<=[.!?؟۔])\s+|\n+")


def sentences(words: str) -> list[str]:
    """Each by itself, as it was written."""
    return [one.strip() for one in SENTENCE_END.split(words) if one.strip()]


def too_long(words: str) -> list[str]:
    return [one for one in sentences(words) if len(one.split()) > LONGEST]
