"""Keeping My list: its one cookie, the way back to where the reader was, and what the page then says."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from flask import Flask, current_app, request
from werkzeug.wrappers import Response

from app.domain import saved_list
from app.web import addresses

COOKIE = "my_list"
LASTS = 180 * 24 * 60 * 60
"""Units: seconds. Renewed with every change."""

NOTICE = "notice"
LISTING = "listing"
OURS = frozenset({NOTICE, LISTING})
"""Parameters that only say what was just done; nothing else reads them."""

SAVED_FIRST = "saved-first"
REFUSED = "refused"

PLACE_OF_NOTICE = "saved"
LONGEST_WAY_BACK = 2000
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")


def init_app(app: Flask) -> None:
    app.jinja_env.globals["just_saved"] = just_saved
    app.jinja_env.globals["save_notice"] = notice
    app.jinja_env.globals["most_saved"] = saved_list.MOST_ITEMS
    app.jinja_env.globals["way_back"] = way_back


def key() -> str | None:
    """The key in the reader's cookie; None without one, or with something that is no key."""
    value = request.cookies.get(COOKIE, "")
    return value if saved_list.is_key(value) else None


def keep(response: Response, value: str) -> None:
    """Remember the list on this device. Only ever on the answer to a form."""
    response.set_cookie(COOKIE, value, max_age=LASTS, httponly=True, samesite="Lax", secure=_secure())


def forget(response: Response) -> None:
    response.delete_cookie(COOKIE, httponly=True, samesite="Lax", secure=_secure())


def _secure() -> bool:
    return bool(current_app.config.get("SESSION_COOKIE_SECURE")) or request.is_secure


def notice() -> str:
    """What a form has just done, as a key; empty where the address came from somebody else.

    `refused` when this browser was given the cookie and did not keep it.
    """
    said = request.args.get(NOTICE, "")
    if COOKIE in request.cookies:
        return said
    return REFUSED if said == SAVED_FIRST and addresses.is_ours(request.referrer or "") else ""


def just_saved(slug: str) -> str:
    """The notice that belongs to this listing, or nothing."""
    return notice() if request.args.get(LISTING) == slug else ""


def way_back() -> str:
    """The address of this page as it was asked for, without what only says what was just done."""
    query = [(name, value) for name, value in request.args.items(multi=True) if name not in OURS]
    return quote(request.path) + (f"?{urlencode(query)}" if query else "")


def is_safe(target: str) -> bool:
    """Is this an address on our own site, whichever way a browser reads it?"""
    if not target.startswith("/") or target.startswith("//") or len(target) > LONGEST_WAY_BACK:
        return False
    if UNSAFE.search(target) or not target.isascii():
        return False
    parts = urlsplit(target)
    return not parts.scheme and not parts.netloc


def back_to(target: str, fallback: str, *, said: str, listing: str = "") -> str:
    """Where to go after saving: to that page if it is ours, with what to say there."""
    parts = urlsplit(target if is_safe(target) else fallback)
    query = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in OURS
    ]
    query.append((NOTICE, said))
    if listing:
        query.append((LISTING, listing))
    return urlunsplit(("", "", parts.path, urlencode(query), PLACE_OF_NOTICE))
