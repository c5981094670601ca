"""What a language is called in the reader's own."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale


def language_name(code: str) -> str:
    """Its name, such as `Polish`; the code itself where nobody knows it."""
    try:
        return Locale.parse(code, sep="-").get_display_name(get_locale() or "en") or code
    except (UnknownLocaleError, ValueError):
        return code
