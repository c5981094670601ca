"""The words of a page, found quickly: a page says some thirty sentences, and each was looked for afresh."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import Domain
from jinja2 import pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup

from app.web.i18n import current_language


class KeptDomain(Domain):
    """Finds a catalogue by the reader's language, without asking what locale that is for every sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.by_language: dict[str, Any] = {}

    def get_translations(self) -> Any:
        language = current_language()
        found = self.by_language.get(language)
        if found is None:
            found = self.by_language[language] = super().get_translations()
        return found


def init_app(app: Flask) -> None:
    """Call it after i18n: the extension gives the templates its own ways first."""
    domain = KeptDomain()
    vars(app.extensions["babel"].instance)["domain_instance"] = domain

    whole: dict[tuple[str, str], Markup] = {}  # bounded: a template's sentences are written in it

    @pass_eval_context
    def sentence(context: EvalContext, words: str, /, **given: Any) -> str:
        """A sentence in the reader's language; what fills its gaps is escaped where the page is markup."""
        if given or not context.autoescape:
            said: str = domain.get_translations().ugettext(words)
            return (Markup(said) if context.autoescape else said) % given  # noqa: S704 - the catalogue is ours
        key = (current_language(), words)
        found = whole.get(key)
        if found is None:
            found = whole[key] = Markup(domain.get_translations().ugettext(words)) % {}  # noqa: S704
        return found

    app.jinja_env.globals.update(gettext=sentence, _=sentence)
