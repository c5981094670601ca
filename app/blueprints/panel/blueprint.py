"""The blueprint of the panel, and how often its public forms may be sent."""

from __future__ import annotations

from flask import Blueprint, Response, request

from app.domain.panel import AccessNeed, PanelWay
from app.web.labels import label

bp = Blueprint("panel", __name__)

MOST_SENT = "60 per hour; 200 per day"
"""From one address: a library's computers share it."""
TRAP = "website2"
"""A box that people do not see."""


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """A member's page is kept by no browser and found by no search engine."""
    if request.endpoint != "panel.start":
        response.headers["Cache-Control"] = "no-store"
        response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.context_processor
def words() -> dict[str, object]:
    """The words of values that rows hold as text."""
    return {
        "way_words": {one.value: label(one) for one in PanelWay},
        "need_words": {one.value: label(one) for one in AccessNeed},
    }
