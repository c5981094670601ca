"""The blueprint of events. None of its pages is kept by a browser or found by a search engine."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("events", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
