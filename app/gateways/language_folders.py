"""Reads the folders of languages: `translations/<code>/language.toml` and what lies beside it.

A mistake in a folder stops the start with the file's name and what is wrong in it.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from app.domain import languages
from app.domain.errors import PlaceFolderError
from app.domain.languages import Language

SETTINGS = "language.toml"


@functools.cache
def language(root: Path, code: str) -> Language:
    """One language, read once a process. Raises: PlaceFolderError."""
    path = folder(root, code) / SETTINGS
    try:
        return languages.read(code, table(path))
    except KeyError as error:
        raise PlaceFolderError(str(path), f"{error} is missing") from error
    except (TypeError, ValueError) as error:
        raise PlaceFolderError(str(path), str(error)) from error


def codes(root: Path) -> list[str]:
    """Every language there is a folder for, English too."""
    return sorted(path.parent.name for path in (root / "translations").glob(f"*/{SETTINGS}"))


def folder(root: Path, code: str) -> Path:
    return root / "translations" / code


def table(path: Path) -> dict[str, Any]:
    """A file of settings. Raises: PlaceFolderError."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise PlaceFolderError(str(path), "it cannot be read") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise PlaceFolderError(str(path), str(error)) from error
