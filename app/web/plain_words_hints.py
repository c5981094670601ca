"""Advice on plain English in the reader's words."""

from __future__ import annotations

from flask_babel import gettext as _

from app.domain.plain_words import LONGEST_SUMMARY, Hint, Kind, hints

ENGLISH = "en"


def hint_words(text: str, *, language: str = ENGLISH, is_summary: bool = False) -> list[str]:
    """What could be plainer in a text; nothing where it is not in English."""
    if language.partition("-")[0] != ENGLISH:
        return []
    return [_words(hint) for hint in hints(text, is_summary=is_summary)]


def _words(hint: Hint) -> str:
    match hint.kind:
        case Kind.LONG_SUMMARY:
            return _(
                "Your summary has %(number)s words. %(most)s is the most that fits.",
                number=hint.number,
                most=LONGEST_SUMMARY,
            )
        case Kind.LONG_SENTENCE:
            return _(
                "The sentence “%(start)s …” has %(number)s words. Try two.",
                start=hint.words,
                number=hint.number,
            )
        case Kind.LONG_PARAGRAPH:
            return _(
                "The paragraph “%(start)s …” has %(number)s words. Leave a blank line in the middle.",
                start=hint.words,
                number=hint.number,
            )
        case Kind.CAPITALS:
            return _("“%(words)s” is in capitals. Small letters are easier to read.", words=hint.words)
        case Kind.JARGON:
            return _("“%(words)s”: people say “%(plainer)s”.", words=hint.words, plainer=hint.plainer)
