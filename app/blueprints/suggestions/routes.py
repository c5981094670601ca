"""The model card: what suggestions rest on, how good they are, learning again; and points that are alike."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotThereError
from app.domain.reading import id_from
from app.domain.roles import Permission
from app.domain.suggesting import MINIMUM_OF_A_CODE, MINIMUM_POINTS, QUOTES_FOR_A_CODE
from app.gateways import suggester
from app.operations import suggestions_learned
from app.queries import frames, similar, suggestion_models
from app.queries.reading_point import point_for
from app.queries.teaching import as_shown
from app.web.access import requires
from app.web.opening import opened
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.code_frames import CodeFrame

bp = Blueprint("suggestions", __name__, url_prefix="/insight")


@bp.after_request
def keep_nowhere(response: Response) -> Response:
    """No browser keeps what somebody said."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.get("/suggestions")
@requires(Permission.FEEDBACK_READ)
def card() -> ResponseReturnValue:
    """Raises: NotThereError for codes that are not there."""
    frame = wanted(request.args.get("codes", ""))
    return render_template(
        "suggestions/card.html",
        frame=frame,
        frames=[row.frame for row in frames.listed() if row.newest],
        card=suggestion_models.card(frame) if frame else None,
        is_there=suggester.is_there(),
        knows_meaning=suggester.knows_meaning(),
        may_learn=viewer().may(Permission.FEEDBACK_CODE),
        minimum=MINIMUM_POINTS,
        of_a_code=MINIMUM_OF_A_CODE,
        quotes=QUOTES_FOR_A_CODE,
        in_100=in_100,
    )


@bp.post("/suggestions")
@requires(Permission.FEEDBACK_CODE)
def learn() -> ResponseReturnValue:
    """Raises: NotThereError; NotAllowedError while there is too little to learn from."""
    frame = wanted(request.form.get("codes", ""))
    if frame is None or not suggester.is_there():
        raise NotThereError
    suggestions_learned.ask(frame, by=viewer())
    return redirect(url_for(".card", codes=None if frame.is_default else frame.id), 303)


@bp.get("/points/<uuid:point_id>/like")
@requires(Permission.FEEDBACK_READ)
def like(point_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    point = opened("point", point_id, lambda: point_for(viewer(), point_id), part="like")
    return render_template(
        "suggestions/like.html",
        point=point,
        words=as_shown([point.id])[point.id].words,
        found=similar.like(viewer(), point),
    )


def wanted(given: str) -> CodeFrame | None:
    """The codes asked for, else the usual ones. Raises: NotThereError."""
    if not given:
        return frames.usual()
    if (frame_id := id_from(given)) is None:
        raise NotThereError
    return frames.frame(frame_id)


def in_100(share: float) -> int:
    return round(share * 100)
