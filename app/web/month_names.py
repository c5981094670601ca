"""What months are called, to read a date that somebody typed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from babel.dates import get_month_names
from flask_babel import get_locale

from app.domain.typed_dates import MONTHS


def months() -> Mapping[str, int]:
    """Names of months by which a date is read: English ones, and those of the reader's language."""
    return _months(str(get_locale() or "en"))


@lru_cache(maxsize=16)
def _months(language: str) -> Mapping[str, int]:
    names = dict(MONTHS)
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context, language).items():
                names[name.casefold().strip(".")] = number
    return names
