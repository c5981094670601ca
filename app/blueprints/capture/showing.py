"""What the page of an event shows besides its questions: languages of the chat, and what its script needs."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from babel import Locale, UnknownLocaleError
from flask import request, url_for
from markupsafe import Markup

from app.blueprints.capture.blueprint import Capturing
from app.domain.capture_window import Window
from app.domain.engagement import MOST_WORDS, capture_until, upload_until
from app.queries.events import Asked
from app.web import keep_it
from app.web.i18n import ENGLISH, current_language
from app.web.place import place

IN = "in"
"""Asks for the questions in a language that our own words are not in."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One language in which a chat may be taken down."""

    code: str
    name: str
    direction: str
    address: str
    is_current: bool


def language_of_chat(here: Capturing) -> str:
    """The language asked for, where the event is held in it; else the page's own."""
    wanted = request.args.get(IN, "")
    return wanted if wanted in here.event.languages else current_language()


def chips(here: Capturing) -> list[Chip]:
    """English first, then the event's own languages."""
    chosen = language_of_chat(here)
    codes = [ENGLISH, *(code for code in here.event.languages if code != ENGLISH)]
    return [
        Chip(code, *named(code), address=address_in(here.event.slug, code), is_current=code == chosen)
        for code in codes
    ]


def named(code: str) -> tuple[str, str]:
    """What a language calls itself, and how it is written."""
    for ours in place().languages:
        if ours.code == code:
            return ours.name, ours.direction
    try:
        locale = Locale.parse(code, sep="-")
    except (UnknownLocaleError, ValueError):
        return code, "ltr"
    return locale.get_display_name(locale) or code, locale.text_direction


def direction_of(code: str) -> str:
    return named(code)[1]


def address_in(slug: str, code: str) -> str:
    """The page with the questions in this language, and our own words too where we have them."""
    ours = any(one.code == code for one in place().languages)
    asked: dict[str, Any] = {"lang": code} if ours else {"lang": ENGLISH, IN: code}
    if is_practice():
        asked["practice"] = "1"
    return url_for("capture.page", event=slug, **asked)


def is_practice() -> bool:
    return request.args.get("practice") == "1"


def for_script(here: Capturing, questions: list[Asked]) -> Markup:
    """What the script reads: nothing about a person, and the same for every tablet."""
    event = here.event
    said: dict[str, Any] = {
        "event": str(event.id),
        "slug": event.slug,
        "key": event.public_key,
        "open": here.window is Window.OPEN,
        "practice": is_practice(),
        "language": language_of_chat(here),
        "questions": [{"key": one.key, "kind": one.kind.value} for one in questions],
        "starts_at": event.starts_at.isoformat(),
        "capture_until": capture_until(event.ends_at).isoformat(),
        "upload_until": upload_until(event.ends_at).isoformat(),
        "words_under_13": event.words_under_13,
        "most_words": MOST_WORDS,
        "detection": keep_it.for_script(),
        "pages": [address_in(event.slug, chip.code) for chip in chips(here)],
        "addresses": {
            "page": url_for("capture.page", event=event.slug),
            "records": url_for("capture_records.records", event=event.slug),
            "report": url_for("capture_records.report", event=event.slug),
        },
    }
    return in_script(said)


def in_script(said: object) -> Markup:
    """JSON that no mark of HTML can leave."""
    text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
    return Markup(safe)  # noqa: S704 - escaped above
