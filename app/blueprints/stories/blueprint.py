"""The blueprint of stories, and how often one may be sent."""

from __future__ import annotations

from flask import Blueprint, Response

bp = Blueprint("stories", __name__)

MOST_SENT = "60 per hour; 200 per day"
"""From one address: a library's computers share it."""


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """Nobody's story is kept by a browser or found by a search engine."""
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
