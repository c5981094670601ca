"""Keep the string catalogues fresh and whole.

Run: `python tools/catalogues.py` checks; `python tools/catalogues.py --update` extracts the English strings
again, merges them into every language, and lists what still needs words.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from babel.messages.catalog import Catalog, Message
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from app.domain.languages import ENGLISH, Completeness
from app.domain.translating import GAP, Source, Wrong
from app.domain.translating import faults as faults_of
from app.gateways import language_folders
from app.gateways.translation_files import RESIDENT, as_kept

ROOT = Path(__file__).resolve().parent.parent
TEMPLATE = ROOT / "translations" / "messages.pot"
KEYWORDS = (
    "-k",
    "_l",
    "-k",
    "_n:1,2",
    "-k",
    "_p:1c,2",
    "-k",
    "_lp:1c,2",
    "-k",
    "_np:1c,2,3",
    "-k",
    "lazy_pgettext:1c,2",
    "-k",
    "both",
    "-k",
    "lazy_both",
)
PLACEHOLDER = GAP


def languages() -> list[str]:
    """Every language there is a folder for but English, which the strings are in."""
    return [code for code in language_folders.codes(ROOT) if code != ENGLISH]


def extracted() -> Catalog:
    """The English strings in the code as it stands, with the file and line of each."""
    command = [sys.executable, "-m", "babel.messages.frontend", "-q", "extract", "-F", "babel.cfg", *KEYWORDS]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "messages.pot"
        subprocess.run([*command, "-c", "Translators:", "-o", str(target), "."], cwd=ROOT, check=True)
        with target.open("rb") as file:
            return read_po(file)


def catalogue(path: Path, language: str) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=language)


def path_of(language: str) -> Path:
    return ROOT / "translations" / language / "LC_MESSAGES" / "messages.po"


def keys(found: Catalog) -> set[tuple[str, str]]:
    """Every message's context and English."""
    return {(message.context or "", english(message)) for message in found if message.id}


def english(message: Message) -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def forms(message: Message) -> list[str]:
    """The translated words: one, or one for each plural form."""
    words = message.string
    return [words] if isinstance(words, str) else list(words)


def stale(wanted: Catalog, kept: Catalog, name: str) -> Iterator[str]:
    """Strings that one has and the other lacks."""
    for _, words in sorted(keys(wanted) - keys(kept)):
        yield f"{name}: missing: {words[:70]!r}"
    for _, words in sorted(keys(kept) - keys(wanted)):
        yield f"{name}: no longer used: {words[:70]!r}"


def incomplete(kept: Catalog, name: str, needed: Collection[tuple[str, str]] | None = None) -> Iterator[str]:
    """Strings without words, marked as unsure, with wrong gaps or markup, or too few plural forms.

    `needed`: the strings that must have words; all of them where nothing is given.
    """
    for message in kept:
        if not message.id:
            continue
        words = english(message)[:70]
        if message.fuzzy:
            yield f"{name}: unsure (fuzzy): {words!r}"
        given = forms(message)
        if not any(form.strip() for form in given):
            if needed is None or (message.context or "", english(message)) in needed:
                yield f"{name}: no words for {words!r}"
            continue
        for fault in faults_of(source(message), given, kept.num_plurals):
            yield f"{name}: {said(fault.wrong, fault.about)}: {words!r}"
    if kept.num_plurals != (wanted := get_plural(name).num_plurals):
        yield f"{name}: {kept.num_plurals} plural forms, but the language has {wanted}"


def source(message: Message) -> Source:
    one, many = message.id if isinstance(message.id, tuple) else (message.id, "")
    return Source(message.context or "", one, many)


def said(wrong: Wrong, about: str) -> str:
    """Shape: `lost-gap %(name)s`."""
    return f"{wrong.value} {about}".strip()


def rendered(found: Catalog) -> bytes:
    """A catalogue as it is kept. The template says which files a string stands in, for translators."""
    return as_kept(found, str(found.locale or "en"))


def with_audience(fresh: Catalog) -> Catalog:
    """The English strings, those that residents meet said to be so."""
    from tools.resident_strings import is_resident

    for message in fresh:
        if message.id and is_resident(message):
            message.auto_comments.append(RESIDENT)
    return fresh


def update() -> None:
    """Extract again and merge into every language. What is new has no words yet."""
    fresh = extracted()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(rendered(with_audience(extracted())))
    for language in languages():
        path = path_of(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        kept = catalogue(path, language) if path.exists() else Catalog(locale=language)
        kept.update(fresh, no_fuzzy_matching=True)
        path.write_bytes(rendered(kept))


def faults() -> list[str]:
    fresh = extracted()
    if not TEMPLATE.exists():
        return ["translations/messages.pot is not there: run with --update"]
    with TEMPLATE.open("rb") as file:
        found = list(stale(fresh, read_po(file), "messages.pot"))
    for language in languages():
        if not path_of(language).exists():
            found.append(f"{language}: no catalogue")
            continue
        kept = catalogue(path_of(language), language)
        found += [*stale(fresh, kept, language), *incomplete(kept, language, needed(fresh, language))]
    return found


def needed(fresh: Catalog, language: str) -> set[tuple[str, str]] | None:
    """The strings a language says it has: every one, or those that a resident meets."""
    from tools.resident_strings import is_resident

    if language_folders.language(ROOT, language).completeness is Completeness.EVERYTHING:
        return None
    return {(one.context or "", english(one)) for one in fresh if one.id and is_resident(one)}


def main() -> int:
    parser = argparse.ArgumentParser(description="Check the string catalogues.")
    parser.add_argument("--update", action="store_true", help="extract and merge, then check")
    if parser.parse_args().update:
        update()
    wrong = faults()
    print("\n".join(wrong) if wrong else "Catalogues: fresh and complete.")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
