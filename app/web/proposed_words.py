"""A page as it would be with words a translator thinks of: for that translator alone, and never kept."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Flask, current_app, g, request
from itsdangerous import BadData, URLSafeSerializer

from app.domain.translating import Source
from app.gateways.catalogue_files import PARTS, Key
from app.web import catalogues
from app.web.i18n import current_language
from app.web.viewer import viewer

ARGUMENT = "see"
LONGEST = 1500
"""Of what an address carries. Units: signs."""


def init_app(app: Flask) -> None:
    app.before_request(propose)


def token(source: Source, language: str, forms: Sequence[str]) -> str:
    """What the address of such a page carries; empty where the words are too long for one."""
    told = [str(viewer().account_id), language, source.context, source.english, source.plural, list(forms)]
    said = str(_seal().dumps(told))
    return said if len(said) <= LONGEST else ""


def propose() -> None:
    """Take the words of the address, where it is this viewer's."""
    given = request.args.get(ARGUMENT)
    if not given or len(given) > LONGEST:
        return
    try:
        who, language, context, english, plural, forms = _seal().loads(given)
    except (BadData, ValueError, TypeError):
        return
    if viewer().is_signed_in and who == str(viewer().account_id) and language == current_language():
        key = f"{context}{PARTS}{english}" if context else english
        words: dict[Key, str] = dict(enumerate_key(key, forms)) if plural else {key: forms[0]}
        g.proposed = catalogues.with_words(language, words)


def enumerate_key(key: str, forms: Sequence[str]) -> list[tuple[Key, str]]:
    return [((key, at), form) for at, form in enumerate(forms)]


def _seal() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="proposed words")
