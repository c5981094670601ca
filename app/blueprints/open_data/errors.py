"""Every wrong turn under the stubs is answered in JSON, and any site may read every answer."""

from __future__ import annotations

import logging

from flask import Response, g, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound

from app.blueprints.open_data.answers import JSON, preferred, to_json
from app.blueprints.open_data.blueprint import bp
from app.database import db
from app.domain.openreferral.asking import BadParameterError

log = logging.getLogger("ginnel")

STUBS = ("/api/oruk/v3", "/api/hsds/v3")
METHODS = ("GET", "HEAD", "OPTIONS")
RETRY_AFTER_SECONDS = "30"
TITLES = {
    400: "This question cannot be answered",
    404: "There is nothing here",
    405: "Data is only read here, never written",
    406: "We have JSON, and lines of JSON (format=ndjson)",
    429: "Too many requests came at once. Wait a minute, or take everything with format=ndjson",
    500: "Something went wrong on our side",
    503: "We are busy for a moment",
}


def is_ours() -> bool:
    return request.path.rstrip("/").startswith(STUBS)


def problem(status: int, detail: str = "", parameter: str = "") -> Response:
    """Source: RFC 9457, in plain JSON."""
    said = {"status": status, "title": TITLES.get(status, TITLES[400 if status < 500 else 500])}
    said |= {name: text for name, text in (("detail", detail), ("parameter", parameter)) if text}
    response = Response(to_json(said), status, mimetype=JSON)
    response.cache_control.no_store = True
    if status in {429, 503}:
        response.headers["Retry-After"] = RETRY_AFTER_SECONDS
    if status == 405:
        response.headers["Allow"] = ", ".join(METHODS)
    return response


@bp.before_app_request
def answer_at_the_door() -> Response | None:
    """What needs no view: questions about methods, other methods, addresses that are none, other formats."""
    if not is_ours():
        return None
    if request.method == "OPTIONS":
        return Response(status=204, mimetype=JSON, headers={"Allow": ", ".join(METHODS)})
    if request.method not in METHODS:
        return problem(405)
    if isinstance(request.routing_exception, NotFound | MethodNotAllowed):
        return problem(404)
    return None if preferred() else problem(406)


@bp.after_app_request
def let_every_site_read(response: Response) -> Response:
    if is_ours():
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After, Last-Modified"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        if request.method == "OPTIONS":
            response.headers["Access-Control-Allow-Methods"] = ", ".join(METHODS)
            response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match, If-Modified-Since"
            response.headers["Access-Control-Max-Age"] = "86400"
    return response


@bp.errorhandler(BadParameterError)
def on_bad_parameter(error: BadParameterError) -> Response:
    return problem(400, f"{error.name} must be {error.wanted}", error.name)


@bp.errorhandler(HTTPException)
def on_http_error(error: HTTPException) -> Response:
    return problem(error.code or 500)


@bp.errorhandler(OperationalError)
def on_busy_database(error: OperationalError) -> Response:
    db.session.rollback()
    log.error("database not ready", extra={"request_id": g.get("request_id")}, exc_info=error)
    return problem(503)


@bp.errorhandler(Exception)
def on_crash(error: Exception) -> Response:
    db.session.rollback()
    log.error("unhandled", extra={"request_id": g.get("request_id")}, exc_info=error)
    return problem(500)
