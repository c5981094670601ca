"""The blueprint of signing in, of one's own account and of the first page after it."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("accounts", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
