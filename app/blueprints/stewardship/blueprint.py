"""The blueprint of those who look after listings."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("stewardship", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
