"""Reads our own words for what a listing is about: `places/vocabulary.toml`, and what languages add."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from app.domain import vocabulary
from app.domain.vocabulary import Vocabulary
from app.gateways import language_folders


@functools.cache
def of_root(root: Path) -> Vocabulary:
    """The vocabulary with the words of every language's folder, read once a process.

    Raises: OSError, tomllib.TOMLDecodeError, PlaceFolderError, KeyError (a group or term that is not there).
    """
    table = tomllib.loads((root / "places" / "vocabulary.toml").read_text(encoding="utf-8"))
    found = vocabulary.read(table)
    for code in language_folders.codes(root):
        path = language_folders.folder(root, code) / "synonyms.toml"
        if path.is_file():
            found = vocabulary.with_language(found, code, language_folders.table(path))
    return found
