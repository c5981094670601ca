"""Words of other languages: those of the files, and over them those that translators brought."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.exc import DBAPIError

from app.database import db
from app.domain.translating import Source, Standing
from app.gateways import translation_files
from app.gateways.catalogue_files import PARTS, Key
from app.models.translations import BroughtWords

ALIKE = 0.6
"""From how much alike on an older English counts as the same string."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One string in one language, as translators see it."""

    source: Source
    forms: tuple[str, ...]
    standing: Standing
    is_brought: bool = False
    version: int = 0

    @property
    def words(self) -> str:
        return " / ".join(self.forms)


@dataclass(frozen=True, slots=True)
class Older:
    """Words for an English that is no longer said."""

    english: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How far a language is."""

    strings: int
    said: int
    checked: int
    resident: int
    resident_said: int


def brought(language: str) -> dict[Key, str]:
    """What is brought, as catalogues hold it; asked aside from the session, of whatever is committed."""
    asked = select(BroughtWords.context, BroughtWords.english, BroughtWords.plural, BroughtWords.forms).where(
        BroughtWords.language == language
    )
    try:
        with db.engine.connect() as own:
            rows = own.execute(asked).all()
    except DBAPIError:  # there are no tables yet
        return {}
    found: dict[Key, str] = {}
    for context, english, plural, forms in rows:
        key = f"{context}{PARTS}{english}" if context else english
        if plural:
            found |= {(key, at): words for at, words in enumerate(forms)}
        elif forms:
            found[key] = forms[0]
    return found


def rows(language: str) -> dict[str, BroughtWords]:
    found = db.session.scalars(
        select(BroughtWords)
        .where(BroughtWords.language == language)
        .execution_options(populate_existing=True)
    )
    return {one.digest: one for one in found}


def row(language: str, digest: str) -> BroughtWords | None:
    return db.session.scalars(
        select(BroughtWords)
        .where(BroughtWords.language == language, BroughtWords.digest == digest)
        .execution_options(populate_existing=True)
    ).one_or_none()


def _all(
    root: Path, language: str
) -> tuple[Mapping[str, Source], Mapping[str, tuple[str, ...]], dict[str, BroughtWords]]:
    """Our strings, the words of the language's file, and those brought; each by digest."""
    return translation_files.sources(root), translation_files.kept(root, language), rows(language)


def entries(root: Path, language: str) -> list[Entry]:
    """Every string, in order."""
    sources, kept, held = (
        translation_files.sources(root),
        translation_files.kept(root, language),
        rows(language),
    )
    changed = set(_successors(sources, kept, held))
    return [entry_of(one, kept.get(key, ()), held.get(key), key in changed) for key, one in sources.items()]


def entry_of(
    source: Source, kept: tuple[str, ...], held: BroughtWords | None, is_changed: bool = False
) -> Entry:
    forms = tuple(held.forms) if held else kept
    if not forms:
        return Entry(source, (), Standing.ENGLISH_CHANGED if is_changed else Standing.MISSING)
    is_checked = held is not None and held.checked_at is not None
    return Entry(
        source,
        forms,
        Standing.CHECKED if is_checked else Standing.NOT_CHECKED,
        is_brought=held is not None,
        version=held.version if held else 0,
    )


def entry(root: Path, language: str, digest: str) -> Entry | None:
    source = translation_files.sources(root).get(digest)
    if source is None:
        return None
    kept = translation_files.kept(root, language).get(digest, ())
    return entry_of(source, kept, row(language, digest), older(root, language, source) is not None)


def older(root: Path, language: str, source: Source) -> Older | None:
    """Words brought for an English that this one took the place of."""
    sources, kept, held = (
        translation_files.sources(root),
        translation_files.kept(root, language),
        rows(language),
    )
    if source.digest in kept or source.digest in held:
        return None
    return _successors({source.digest: source}, kept, held, sources).get(source.digest)


def _successors(
    sources: Mapping[str, Source],
    kept: Mapping[str, Sequence[str]],
    held: Mapping[str, BroughtWords],
    known: Mapping[str, Source] | None = None,
) -> dict[str, Older]:
    """Strings without words -> the words of an English much like theirs that is gone."""
    gone = [one for key, one in held.items() if key not in (known or sources)]
    found: dict[str, Older] = {}
    for one in gone:
        missing = {
            source.english: key
            for key, source in sources.items()
            if key not in kept and key not in held and source.context == one.context
        }
        for near in difflib.get_close_matches(one.english, list(missing), n=1, cutoff=ALIKE):
            found[missing[near]] = Older(one.english, tuple(one.forms))
    return found


def tally(root: Path, language: str) -> Tally:
    """Counted over every string; those of residents apart."""
    sources, kept, held = (
        translation_files.sources(root),
        translation_files.kept(root, language),
        rows(language),
    )
    said = {key for key in sources if key in kept or key in held}
    resident = {key for key, source in sources.items() if source.is_resident}
    checked = sum(1 for key, one in held.items() if key in sources and one.checked_at)
    return Tally(len(sources), len(said), checked, len(resident), len(said & resident))
