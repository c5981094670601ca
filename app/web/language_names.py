"""What a language is called in the reader's own."""

from __future__ import annotations

from babel import Locale, UnknownLocaleError
from flask_babel import get_locale

from app.web.place import place


def language_name(code: str) -> str:
    """Its name, such as `Polish`; the code itself where nobody knows it."""
    try:
        return Locale.parse(code, sep="-").get_display_name(get_locale() or "en") or code
    except (UnknownLocaleError, ValueError):
        return code


def own_name(code: str) -> tuple[str, str]:
    """What a language calls itself, and how it is written. Shape: ("العربية", "rtl")."""
    for ours in place().languages:
        if ours.code == code:
            return ours.name, ours.direction
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code, "ltr"
    return locale.get_display_name(locale) or code, locale.text_direction
