"""The gate: every view says who may use it, and every form sent is shown to come from our own page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.exceptions import Forbidden

from app.domain.errors import ExpiredFormError
from app.web import addresses, tokens
from app.web.transaction import SAFE_METHODS

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"


class UndeclaredViewError(RuntimeError):
    """A view that does not say who may use it."""


def public(view: View) -> View:
    """Anybody may use this view."""
    view.access = PUBLIC  # type: ignore[attr-defined]
    return view


def declared(view: Callable[..., Any]) -> str | None:
    """Who a view says may use it, or None where it does not say."""
    return getattr(view, "access", None)


def decide() -> None:
    """Refuse a request that has no right to its view.

    Raises: UndeclaredViewError, Forbidden (another site sent the form), ExpiredFormError.
    """
    if request.routing_exception is not None or request.endpoint is None:
        return  # the dispatch raises it next
    view = current_app.view_functions[request.endpoint]
    if declared(view) != PUBLIC:
        raise UndeclaredViewError(request.endpoint)
    if request.method not in SAFE_METHODS:
        if not is_from_own_page():
            raise Forbidden
        if not tokens.is_fresh(request.form.get(tokens.FIELD, "")):
            raise ExpiredFormError


def is_from_own_page() -> bool:
    """Do Sec-Fetch-Site and Origin, where the browser sends them, say that our own page sent this?"""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or addresses.is_ours(origin)
