"""The blueprint of exports. Nothing of it is kept by a browser."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("exports", __name__)


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
