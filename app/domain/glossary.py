"""The words that matter in a language: what each means, how it is said here, and how it is not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.domain.translating import GAP
from app.domain.words import fold


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """One English word and its translation."""

    english: str
    meaning: str
    word: str
    stems: tuple[str, ...]
    """How every form of the chosen word begins, folded."""
    never: tuple[str, ...] = ()
    """Words that were thought of and must not be used."""

    def is_in(self, english: str) -> bool:
        """Does a string say it? One or many of it."""
        return bool(re.search(rf"\b{re.escape(self.english)}(?:s|es)?\b", GAP.sub("", english), re.I))

    def is_said(self, forms: Iterable[str]) -> bool:
        """Do the words of a translation say it as chosen?"""
        text = fold(" ".join(forms))
        return any(stem in text for stem in self.stems)

    def says_never(self, forms: Iterable[str]) -> str:
        """A word that must not be used, where one is."""
        text = fold(" ".join(forms))
        return next((word for word in self.never if fold(word) in text), "")


def read(rows: Iterable[Mapping[str, Any]]) -> tuple[GlossaryEntry, ...]:
    """Raises: KeyError."""
    return tuple(
        GlossaryEntry(
            english=row["english"],
            meaning=row["meaning"],
            word=row["word"],
            stems=tuple(fold(stem) for stem in row.get("stems", (row["word"],))),
            never=tuple(row.get("never", ())),
        )
        for row in rows
    )


def doubts(
    entries: Iterable[GlossaryEntry], english: str, forms: tuple[str, ...]
) -> Iterator[tuple[GlossaryEntry, str]]:
    """Words of the glossary that a translation says otherwise, each with the word it should not use."""
    for entry in entries:
        if entry.is_in(english) and forms:
            never = entry.says_never(forms)
            if never or not entry.is_said(forms):
                yield entry, never
