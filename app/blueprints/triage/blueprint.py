"""The blueprint of those who read referrals."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("triage", __name__, url_prefix="/referrals")


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
