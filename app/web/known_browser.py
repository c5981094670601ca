"""The mark of a browser that somebody signed in from: strangers' guesses do not count against it.

It opens nothing. Why there is one: domain/throttle.py.
"""

from __future__ import annotations

import secrets

from flask import Response, current_app, request
from itsdangerous import BadSignature, URLSafeTimedSerializer

from app.operations.sign_in import KnownBrowser

LASTS = 180 * 24 * 60 * 60
"""Units: seconds. Renewed by every sign-in."""

MOST_ACCOUNTS = 5
"""People who share a computer."""


def name() -> str:
    return "__Host-ginnel-browser" if current_app.config["HTTPS"] else "ginnel-browser"


def known() -> KnownBrowser | None:
    """The mark this browser carries; None without one of ours."""
    try:
        kept = _signer().loads(request.cookies.get(name(), ""), max_age=LASTS)
    except BadSignature:
        return None
    return KnownBrowser(kept["id"], tuple(kept["accounts"]))


def mark(response: Response, email_hash: str) -> Response:
    """Know this browser again, on the answer to a form by which somebody signed in."""
    held = known()
    accounts = [email_hash, *(one for one in (held.accounts if held else ()) if one != email_hash)]
    value = _signer().dumps(
        {"id": held.id if held else secrets.token_urlsafe(16), "accounts": accounts[:MOST_ACCOUNTS]}
    )
    response.set_cookie(
        name(),
        str(value),
        max_age=LASTS,
        path="/",
        secure=current_app.config["HTTPS"],
        httponly=True,
        samesite="Lax",
    )
    return response


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="known browser")
