"""The blueprint of the reading room, and how a look at a point is traced."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotThereError
from app.models.conversations import Point
from app.operations import audit
from app.queries.reading_point import point_for
from app.queries.rounds import open_round_of
from app.web.viewer import viewer

bp = Blueprint("insight", __name__, url_prefix="/insight")


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """No browser keeps what somebody said."""
    response.headers["Cache-Control"] = "no-store"
    return response


def opened_point(point_id: uuid.UUID) -> Point:
    """The point, its look traced with the event it is of. Raises: NotThereError."""
    try:
        point = point_for(viewer(), point_id)
    except NotThereError:
        audit.refused(viewer(), "feedback.refused", of=("point", point_id))
        raise
    audit.seen(viewer(), "feedback.read", of=("event", point.conversation.event_id), scope="point")
    return point


def to_own_round(point_id: uuid.UUID) -> ResponseReturnValue | None:
    """Where this viewer codes the point alone: the only place where they may work on it. Else None."""
    round_id = open_round_of(viewer(), point_id)
    return (
        None if round_id is None else redirect(url_for("rounds.code", round_id=round_id, point=point_id), 303)
    )
