"""The signed, timed token of a form. With a session it is bound to it; without one it needs no cookie.

Source: decisions.md 2. The token shows that the form came from us and is not old; that the *request*
came from our own page is shown by Origin and Sec-Fetch-Site.
"""

from __future__ import annotations

from functools import lru_cache

from flask import current_app, request
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

from app.web import sessions

FIELD = "form_token"
LASTS = 24 * 60 * 60
"""Units: seconds."""


def _signer() -> URLSafeTimedSerializer:
    return _signer_with(current_app.secret_key or "", _salt())


def _salt() -> str:
    """The session's own form key; the same for everybody without a session."""
    held = sessions.opened()
    return f"session form {held.form_key}" if held else "anonymous form"


@lru_cache(maxsize=64)
def _signer_with(secret: str | bytes, salt: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=salt)


def form_token() -> str:
    """A fresh token for a hidden field: the same for a minute, as it names no reader and no form."""
    secret = current_app.secret_key or ""
    minute = TimestampSigner(secret).get_timestamp() // 60  # the clock that later tells it too old
    return _token_of(secret, _salt(), minute)


@lru_cache(maxsize=64)
def _token_of(secret: str | bytes, salt: str, minute: int) -> str:
    return str(_signer_with(secret, salt).dumps("form"))


def sent() -> str:
    """The token that the form carries; what was sent is read whole for it."""
    return request.form.get(FIELD, "")


def is_fresh(token: str) -> bool:
    """Did we sign this token within the last day?"""
    try:
        return bool(_signer().loads(token, max_age=LASTS) == "form")
    except BadSignature:
        return False
