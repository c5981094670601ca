"""Reads the words of a language: `messages.mo` in `translations/<code>/LC_MESSAGES/`, or its `.po`."""

from __future__ import annotations

import functools
import io
from collections.abc import Mapping
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations

Key = str | tuple[str, int]
"""The English, with its context before it; with the number of a plural form where it has several."""
PARTS = "\x04"
"""Between a context and the English, as gettext has it."""


def words_of(folder: Path, code: str, brought: Mapping[Key, str] | None = None) -> Translations:
    """Its words, with those `brought` over them; none where there is no file."""
    found = Translations(io.BytesIO(_compiled(*_newest(folder / code / "LC_MESSAGES"), code)))
    vars(found)["_catalog"].update(brought or {})
    return found


def plural_form(found: NullTranslations, number: int) -> int:
    """Which form a number takes."""
    plural = getattr(found, "plural", lambda n: int(n != 1))
    return int(plural(number))


def _newest(folder: Path) -> tuple[Path | None, int]:
    """The file to read and when it was saved: a `.po` that was saved after its `.mo` comes first."""
    kept = [folder / "messages.mo", folder / "messages.po"]
    there = [(path.stat().st_mtime_ns, path) for path in kept if path.is_file()]
    return max(((path, saved) for saved, path in there), key=lambda one: one[1], default=(None, 0))


@functools.lru_cache(maxsize=32)
def _compiled(path: Path | None, saved: int, code: str) -> bytes:
    if path is not None and path.suffix == ".mo":
        return path.read_bytes()
    target = io.BytesIO()
    with path.open("rb") if path else io.BytesIO() as file:
        write_mo(target, read_po(file, locale=code))
    return target.getvalue()
