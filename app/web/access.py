"""The gate: every view says who may use it, and every form sent is shown to come from our own page.

Source: decisions.md 5. Access first, then the form's token. Which *rows* somebody may use is in the query.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest, Forbidden, NotFound

from app import clock
from app.domain.errors import ExpiredFormError
from app.domain.roles import Permission
from app.domain.viewer import ANONYMOUS, Viewer
from app.web import addresses, sessions, tokens
from app.web.transaction import SAFE_METHODS, letting_go
from app.web.viewer import viewer

View = TypeVar("View", bound=Callable[..., Any])

PUBLIC = "public"
CONFIRMED_FOR = dt.timedelta(minutes=15)
"""How long after showing that it is them somebody may change what guards their account."""


@dataclass(frozen=True, slots=True)
class Needs:
    """What a view asks of whoever opens it."""

    permission: Permission
    confirmed: bool = False
    most_bytes: int = 0
    """Of what may be sent, where that is more than elsewhere."""


@dataclass(frozen=True, slots=True)
class ByDevice:
    """A view for a tablet's script: it shows what the tablet carries, and no cookie counts."""

    most_bytes: int


Declared = str | Needs | ByDevice


class UndeclaredViewError(RuntimeError):
    """A view that does not say who may use it."""


class SignInNeededError(Exception):
    """Nobody we know asks for a page of somebody's."""

    def __init__(self, permission: Permission | None = None) -> None:
        super().__init__()
        self.permission = permission


class ConfirmNeededError(Exception):
    """They signed in too long ago for this."""


class UnknownDeviceError(Exception):
    """No tablet that we know."""


class RefusedError(Forbidden):
    """Somebody we know may not do this."""

    def __init__(self, by: Viewer, permission: Permission) -> None:
        super().__init__()
        self.by = by
        self.permission = permission


def public(view: View) -> View:
    """Anybody may use this view."""
    view.access = PUBLIC  # type: ignore[attr-defined]  # functions carry what they like
    return view


def requires(
    permission: Permission, *, confirmed: bool = False, most_bytes: int = 0
) -> Callable[[View], View]:
    """Only who holds the permission may use this view; `confirmed`: and showed lately that it is them.

    `most_bytes`: they may send a file of this size.
    """

    def declare(view: View) -> View:
        view.access = Needs(permission, confirmed, most_bytes)  # type: ignore[attr-defined]  # as above
        return view

    return declare


def by_device(*, most_bytes: int) -> Callable[[View], View]:
    """Only a tablet's script may use this view, with `Authorization: Bearer`; the view looks who it is.

    No browser sends that header by itself, so that it needs no form token. No session is looked at.
    """

    def declare(view: View) -> View:
        view.access = ByDevice(most_bytes)  # type: ignore[attr-defined]  # as above
        return view

    return declare


def declared(view: Callable[..., Any]) -> Declared | None:
    """Who a view says may use it, or None where it does not say."""
    return getattr(view, "access", None)


def admit() -> None:
    """Decide, without a database, for a browser that carries no session.

    Raises: UndeclaredViewError, SignInNeededError, Forbidden (another site sent it), ExpiredFormError,
    BadRequest or NotFound (a letter no database takes), UnknownDeviceError, RequestEntityTooLarge.
    """
    if request.endpoint is not None and request.routing_exception is None:
        if "\0" in request.path:
            raise NotFound
        wanted = _declared_here()
        if isinstance(wanted, ByDevice):
            _decide_device(wanted)
        elif not sessions.token():
            _decide(wanted, ANONYMOUS)


def decide() -> None:
    """Decide for a browser that carries a session, inside the request's transaction.

    Raises: what `admit` raises; RefusedError, ConfirmNeededError.
    """
    if request.endpoint is not None and request.routing_exception is None and sessions.token():
        wanted = _declared_here()
        if not isinstance(wanted, ByDevice):
            _decide(wanted, viewer())


def _declared_here() -> Declared:
    wanted = declared(current_app.view_functions[str(request.endpoint)])
    if wanted is None:
        raise UndeclaredViewError(request.endpoint)
    return wanted


def _decide(wanted: str | Needs, by: Viewer) -> None:
    if isinstance(wanted, Needs):
        if by.session_id is None:
            raise SignInNeededError(wanted.permission)
        if not by.may(wanted.permission):
            raise RefusedError(by, wanted.permission)
        if wanted.confirmed and not is_confirmed(by):
            raise ConfirmNeededError
        if holds_nul(request.args):
            raise BadRequest
        if wanted.most_bytes:
            request.max_content_length = wanted.most_bytes
            with letting_go():  # nobody waits while somebody's line brings a big file in
                tokens.sent()
    if request.method not in SAFE_METHODS:
        if not is_from_own_page():
            raise Forbidden
        if not tokens.is_fresh(tokens.sent()):
            raise ExpiredFormError
        if holds_nul(request.form):
            raise BadRequest


def _decide_device(wanted: ByDevice) -> None:
    """What is sent is read whole before anything is locked for it."""
    if not is_from_own_page():
        raise Forbidden
    if not carried():
        raise UnknownDeviceError
    request.max_content_length = wanted.most_bytes
    request.get_data(cache=True)


def carried() -> str:
    """What the tablet carries; empty without it."""
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if kind.lower() == "bearer" else ""


def holds_nul(typed: MultiDict[str, str]) -> bool:
    """Does it hold the one letter that no database takes and nobody types?"""
    return any("\0" in name or "\0" in value for name, value in typed.items(multi=True))


def is_confirmed(by: Viewer) -> bool:
    """Did they show lately that it is them?"""
    return by.confirmed_at is not None and clock.now() - by.confirmed_at < CONFIRMED_FOR


def is_from_own_page() -> bool:
    """Do Sec-Fetch-Site and Origin, where the browser sends them, say that our own page sent this?"""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("Origin")
    return origin is None or addresses.is_ours(origin)
