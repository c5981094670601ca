"""Whether a word is a plain English one, so that it alone is no sign of a name."""

from __future__ import annotations

from functools import cache, lru_cache

from app.domain.english_words import ENGLISH_WORDS

ENDINGS = (
    ("ies", "y"),
    ("ied", "y"),
    ("ier", "y"),
    ("iest", "y"),
    ("ily", "y"),
    ("ing", ""),
    ("ing", "e"),
    ("ed", ""),
    ("ed", "e"),
    ("es", ""),
    ("er", ""),
    ("er", "e"),
    ("est", ""),
    ("est", "e"),
    ("ly", ""),
    ("ness", ""),
    ("s", ""),
)
"""An ending, and what stands there in the word it was made from."""
SHORTEST = 3


@lru_cache(50_000)
def is_english(word: str) -> bool:
    """Shape: small letters."""
    return word in english_words() or any(is_english(base) for base in bases(word))


def bases(word: str) -> set[str]:
    """The words it may be made from: "stopped" -> "stop", "stopp", "stoppe"."""
    found = {
        word[: -len(ending)] + instead
        for ending, instead in ENDINGS
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST
    }
    return found | {base[:-1] for base in found if len(base) > SHORTEST and base[-1] == base[-2]}


@cache
def english_words() -> frozenset[str]:
    return frozenset(ENGLISH_WORDS.split())
