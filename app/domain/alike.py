"""Different words for the same thing: capitals, plurals and a place's own list of synonyms."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from app.domain.fillers import FILLERS
from app.domain.words import stem, tokens

EVERYBODY = frozenset({"person"})
"""Stems of words that are in every question."""
Same = tuple[str, tuple[str, ...]]
"""What we call it, and the other words for it."""


class Alike:
    """A place's synonyms. Two words meet where they share a key."""

    def __init__(self, same: Iterable[Same]) -> None:
        self.names: dict[str, str] = {}
        """Key -> what we call it."""
        self.phrases: dict[tuple[str, ...], str] = {}
        for name, others in same:
            key = plain(name)
            self.names[key] = name
            for words in (name, *others):
                self.phrases.setdefault(tuple(plain(words).split()), key)
        self.longest = max((len(phrase) for phrase in self.phrases), default=0)

    def keys(self, words: str) -> frozenset[str]:
        """By which a topic or a community is compared: itself as a whole, and each synonym in it."""
        return keys_of(self, words)

    def meets(self, one: str, other: str) -> bool:
        return bool(self.keys(one) & self.keys(other))

    def said(self, text: str) -> dict[str, str]:
        """What a text speaks of: key -> the words of the text. Words that say little are left out."""
        found: dict[str, str] = {}
        words = tokens(text)
        stems = [stem(word) for word in words]
        at = 0
        while at < len(words):
            length, key = self._longest_at(stems, at)
            if key:
                found.setdefault(key, " ".join(words[at : at + length]))
            elif (
                words[at] not in FILLERS
                and stems[at] not in EVERYBODY
                and (len(words[at]) > 2 or words[at].isdigit())
            ):
                found.setdefault(stems[at], words[at])
            at += length
        return found

    def _longest_at(self, stems: list[str], at: int) -> tuple[int, str]:
        """How many words the longest phrase takes that begins here, and its key; one word without a key."""
        for length in range(min(self.longest, len(stems) - at), 0, -1):
            if key := self.phrases.get(tuple(stems[at : at + length])):
                return length, key
        return 1, ""


NO_SYNONYMS = Alike(())


def plain(words: str) -> str:
    """Small letters, no accents, each word without its plural."""
    return " ".join(stem(token) for token in tokens(words))


@lru_cache(maxsize=8192)
def keys_of(alike: Alike, words: str) -> frozenset[str]:
    whole = plain(words)
    inside = {key for key in alike.said(words) if key in alike.names}
    return frozenset({whole, *inside} - {""})
