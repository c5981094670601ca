"""The blueprint of signing in and of one's own account."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("accounts", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
