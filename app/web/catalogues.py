"""The words of a page, found quickly: a page says some thirty sentences, and each was looked for afresh.

What a language has no words for comes out as the English and says so (`domain.in_english`).
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from babel.support import NullTranslations
from flask import Flask, current_app, g, request
from flask_babel import Domain
from flask_babel.speaklater import LazyString
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError

from app.domain.in_english import InEnglish, WithEnglish, beside, marked
from app.gateways import catalogue_files, search_index
from app.gateways.catalogue_files import Key
from app.queries import translations
from app.web import kept_words, parts
from app.web.i18n import ENGLISH, current_language, reader_language

KEPT = "words_of_pages"


class Missing(NullTranslations):
    """What stands in for words that a language lacks."""

    def gettext(self, message: str) -> str:
        return InEnglish(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return InEnglish(msgid1 if n == 1 else msgid2)

    def pgettext(self, context: str, message: str) -> str:
        return InEnglish(message)

    def npgettext(self, context: str, singular: str, plural: str, num: int) -> str:
        return InEnglish(singular if num == 1 else plural)

    ugettext, ungettext, upgettext, unpgettext = gettext, ngettext, pgettext, npgettext


class KeptDomain(Domain):
    """Finds a catalogue by the reader's language, without asking what locale that is for every sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.by_language: dict[str, Any] = {}
        self.whole: dict[tuple[str, str, str], Markup] = {}
        """Sentences without gaps; bounded: a template's sentences are written in it."""
        self.brought: bytes | None = None
        """Which words of translators it has."""

    def get_translations(self) -> Any:
        if g and "proposed" in g:
            return g.proposed
        language, held = current_language(), self.by_language
        found = held.get(language)
        if found is None:  # `held`: what was forgotten meanwhile is not kept as if it were new
            found = held[language] = read(language)
        return found

    def gettext(self, string: str, **given: Any) -> str:
        return filled(self.get_translations().ugettext(string), given)

    def ngettext(self, singular: str, plural: str, num: float, **given: Any) -> str:
        found = self.get_translations().ungettext(singular, plural, num)
        return filled(found, {"num": num, **given})

    def pgettext(self, context: str, string: str, **given: Any) -> str:
        return filled(self.get_translations().upgettext(context, string), given)

    def npgettext(self, context: str, singular: str, plural: str, num: float, **given: Any) -> str:
        found = self.get_translations().unpgettext(context, singular, plural, num)
        return filled(found, {"num": num, **given})

    def forget(self) -> None:
        self.by_language, self.whole = {}, {}
        kept_words.forget()
        current_app.extensions[parts.KEPT].clear()

    def look_again(self) -> None:
        """Read everything again where a translator brought words since."""
        try:
            brought = search_index.recent().brought
        except DBAPIError:  # there are no tables yet
            return
        if brought != self.brought:
            if self.brought is not None:
                self.forget()
            self.brought = brought


def filled(words: str, given: dict[str, Any]) -> str:
    """The words with their gaps filled; English that stands in stays so."""
    if not given:
        return words
    made = words % given
    return InEnglish(made) if isinstance(words, InEnglish) else made


def read(language: str) -> NullTranslations:
    """The words of a language, those brought by translators over those of its folder."""
    if language == ENGLISH:
        return NullTranslations()
    return with_words(language, {})


def with_words(language: str, more: Mapping[Key, str]) -> NullTranslations:
    """The same, with a few words over both."""
    root = Path(current_app.config["BABEL_TRANSLATION_DIRECTORIES"])
    brought = translations.brought(language)
    found = catalogue_files.words_of(root, language, {**brought, **more})
    found.add_fallback(Missing())
    return found


def init_app(app: Flask) -> None:
    """Call it after i18n: the extension gives the templates its own ways first."""
    domain = KeptDomain()
    app.extensions[KEPT] = domain
    vars(app.extensions["babel"].instance)["domain_instance"] = domain

    @app.before_request
    def look_again() -> None:
        if request.method == "GET" and current_language() != ENGLISH:
            domain.look_again()

    def in_page(context: EvalContext, words: str, given: dict[str, Any]) -> str:
        """Words of ours for a template: what fills their gaps is escaped where the page is markup."""
        if not context.autoescape:
            return words % given
        is_english = isinstance(words, InEnglish)
        made = Markup(str.__str__(words)) % given  # noqa: S704 - the catalogue is ours
        return Markup(marked(made)) if is_english else made  # noqa: S704 - escaped a line above

    @pass_eval_context
    def sentence(context: EvalContext, words: str, /, **given: Any) -> str:
        """A sentence in the reader's language."""
        if given or not context.autoescape:
            return in_page(context, domain.get_translations().ugettext(words), given)
        key, whole = (current_language(), "", words), domain.whole
        kept = whole.get(key)
        if kept is None or "proposed" in g:
            made = in_page(context, domain.get_translations().ugettext(words), {})
            kept = Markup(made)  # noqa: S704 - markup already
            if "proposed" not in g:
                whole[key] = kept
        return kept

    @pass_eval_context
    def counted(context: EvalContext, one: str, many: str, num: int, /, **given: Any) -> str:
        return in_page(context, domain.get_translations().ungettext(one, many, num), {"num": num, **given})

    @pass_eval_context
    def meant(context: EvalContext, meaning: str, words: str, /, **given: Any) -> str:
        return in_page(context, domain.get_translations().upgettext(meaning, words), given)

    @pass_eval_context
    def counted_meant(
        context: EvalContext, meaning: str, one: str, many: str, num: int, /, **given: Any
    ) -> str:
        found = domain.get_translations().unpgettext(meaning, one, many, num)
        return in_page(context, found, {"num": num, **given})

    @pass_eval_context
    def weighty(context: EvalContext, words: str, /, **given: Any) -> str:
        """A sentence about danger or consent: the English beside it, where nobody has checked ours."""
        said = sentence(context, words, **given)
        if not context.autoescape or reader_language().is_checked or not is_known(words):
            return said
        return Markup(beside(said, Markup(words) % given))  # noqa: S704 - the words are ours

    app.jinja_env.globals.update(
        gettext=sentence,
        _=sentence,
        ngettext=counted,
        pgettext=meant,
        npgettext=counted_meant,
        both=weighty,
    )


def is_known(words: str) -> bool:
    """Has the reader's language words of its own for this?"""
    found = current_app.extensions[KEPT].get_translations().ugettext(words)
    return not isinstance(found, InEnglish)


def both(words: str, **given: Any) -> str:
    """A sentence about danger or consent, for Python: a page shows the English beside unchecked words."""
    said: str = current_app.extensions[KEPT].gettext(words, **given)
    if reader_language().is_checked or isinstance(said, InEnglish):
        return said
    return WithEnglish(said, words % given if given else words)


def lazy_both(words: str, **given: Any) -> LazyString:
    """The same, said when somebody reads it: for labels of forms."""
    return LazyString(both, words, **given)
