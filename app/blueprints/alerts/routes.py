"""The list of worries that were heard, one of them, and what was done about it."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.alerts.forms import DoneForm
from app.blueprints.alerts.showing import opened_alert, shown
from app.domain.roles import Permission
from app.domain.typed_text import clean_lines
from app.operations import audit
from app.operations import harm_alerts as operations
from app.queries import harm_alerts as queries
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.paging import pages
from app.web.viewer import viewer

bp = Blueprint("alerts", __name__)

A_PAGE = 30


@bp.get("/worries-heard")
@requires(Permission.HARM_ALERT_ANSWER)
def queue() -> ResponseReturnValue:
    total = queries.many_waiting(viewer())
    last = max(1, -(-total // A_PAGE))
    page = min(max(request.args.get("page", 1, type=int), 1), last)
    rows = queries.waiting(viewer(), page=page, per_page=A_PAGE)
    done = queries.done(viewer())
    audit.seen(viewer(), "harm-alert.listed", count=len(rows))
    return render_template(
        "alerts/queue.html",
        rows=rows,
        total=total,
        done=done,
        pages=pages(page, last, lambda number: url_for(".queue", page=number if number > 1 else None)),
    )


@bp.get("/worries-heard/<uuid:alert_id>")
@requires(Permission.HARM_ALERT_ANSWER)
def alert(alert_id: uuid.UUID) -> ResponseReturnValue:
    return shown(opened_alert(alert_id), DoneForm(formdata=None))


@bp.post("/worries-heard/<uuid:alert_id>/look")
@requires(Permission.HARM_ALERT_ANSWER)
def look(alert_id: uuid.UUID) -> ResponseReturnValue:
    """Somebody looks into it: the others need not."""
    found = queries.alert_for(viewer(), alert_id)
    try:
        operations.take(found, by=viewer(), version=version())
    except MovedOnError as error:
        return shown(opened_alert(alert_id), DoneForm(formdata=None), 409, words_of(error))
    return redirect(url_for(".alert", alert_id=alert_id), 303)


@bp.post("/worries-heard/<uuid:alert_id>/done")
@requires(Permission.HARM_ALERT_ANSWER)
def done(alert_id: uuid.UUID) -> ResponseReturnValue:
    found, form = opened_alert(alert_id), DoneForm()
    if not form.validate():
        return shown(found, form, 422)
    try:
        operations.finish(found, clean_lines(form.note.data or ""), by=viewer(), version=version())
    except MovedOnError as error:
        return shown(found, form, 409, words_of(error))
    return redirect(url_for(".queue", said="done"), 303)


def version() -> int:
    return request.form.get("version", -1, type=int)
