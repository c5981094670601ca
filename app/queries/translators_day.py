"""What waits for whoever translates: language by language, counted."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from app.domain.glossary import GlossaryEntry
from app.domain.languages import Language
from app.domain.plain_pages import TranslationState
from app.domain.translating import Standing
from app.gateways import glossaries
from app.queries import translations
from app.queries.plain_pages import Pages
from app.queries.plain_pages_desk import HeldPage, every
from app.queries.translations import Entry


@dataclass(frozen=True, slots=True)
class LanguageDay:
    """One language: strings, pages and words that matter."""

    language: Language
    missing: int
    """Strings without words, of those that the language is to have."""
    changed: int
    """Strings whose English is another now."""
    unread: int
    """Strings that no person here has checked."""
    unread_words: int
    """How many words these are, in English."""
    behind: tuple[str, ...]
    """Pages whose English changed after the translation, by their names."""
    missing_pages: int
    unread_pages: int
    glossary: tuple[str, ...]
    """Words that matter in other languages and have none in this one."""


def days(root: Path, pages: Pages, languages: Iterable[Language]) -> list[LanguageDay]:
    """The language with the most to read first."""
    wanted = list(languages)
    held = [one for one in every(pages) if one.is_public]
    known = {one.code: glossaries.of_language(root, one.code) for one in wanted}
    found = [day_of(root, one, held, lacking(known, one.code)) for one in wanted]
    return sorted(found, key=lambda day: -day.unread_words)


def day_of(root: Path, language: Language, held: Sequence[HeldPage], lacks: tuple[str, ...]) -> LanguageDay:
    due = [
        one
        for one in translations.entries(root, language.code)
        if language.complete or one.source.is_resident
    ]
    unread = [one for one in due if one.standing is Standing.NOT_CHECKED]
    stands = {one.slug: one.standing(language.code) for one in held}
    return LanguageDay(
        language,
        missing=many(due, Standing.MISSING),
        changed=many(due, Standing.ENGLISH_CHANGED),
        unread=len(unread),
        unread_words=sum(len(one.source.english.split()) for one in unread),
        behind=tuple(slug for slug, states in stands.items() if TranslationState.BEHIND in states),
        missing_pages=sum(TranslationState.MISSING in states for states in stands.values()),
        unread_pages=sum(TranslationState.NOT_CHECKED in states for states in stands.values()),
        glossary=lacks,
    )


def many(entries: Iterable[Entry], standing: Standing) -> int:
    return sum(one.standing is standing for one in entries)


def lacking(known: dict[str, tuple[GlossaryEntry, ...]], code: str) -> tuple[str, ...]:
    """English words of the glossaries that this language's has not."""
    every_word = dict.fromkeys(entry.english for entries in known.values() for entry in entries)
    own = {entry.english for entry in known[code]}
    return tuple(word for word in every_word if word not in own)
