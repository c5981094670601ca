"""English words that stand in for a translation that is missing: never passed off as the reader's language.

As plain text they are the English. In a page they carry marks, which `web.marking` makes into elements that
say their language, or takes away where no element may stand. The marks differ in every process, so that
nobody can type one.
"""

from __future__ import annotations

import secrets
from html import escape

SIGN = "\ufdd0"
"""A code point that Unicode gives to nobody."""
_KEY = secrets.token_hex(6)
OPEN, CLOSE = (f"{SIGN}{_KEY}{which}" for which in "()")
BESIDE_OPEN, BESIDE_CLOSE = (f"{SIGN}{_KEY}{which}" for which in "[]")
NOTE_OPEN, NOTE_CLOSE = (f"{SIGN}{_KEY}{which}" for which in "{}")
"""Around what a page says where parts of it are not in the reader's language."""


class InEnglish(str):
    """English words in a page of another language."""

    __slots__ = ()

    def __str__(self) -> str:
        return self

    def __html__(self) -> str:
        return marked(escape(self))


class WithEnglish(str):
    """Words nobody has checked yet that are too weighty to stand alone: a page shows the English beside."""

    __slots__ = ("english",)
    english: str

    def __new__(cls, words: str, english: str) -> WithEnglish:
        made = super().__new__(cls, words)
        made.english = english
        return made

    def __str__(self) -> str:
        return self

    def __html__(self) -> str:
        return beside(escape(self), escape(self.english))


def marked(markup: str) -> str:
    return f"{OPEN}{markup}{CLOSE}"


def beside(markup: str, english: str) -> str:
    return f"{markup}{BESIDE_OPEN}{english}{BESIDE_CLOSE}"
