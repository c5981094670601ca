"""Reading choices: bigger words, high contrast, calm, Easy Read. Kept in a cookie that only a sent form sets."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Flask, current_app, has_request_context, request
from werkzeug.wrappers import Response

COOKIE = "reading"
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
    """What this reader chose, in our order; anything else in the cookie is passed over."""
    if not has_request_context():
        return ()
    kept = request.cookies.get(COOKIE, "").split("-")
    return tuple(choice for choice in CHOICES if choice in kept)


def looks() -> tuple[str, ...]:
    """What this reader chose of the ways a page can look."""
    return tuple(choice for choice in chosen() if choice in LOOKS)


def reads_easy() -> bool:
    """Does this reader want Easy Read where there is some?"""
    return EASY in chosen()


def keep(response: Response, choices: Iterable[str]) -> None:
    """Remember the choices for a year, or forget them when there are none."""
    wanted = "-".join(choice for choice in CHOICES if choice in set(choices))
    secure = bool(current_app.config.get("SESSION_COOKIE_SECURE"))
    if wanted:
        response.set_cookie(COOKIE, wanted, max_age=A_YEAR, httponly=True, samesite="Lax", secure=secure)
    else:
        response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=secure)
