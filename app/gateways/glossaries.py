"""Reads `translations/<code>/glossary.toml`."""

from __future__ import annotations

import functools
from pathlib import Path

from app.domain import glossary
from app.domain.errors import PlaceFolderError
from app.domain.glossary import GlossaryEntry
from app.gateways import language_folders


@functools.cache
def of_language(root: Path, code: str) -> tuple[GlossaryEntry, ...]:
    """Its words that matter; none where it has no such file. Raises: PlaceFolderError."""
    path = language_folders.folder(root, code) / "glossary.toml"
    if not path.is_file():
        return ()
    try:
        return glossary.read(language_folders.table(path).get("word", ()))
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
