"""Saying a page in another language than the reader's: a sheet a worker prints for somebody else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from flask import g
from flask_babel import refresh

from app.web.i18n import ENGLISH, current_language
from app.web.place import place


def known(code: str) -> str:
    """The language, where we have its words; English where we do not."""
    return code if any(one.code == code for one in place().languages) else ENGLISH


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Within it the fixed words, dates and the direction of writing are those of this language."""
    before = current_language()
    g.lang = known(code)
    refresh()
    try:
        yield
    finally:
        g.lang = before
        refresh()
