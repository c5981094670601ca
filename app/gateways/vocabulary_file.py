"""Reads `places/vocabulary.toml`: our own words for what a listing is about."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

from app.domain import vocabulary
from app.domain.vocabulary import Vocabulary


@functools.cache
def of_root(root: Path) -> Vocabulary:
    """The vocabulary, read once a process.

    Raises: OSError, tomllib.TOMLDecodeError, KeyError (a term of a group that is not named).
    """
    return vocabulary.read(tomllib.loads((root / "places" / "vocabulary.toml").read_text(encoding="utf-8")))
