"""The blueprint of suggestions, and the cookie that leads back to one that is not sent yet."""

from __future__ import annotations

from flask import Blueprint, Response, current_app, request, url_for

from app.domain.errors import GoneError, NotThereError
from app.domain.people import LinkPurpose
from app.domain.suggestion import LASTS, Step
from app.models.stewardship import ListingChange
from app.operations import access_links
from app.queries import suggestions as queries

bp = Blueprint("suggest", __name__)

MOST_AN_HOUR = "120 per hour"
"""Pages of answers from one address: a library's computers share it."""
MOST_SENT = "20 per hour; 60 per day"


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def cookie_name() -> str:
    return "__Host-ginnel-suggestion" if current_app.config["HTTPS"] else "ginnel-suggestion"


def token() -> str:
    return request.cookies.get(cookie_name(), "")


def draft() -> ListingChange | None:
    """What this browser has begun and not sent."""
    if not token():
        return None
    try:
        return queries.draft_of(access_links.find(LinkPurpose.SUGGESTION, token(), used_too=True))
    except (NotThereError, GoneError):
        return None


def remember(response: Response, made: str) -> Response:
    response.set_cookie(
        cookie_name(),
        made,
        max_age=LASTS,
        path="/",
        secure=current_app.config["HTTPS"],
        httponly=True,
        samesite="Lax",
    )
    return response


def forget(response: Response) -> Response:
    response.delete_cookie(
        cookie_name(), path="/", secure=current_app.config["HTTPS"], httponly=True, samesite="Lax"
    )
    return response


def url_of(step: Step) -> str:
    """The address of a question."""
    if step is Step.KIND:
        return url_for("suggest.start")
    if step is Step.WHEN:
        return url_for("suggest.when")
    return url_for("suggest.you") if step is Step.YOU else url_for("suggest.question", step=step.value)
