"""The blueprint, and what its pages say to browsers."""

from __future__ import annotations

from flask import Blueprint, Response, request

bp = Blueprint("you_said", __name__)

MOST_SENT = "60 per hour; 200 per day"
"""From one address: a library's computers share it."""
OWN = {"you_said.owner_door", "you_said.owner_write", "you_said.follow_door", "you_said.follow_act"}
"""Pages behind somebody's own link."""


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """What stands behind somebody's link is kept by no browser and found by no search engine."""
    if request.endpoint in OWN:
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response
