"""The one map from an error to a status and a page in the reader's words."""

from __future__ import annotations

import logging

from babel import Locale
from flask import Flask, Response, g, make_response, redirect, render_template, request, url_for
from flask.globals import request_ctx
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from markupsafe import Markup
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from app.database import db
from app.domain.errors import ExpiredFormError, GoneError, NotAllowedError, NotThereError, StaleError
from app.domain.roles import Permission
from app.web import tokens
from app.web.access import ConfirmNeededError, SignInNeededError
from app.web.error_words import words_for
from app.web.transaction import SAFE_METHODS

log = logging.getLogger("ginnel")

STATUS_OF: dict[type[Exception], int] = {
    NotThereError: 404,
    GoneError: 410,
    StaleError: 409,
    NotAllowedError: 409,
}

RETRY_AFTER_SECONDS = "30"

SECRETS = frozenset({"code", "recovery_code"})
"""Fields that hold one, besides those called password."""

ENGLISH = Locale("en", "GB")
BARE = Markup(
    '<!doctype html><html lang="{locale}" dir="{direction}">'
    '<head><meta charset="utf-8"><title>{title}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"></head>'
    "<body><main><h1>{title}</h1></main></body></html>"
)


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, on_http_error)
    app.register_error_handler(ExpiredFormError, on_expired_form)
    app.register_error_handler(OperationalError, on_busy_database)
    app.register_error_handler(StaleDataError, on_lost_race)
    app.register_error_handler(DBAPIError, on_crash)
    app.register_error_handler(Exception, on_crash)
    app.register_error_handler(SignInNeededError, on_sign_in_needed)
    app.register_error_handler(ConfirmNeededError, on_confirm_needed)
    for kind in STATUS_OF:
        app.register_error_handler(kind, on_domain_error)


def page(code: int, **extra: object) -> Response:
    """The error page of a status. Needs no database; without a trusted host it has no links either."""
    words = words_for(code)
    if request_ctx.url_adapter is None:
        locale = get_locale() or ENGLISH
        return make_response(
            BARE.format(locale=locale.language, direction=locale.text_direction, title=words.heading), code
        )
    response = make_response(render_template("errors/error.html", code=code, words=words, **extra), code)
    if code in {429, 503}:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    return response


def on_http_error(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    response = page(error.code)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After"}:
            response.headers[name] = value
    return response


def on_domain_error(error: Exception) -> ResponseReturnValue:
    return page(next(status for kind, status in STATUS_OF.items() if isinstance(error, kind)))


def on_sign_in_needed(error: SignInNeededError) -> ResponseReturnValue:
    if error.permission is Permission.MY_OPEN:
        return redirect(url_for("my.start", over=1), 303)
    return redirect(url_for("accounts.sign_in", next=here()), 303)


def on_confirm_needed(error: ConfirmNeededError) -> ResponseReturnValue:
    return redirect(url_for("accounts.confirm", next=here()), 303)


def here() -> str | None:
    """The page that was asked for, to come back to; nothing for a form that was sent."""
    return request.full_path.rstrip("?") if request.method in SAFE_METHODS else None


def on_expired_form(error: ExpiredFormError) -> ResponseReturnValue:
    """Offer to send again what was typed, with a fresh token. Nothing is lost."""
    return page(400, **what_was_sent())


def on_busy_database(error: OperationalError) -> ResponseReturnValue:
    """Locked for too long, full, or away. What was sent can be sent again from the page."""
    db.session.rollback()
    log.error("database not ready", extra={"request_id": g.get("request_id")}, exc_info=error)
    return page(503, **what_was_sent() if request.method == "POST" else {})


def on_lost_race(error: StaleDataError) -> ResponseReturnValue:
    """Somebody changed a row between our reading and our writing it. Nothing of this request was kept."""
    db.session.rollback()
    return page(409, **what_was_sent() if request.method == "POST" else {})


def what_was_sent() -> dict[str, object]:
    """The form as it came, for a button that sends it again with a fresh token. Secrets are not sent back."""
    if any("password" in name or name in SECRETS for name in request.form):
        return {}
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != tokens.FIELD]
    return {"again": typed, "action": request.full_path.rstrip("?")}


def on_crash(error: Exception) -> ResponseReturnValue:
    db.session.rollback()
    log.error("unhandled", extra={"request_id": g.get("request_id")}, exc_info=error)
    return page(500)
