"""Our vocabulary's terms in the reader's language."""

from __future__ import annotations

from functools import lru_cache

from babel import Locale, UnknownLocaleError
from flask import Flask, current_app
from flask_babel import gettext as _
from markupsafe import escape

from app.domain.places import said
from app.domain.search import PARAMETERS
from app.domain.vocabulary import Term, Vocabulary
from app.gateways import vocabulary_file
from app.queries.vocabulary import current
from app.web.i18n import current_language, locale
from app.web.place import place

SPOKEN_BEYOND_BABEL = {"bsl": "British Sign Language", "bfi": "British Sign Language"}


def init_app(app: Flask) -> None:
    vocabulary_file.of_root(app.config["ROOT"])  # a mistake in the file stops the start
    app.jinja_env.filters.update(term=term_words, group_words=group_words, spoken_language=spoken_language)


def vocabulary() -> Vocabulary:
    return current(current_app.config["ROOT"])


def group_words(group: str) -> str:
    """What a group of terms is called, such as `Getting in and around`."""
    return _("Ward") if group == "ward" else said(vocabulary().groups[group], current_language())


def term_words(key: str) -> str:
    """A term in words; a language and a ward by their own names."""
    group, _colon, name = key.partition(":")
    if group == "lang":
        return spoken_language(name)
    if group == "ward":
        return place().ward_names.get(name, name)
    return vocabulary().label(key, current_language())


def first_person(term: Term) -> str:
    """A need as somebody would say it, such as `I feel lonely`."""
    return said(term.first_person or term.label, current_language())


def spoken_language(code: str) -> str:
    """The name of a language to stand alone, such as `Polish`; the code itself where nobody can say."""
    known = language_name(code)
    return known[:1].upper() + known[1:]


def language_name(code: str) -> str:
    """The same inside a sentence, where many languages write it small."""
    if code in SPOKEN_BEYOND_BABEL:
        return _("British Sign Language")
    try:
        name = Locale.parse(code).get_language_name(locale())
    except (UnknownLocaleError, ValueError):
        name = None
    return str(name or Locale.parse(locale().replace("-", "_")).languages.get(code, code))


def box_parts(key: str) -> tuple[str, str]:
    """What comes before and after the tick of a term's box."""
    return _box_parts(key, term_words(key))


@lru_cache(maxsize=2048)
def _box_parts(key: str, words: str) -> tuple[str, str]:
    group, _colon, name = key.partition(":")
    start = f'<label><input type="checkbox" name="{PARAMETERS.get(group, group)}" value="{escape(name)}"'
    return start, str(escape(words))
