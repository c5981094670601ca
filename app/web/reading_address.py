"""Addresses that say how one page is read, `?read=easy-large`, and the way back to where a reader was.

Journeys, and pages that a key opens, carry it from page to page: Easy Read all the way without a cookie.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from flask import Flask, current_app, g, has_request_context, request, url_for

from app.domain.page_problems import BLANK
from app.web import i18n, saving
from app.web.page_address import is_public, matched, page_here, page_of
from app.web.printing import asked, tellable
from app.web.reading import ASKED, EASY, USUAL, chosen, looks, said_in, words_for

NEXT = "next"
CHOOSING = "pages.ways_to_read"
CARRIED = frozenset({"get_help", "have_your_say", "panel", "stories", "measures", "introductions", "events"})
"""Blueprints whose pages hand the choice on to one another."""


def init_app(app: Flask) -> None:
    app.url_defaults(hand_on)
    app.jinja_env.globals.update(
        ways_to_read_url=ways_to_read_url,
        easy_read_url=easy_read_url,
        whole_url=whole_url,
        read_here=read_here,
        is_read_asked=is_read_asked,
        usual_page_url=usual_page_url,
    )


def hand_on(endpoint: str, values: dict[str, Any]) -> None:
    """What the address of this page says of reading, the next page of the journey says too."""
    if not is_read_asked() or g.get("is_fixed_part"):
        return
    blueprint = endpoint.partition(".")[0]
    if blueprint in CARRIED and request.blueprint == blueprint:
        values.setdefault(ASKED, words_for(chosen()) or USUAL)


def is_read_asked() -> bool:
    """Does the address say how this page is read?"""
    return has_request_context() and said_in(request.args.get(ASKED, "")) is not None


def read_here() -> tuple[str, ...]:
    """What is chosen for this page alone; none where the cookie said it."""
    return chosen() if is_read_asked() else ()


def with_choices(address: str, choices: Iterable[str]) -> str:
    """An address of ours, read that way."""
    return told(address, words_for(choices) or USUAL)


def without_choices(address: str) -> str:
    """The same, as the reader's own browser remembers it."""
    return told(address, "")


def told(address: str, words: str) -> str:
    parts = urlsplit(address)
    query = [one for one in parse_qsl(parts.query, keep_blank_values=True) if one[0] != ASKED]
    if words:
        query.append((ASKED, words))
    return urlunsplit(("", "", parts.path, urlencode(query), parts.fragment))


def easy_read_url(address: str = "") -> str:
    """This page, or another of ours, in Easy Read."""
    return with_choices(address or this_page(), (*looks(), EASY))


def whole_url(address: str = "") -> str:
    """This page, or another of ours, in its usual words. How it looks stays."""
    return with_choices(address or this_page(), looks())


def this_page() -> str:
    """As a link on it says it; relative where a key opens it, so that the key stands in no link."""
    here = saving.way_back()
    return here if BLANK not in page_here() else f"?{urlsplit(here).query}"


def usual_page_url() -> str:
    """This page as this browser shows every other one."""
    return without_choices(this_page()) or "?"


def ways_to_read_url() -> str:
    """Where a reader chooses; from a page that can be opened again, with the way back to it."""
    return url_for(CHOOSING, next=page_to_open() or None)


def page_to_open() -> str:
    """This page, of a postcode its district; empty where it answers a form, or a secret key opens it."""
    if request.endpoint == CHOOSING:
        return safe_next(request.args.get(NEXT, ""))
    here = page_here() if request.method == "GET" and not request.routing_exception else ""
    if not here or BLANK in here:
        return ""
    kept = tellable(one for one in asked() if one[0] not in saving.OURS)
    return quote(request.path) + (f"?{urlencode(kept)}" if kept else "")


def safe_next(target: str) -> str:
    """A public page of ours that anybody may be led to, in the reader's language; else empty."""
    if not saving.is_safe(target):
        return ""
    parts = urlsplit(target)
    found = matched(unquote(parts.path), "GET")
    if found is None or not is_public(found[0]) or BLANK in page_of(*found):
        return ""
    path = in_this_language(parts.path, str(found[0].endpoint))
    query = tellable(parse_qsl(parts.query, keep_blank_values=True))
    return urlunsplit(("", "", path, urlencode(query), ""))


def in_this_language(path: str, endpoint: str) -> str:
    """The reader may have changed the language meanwhile."""
    if not current_app.url_map.is_endpoint_expecting(endpoint, "lang"):
        return path
    code = i18n.language_of(path)
    bare = path if code == i18n.ENGLISH else path.removeprefix(f"/{code}") or "/"
    return i18n.in_language(i18n.current_language(), bare)


def choices_of(address: str) -> tuple[str, ...] | None:
    """What an address says of reading; None where it says nothing."""
    said = dict(parse_qsl(urlsplit(address).query)).get(ASKED)
    return None if said is None else said_in(said)
