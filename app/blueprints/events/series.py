"""Series: their events, and a new one."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.events import shown as pages
from app.blueprints.events.blueprint import bp
from app.blueprints.events.forms import SeriesForm
from app.domain.roles import Permission
from app.operations import series as operations
from app.queries import event_lists as queries
from app.web.access import requires
from app.web.viewer import viewer

P = Permission


@bp.get("/events/series/<uuid:series_id>")
@requires(P.EVENT_SEE)
def series(series_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    found = queries.series_for(series_id)
    rows = queries.listed(viewer(), series_id=series_id)
    groups = pages.in_groups(rows, lambda page: url_for(".series", series_id=series_id, page=page))
    return render_template("events/series.html", one=found, **groups)


@bp.route("/events/series/new", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def series_made() -> ResponseReturnValue:
    form = SeriesForm(data={"key": str(uuid.uuid4())})
    if form.validate_on_submit():
        made = operations.make(
            form.name.data or "",
            about=form.about.data or "",
            led_by=form.led_by.data or "",
            key=form.own_key,
            by=viewer(),
        )
        return redirect(url_for(".series", series_id=made.id, said="made"), 303)
    page = render_template("events/series_made.html", form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200
