"""After a conversation is kept: that it is, what comes next, and the way to take it back."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from app.blueprints.capture.blueprint import bp, capturing
from app.blueprints.capture.showing import is_practice
from app.operations import typed_conversations
from app.queries.submissions import code_of
from app.web.access import public


@bp.get("/capture/<string:event>/kept")
@public
def kept(event: str) -> ResponseReturnValue:
    here = capturing(event)
    submission = submission_in(request.args.get("submission", ""))
    held = (
        typed_conversations.typed_here(here.event, submission, device_id=here.device_id) if submission else []
    )
    return render_template(
        "capture/kept.html",
        event=here.event,
        submission=submission,
        state=held[-1].state.value if held else "",
        code=code_of(submission) if submission and held else "",
        is_practice=is_practice(),
    )


@bp.post("/capture/<string:event>/undo")
@public
def undo(event: str) -> ResponseReturnValue:
    """Twice does it once."""
    here = capturing(event)
    submission = submission_in(request.form.get("submission", ""))
    if submission is None:
        raise BadRequest
    typed_conversations.take_back(here.event, submission, device_id=here.device_id)
    return redirect(url_for(".kept", event=event, submission=submission), 303)


def submission_in(typed: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(typed)
    except ValueError:
        return None
