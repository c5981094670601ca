"""The cookie of a browser that was let in. Only answers to a POST set it."""

from __future__ import annotations

from flask import Flask, Response, current_app, has_request_context, request
from flask_login import UserMixin
from sqlalchemy.exc import OperationalError

from app import clock
from app.domain.viewer import Viewer
from app.extensions import login_manager
from app.operations import sessions as operations
from app.queries import sessions as queries
from app.queries.sessions import OpenSession

HELD = "ginnel.session"
"""Where a request keeps the session it has read."""


class SignedIn(UserMixin):  # type: ignore[misc]  # Flask-Login ships no types
    """What Flask-Login calls the user: the viewer of this request."""

    def __init__(self, viewer: Viewer) -> None:
        self.viewer = viewer

    def get_id(self) -> str:
        return str(self.viewer.account_id)


def init_app(app: Flask) -> None:
    app.after_request(note_use)


@login_manager.request_loader  # type: ignore[untyped-decorator]
def signed_in(_: object) -> SignedIn | None:
    """The account behind the request's cookie, for Flask-Login."""
    held = opened()
    return SignedIn(held.viewer) if held and held.viewer.is_signed_in and not held.is_pending else None


def cookie_name() -> str:
    return "__Host-ginnel-session" if current_app.config["HTTPS"] else "ginnel-session"


def token() -> str:
    """What the browser's cookie holds; empty without one."""
    return request.cookies.get(cookie_name(), "")


def opened() -> OpenSession | None:
    """The session of this request, read once."""
    if not has_request_context():
        return None
    if HELD not in request.environ:
        request.environ[HELD] = queries.open_session(token(), now=clock.now()) if token() else None
    held: OpenSession | None = request.environ[HELD]
    return held


def remember(response: Response, made: str) -> Response:
    """Give the browser its token, for as long as it stays open."""
    response.set_cookie(
        cookie_name(), made, path="/", secure=current_app.config["HTTPS"], httponly=True, samesite="Lax"
    )
    return response


def forget(response: Response) -> Response:
    """Take the token back."""
    response.delete_cookie(
        cookie_name(), path="/", secure=current_app.config["HTTPS"], httponly=True, samesite="Lax"
    )
    return response


def note_use(response: Response) -> Response:
    """A session in use does not fall asleep. What cannot be noted now is noted with the next page."""
    held = request.environ.get(HELD)
    if held is not None and not held.is_pending:
        try:
            operations.mark_seen(held.id, seen_at=held.seen_at, now=clock.now())
        except OperationalError:
            current_app.logger.info("a session's use was not noted")
    return response
