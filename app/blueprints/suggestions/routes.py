"""The model card: what suggestions rest on, how good they are code by code, and learning again."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.domain.errors import NotThereError
from app.domain.reading import id_from
from app.domain.roles import Permission
from app.domain.suggesting import MINIMUM_OF_A_CODE, MINIMUM_POINTS, QUOTES_FOR_A_CODE
from app.gateways import suggester
from app.models.code_frames import CodeFrame
from app.operations import suggestions_learned
from app.queries import frames, suggestion_models
from app.web.access import requires
from app.web.viewer import viewer

bp = Blueprint("suggestions", __name__, url_prefix="/insight/suggestions")


@bp.get("")
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


@bp.post("")
@requires(Permission.FEEDBACK_CODE)
def learn() -> ResponseReturnValue:
    """Raises: NotThereError; NotAllowedError while there is too little to learn from."""
    frame = wanted(request.form.get("codes", ""))
    if frame is None or not suggester.is_there():
        raise NotThereError
    suggestions_learned.ask(frame, by=viewer())
    return redirect(url_for(".card", codes=None if frame.is_default else frame.id), 303)


def wanted(given: str) -> CodeFrame | None:
    """The codes asked for, else the usual ones. Raises: NotThereError."""
    if not given:
        return frames.usual()
    if (frame_id := id_from(given)) is None:
        raise NotThereError
    return frames.frame(frame_id)


def in_100(share: float) -> int:
    return round(share * 100)
