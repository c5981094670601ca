"""What somebody asks to take away, and whether they may have it so."""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum

from app.domain.export_tables import CAP, STREAMED, ExportFile

LEAST_LETTERS, LEAST_WORDS, MOST_LETTERS = 12, 3, 500
KEPT_DAYS = 7


class ExportFault(StrEnum):
    """Why an export is not made."""

    NO_PURPOSE = "no-purpose"
    SHORT_PURPOSE = "short-purpose"
    LONG_PURPOSE = "long-purpose"
    NO_FILES = "no-files"
    TOO_MANY = "too-many"
    """More comments than a file made behind the page may hold."""
    NOTHING = "nothing"
    NO_CODES = "no-codes"
    """There is no code frame to write a codebook of."""


def purpose_fault(purpose: str) -> ExportFault | None:
    """A purpose says what for: a word or two say nothing."""
    said = purpose.strip()
    if not said:
        return ExportFault.NO_PURPOSE
    if len(said) > MOST_LETTERS:
        return ExportFault.LONG_PURPOSE
    words = {word.lower() for word in re.findall(r"\w+", said)}
    if len(said) < LEAST_LETTERS or len(words) < LEAST_WORDS:
        return ExportFault.SHORT_PURPOSE
    return None


def files_fault(files: Collection[ExportFile], *, comments: int, codes: int) -> ExportFault | None:
    if not files:
        return ExportFault.NO_FILES
    if not comments:
        return ExportFault.NOTHING
    if comments > CAP and not STREAMED.issuperset(files):
        return ExportFault.TOO_MANY
    if ExportFile.CODEBOOK in files and not codes:
        return ExportFault.NO_CODES
    return None


def passes(files: Collection[ExportFile]) -> int:
    """How often the comments are gone through for all the files."""
    return max(1, len(set(files) - {ExportFile.CODEBOOK}))


def is_streamed(files: Collection[ExportFile]) -> bool:
    """May it be made while it is sent?"""
    return STREAMED.issuperset(files)
