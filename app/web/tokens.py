"""The signed, timed token of a form that a person without a session may send. No cookie.

Source: decisions.md 2. The token shows that the form came from us and is not old; that the *request*
came from our own page is shown by Origin and Sec-Fetch-Site.
"""

from __future__ import annotations

from functools import lru_cache

from flask import current_app
from itsdangerous import BadSignature, TimestampSigner, URLSafeTimedSerializer

FIELD = "form_token"
LASTS = 24 * 60 * 60
"""Units: seconds."""


def _signer() -> URLSafeTimedSerializer:
    return _signer_with(current_app.secret_key or "")


@lru_cache(maxsize=4)
def _signer_with(secret: str | bytes) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt="anonymous form")


def form_token() -> str:
    """A fresh token for a hidden field: the same for a minute, as it names no reader and no form."""
    secret = current_app.secret_key or ""
    minute = TimestampSigner(secret).get_timestamp() // 60  # the clock that later tells it too old
    return _token_of(secret, minute)


@lru_cache(maxsize=4)
def _token_of(secret: str | bytes, minute: int) -> str:
    return str(_signer_with(secret).dumps("form"))


def is_fresh(token: str) -> bool:
    """Did we sign this token within the last day?"""
    try:
        return bool(_signer().loads(token, max_age=LASTS) == "form")
    except BadSignature:
        return False
