"""The blueprint of people with accounts, and of their teams."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("users", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
