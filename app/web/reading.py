"""Reading choices: bigger words, high contrast, calm, Easy Read.

For one page they stand in its address (`?read=easy-large`, web/reading_address.py). A cookie keeps them for
every page; only a form whose sender asked for it sets one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from flask import Flask, current_app, has_request_context, request
from werkzeug.wrappers import Response

COOKIE = "reading"
ASKED = "read"
"""In an address: how this one page is read, whatever the cookie says."""
USUAL = "usual"
"""In an address: no choice at all."""
LOOKS = ("large", "contrast", "calm")
"""How a page looks."""
EASY = "easy"
"""Other words: a page that has them in Easy Read shows those."""
CHOICES = (*LOOKS, EASY)
A_YEAR = 365 * 24 * 60 * 60
"""Units: seconds."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(reading_choices=chosen, reading_looks=looks, reads_easy=reads_easy)


def chosen() -> tuple[str, ...]:
    """What this reader chose for this page, else for every page, in our order."""
    if not has_request_context():
        return ()
    said = said_in(request.args.get(ASKED, ""))
    return choices_in(request.cookies.get(COOKIE, "")) if said is None else said


def choices_in(words: str) -> tuple[str, ...]:
    """The choices of an address or a cookie; anything else in it is passed over."""
    said = words_in(words)
    return tuple(choice for choice in CHOICES if choice in said)


def said_in(words: str) -> tuple[str, ...] | None:
    """What an address says of reading; None where it says nothing we know, so the cookie holds."""
    choices = choices_in(words)
    return choices if choices or USUAL in words_in(words) else None


def words_in(words: str) -> frozenset[str]:
    """As people type them: capitals, commas and spaces are understood."""
    return frozenset(re.split(r"[-,+\s]+", words.casefold()))


def words_for(choices: Iterable[str]) -> str:
    """Those choices as an address or a cookie holds them; empty without any."""
    wanted = set(choices)
    return "-".join(choice for choice in CHOICES if choice in wanted)


def is_kept() -> bool:
    """Does this browser remember a choice?"""
    return bool(choices_in(request.cookies.get(COOKIE, "")))


def looks() -> tuple[str, ...]:
    """What this reader chose of the ways a page can look."""
    return tuple(choice for choice in chosen() if choice in LOOKS)


def reads_easy() -> bool:
    """Does this reader want Easy Read where there is some?"""
    return EASY in chosen()


def keep(response: Response, choices: Iterable[str]) -> None:
    """Remember the choices for a year, or forget them when there are none."""
    wanted = words_for(choices)
    secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
    if wanted:
        response.set_cookie(COOKIE, wanted, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=secure)
