"""A tablet that could send no more: its file comes in here, and here stands what could not be opened."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.capture.blueprint import bp
from app.blueprints.capture.staff_forms import RescueForm
from app.domain import rescue_file
from app.domain.rescue_file import NotARescueFileError
from app.domain.roles import Permission
from app.models.engagement import Event
from app.operations import rescuing
from app.operations.rescuing import Report
from app.queries import submissions
from app.web.access import requires
from app.web.labels import label
from app.web.opening import opened_event
from app.web.viewer import viewer

MOST_BYTES = rescue_file.MOST_BYTES + 64 * 1024
"""The file, and the form around it."""


@bp.get("/events/<uuid:event_id>/rescue")
@requires(Permission.EVENT_EDIT)
def rescue(event_id: uuid.UUID) -> ResponseReturnValue:
    return shown(opened_event(event_id, Permission.EVENT_EDIT), RescueForm(formdata=None))


@bp.post("/events/<uuid:event_id>/rescue")
@requires(Permission.EVENT_EDIT, most_bytes=MOST_BYTES)
def rescued(event_id: uuid.UUID) -> ResponseReturnValue:
    """Sent twice, it is taken in once, and the second report says so."""
    event = opened_event(event_id, Permission.EVENT_EDIT)
    form = RescueForm(formdata=None)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        form.file.errors = [_("Choose the file that the tablet saved.")]
        return make_response(shown(event, form), 422)
    try:
        report = rescuing.take_in(event, rescue_file.read(sent.read()), by=viewer())
    except NotARescueFileError as error:
        form.file.errors = [label(error.why)]
        return make_response(shown(event, form), 422)
    return shown(event, form, report)


@bp.post("/events/<uuid:event_id>/rescue/open-again")
@requires(Permission.EVENT_EDIT)
def open_again(event_id: uuid.UUID) -> ResponseReturnValue:
    event = opened_event(event_id, Permission.EVENT_EDIT)
    rescuing.open_again(event, by=viewer())
    return redirect(url_for(".rescue", event_id=event_id), 303)


def shown(event: Event, form: RescueForm, report: Report | None = None) -> str:
    return render_template(
        "capture/rescue.html",
        event=event,
        form=form,
        report=report,
        troubled=submissions.troubled(event.id),
        waiting=submissions.still_sealed(event.id),
        has_errors=bool(form.errors),
    )
