"""Languages: a prefix of the address says which; English has none.

`/activities` and `/pl/activities` are one endpoint. Every public page gets its prefixed twin from
`add_language_routes`; `url_for` keeps the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from urllib.parse import quote

from flask import Flask, Response, current_app, g, has_app_context, request
from flask_babel import Babel
from werkzeug.routing import BaseConverter

from app.domain import languages
from app.domain.in_english import InEnglish, WithEnglish
from app.domain.languages import Language
from app.domain.places import Words
from app.web.locale_data import set_apart
from app.web.place import place

ENGLISH = languages.ENGLISH
ONE_LANGUAGE = frozenset(
    {
        "assets",
        "capture_records",
        "health",
        "open_data",
        "static",
        "pages.robots",
        "developers.description",
        "developers.download",
        "recordings.captions",
        "recordings.file",
        "worker.service_worker",
    }
)
"""Blueprints and endpoints whose addresses have no language."""


@dataclass(frozen=True, slots=True)
class Alternate:
    """This page in one of the languages."""

    language: Language
    url: str
    is_current: bool


def init_app(app: Flask) -> None:
    Babel().init_app(  # one an app: it keeps the catalogues it has read
        app,
        default_locale="en_GB",
        default_timezone="Europe/London",
        locale_selector=locale,
        timezone_selector=lambda: "Europe/London",
    )
    for language in app.config["PLACE_DATA"].languages:
        set_apart(language.locale)
    app.jinja_env.policies["ext.i18n.trimmed"] = True
    app.jinja_env.globals["both_words"] = both_words
    app.url_value_preprocessor(take_language)
    app.url_defaults(keep_language)
    app.after_request(say_language)
    app.context_processor(words_for_templates)


def add_language_routes(app: Flask) -> None:
    """Give every public address its twin in each language but English. Call it after the last blueprint."""
    codes = [language.code for language in app.config["PLACE_DATA"].languages if language.code != ENGLISH]
    if not codes:
        return
    ours = {"regex": "|".join(codes)}
    app.url_map.converters["language"] = type("LanguageConverter", (BaseConverter,), ours)
    for rule in list(app.url_map.iter_rules()):
        names = {rule.endpoint, rule.endpoint.partition(".")[0]}
        if not names & ONE_LANGUAGE and "lang" not in rule.arguments:
            twin = rule.empty()
            twin.rule = f"/<language:lang>{rule.rule}"
            vars(twin)["provide_automatic_options"] = True  # as Flask marks its own
            app.url_map.add(twin)


def take_language(endpoint: str | None, values: dict[str, Any] | None) -> None:
    """Take the language off the address, before any view sees it."""
    g.lang = (values or {}).pop("lang", None) or language_of(request.path)


def keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """Links lead to pages in the same language. `lang="en"` asks for the address without a prefix."""
    if not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        values.pop("lang", None)
        return
    wanted = values.pop("lang", None) or current_language()
    if wanted != ENGLISH:
        values["lang"] = wanted


def language_of(path: str) -> str:
    """The language an address begins with, for pages that were not found; English without one."""
    first = path.split("/")[1] if path.startswith("/") else ""
    return first if any(language.code == first for language in place().languages) else ENGLISH


def current_language() -> str:
    language: str = getattr(g, "lang", ENGLISH) if has_app_context() else ENGLISH
    return language


def reader_language() -> Language:
    """The language of this page, with all that its folder says of it."""
    code = current_language()
    return next((one for one in place().languages if one.code == code), place().languages[0])


def locale() -> str:
    """What Babel knows the language by: dates come in British order, not American."""
    return reader_language().locale


def direction() -> str:
    """`rtl` or `ltr`, as the reader's language is written."""
    return reader_language().direction


def say_language(response: Response) -> Response:
    if response.mimetype == "text/html":
        response.headers.setdefault("Content-Language", locale().replace("_", "-"))
    return response


def alternates() -> list[Alternate]:
    """This very page, search and all, in every language."""
    english, current = english_address(), current_language()
    return [
        Alternate(language, in_language(language.code, english), language.code == current)
        for language in place().languages
    ]


def address_in(code: str) -> str:
    """The address of this page in a language."""
    return in_language(code, english_address())


def in_language(code: str, english: str) -> str:
    """An address of ours in a language."""
    return english if code == ENGLISH else f"/{code}{english}"


def english_address() -> str:
    """The address of this page in English. A page that only takes forms has none: then the first page."""
    bare = bare_path()
    if request.url_rule is not None and "GET" not in (request.url_rule.methods or ()):
        bare = "/"
    query = request.query_string.decode("ascii", "replace")
    return quote(bare) + (f"?{query}" if query else "")


def bare_path() -> str:
    """The path without its language."""
    path = request.path
    if (code := language_of(path)) != ENGLISH:
        path = path.removeprefix(f"/{code}") or "/"
    return "/" + path.lstrip("/")


def words_for_templates() -> dict[str, Any]:
    return {
        "lang": current_language(),
        "locale": locale().replace("_", "-"),
        "direction": direction(),
        "reader_language": reader_language(),
        "alternates": cache(alternates),  # the head and the strip of languages both ask
        "place": place(),
        "place_name": place_name(),
        "english_url": partial(address_in, ENGLISH),
    }


def both_words(words: Words) -> str:
    """Words of the place about danger: the English beside them, where nobody has checked the language."""
    said = place().words(words, current_language())
    english = words[ENGLISH]
    if reader_language().is_checked or isinstance(said, InEnglish) or said == english:
        return said
    return WithEnglish(said, english)


def place_name() -> str:
    """The place's name in the reader's language, for sentences with a gap in them."""
    return place().words(place().name, current_language())
