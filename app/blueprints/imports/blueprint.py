"""The blueprint itself, for the files that hang views on it."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("imports", __name__, url_prefix="/listings/imports")


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response
