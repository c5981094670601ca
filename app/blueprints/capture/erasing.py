"""Somebody who took part asks us to erase what they said: found by its number, looked at, erased for good."""

from __future__ import annotations

import uuid

from flask import current_app, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.capture.blueprint import bp
from app.blueprints.capture.receipts import submission_in
from app.blueprints.capture.staff_forms import EraseForm
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.operations import erasing_conversations
from app.queries import submissions
from app.queries.shown_words import plain_words
from app.web.access import requires
from app.web.opening import opened_event
from app.web.viewer import viewer


@bp.get("/events/<uuid:event_id>/erase")
@requires(Permission.EVENT_EDIT)
def erase(event_id: uuid.UUID) -> ResponseReturnValue:
    event = opened_event(event_id, Permission.EVENT_EDIT)
    return render_template(
        "capture/erase.html", event=event, form=EraseForm(formdata=None), is_done=request.args.get("done")
    )


@bp.post("/events/<uuid:event_id>/erase")
@requires(Permission.EVENT_EDIT)
def look(event_id: uuid.UUID) -> ResponseReturnValue:
    """The number is sent in a form, so that it stands in no address; what is then read is traced."""
    event = opened_event(event_id, Permission.EVENT_EDIT, part="erase")
    form = EraseForm()
    submission = submissions.submission_called(event.id, form.code.data or "")
    if submission is None:
        form.code.errors = [_("No chat of this event has this number. Look at it again.")]
    held = submissions.conversations_of(event.id, submission) if submission else []
    page = render_template(
        "capture/erase.html",
        event=event,
        form=form,
        submission=submission,
        held=held,
        shown=plain_words([point for one in held for point in one.points]),
        has_errors=bool(form.errors),
    )
    return make_response(page, 200 if submission else 422)


@bp.post("/events/<uuid:event_id>/erase/now")
@requires(Permission.EVENT_EDIT)
def erased(event_id: uuid.UUID) -> ResponseReturnValue:
    event = opened_event(event_id, Permission.EVENT_EDIT)
    submission = submission_in(request.form.get("submission", ""))
    if submission is None:
        raise NotThereError
    erasing_conversations.erase(event.id, submission, by=viewer(), data=current_app.config["DATA"])
    return redirect(url_for(".erase", event_id=event_id, done=1), 303)
