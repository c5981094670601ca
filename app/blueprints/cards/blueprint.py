"""The blueprint of paper cards. None of its pages is kept by a browser."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("cards", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
