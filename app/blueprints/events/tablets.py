"""Tablets of an event: the poster they start from, stopping one, a new code, and the live count."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.events import shown as pages
from app.blueprints.events.blueprint import bp
from app.domain.errors import StaleError
from app.domain.roles import Permission
from app.operations import devices
from app.queries import event_lists as queries
from app.web.access import requires
from app.web.forms import VersionedForm
from app.web.opening import opened_event
from app.web.viewer import viewer

P = Permission


@bp.get("/events/<uuid:event_id>/poster")
@requires(P.EVENT_SEE)
def poster(event_id: uuid.UUID) -> ResponseReturnValue:
    """A sheet for the table, while a tablet can join. Raises: NotThereError."""
    event = opened_event(event_id)
    joining = pages.joining(event, size=330)
    if not joining["has_poster"]:
        return redirect(url_for(".shown", event_id=event_id, said="no-poster"), 303)
    return render_template("events/poster.html", event=event, **joining)


@bp.get("/events/<uuid:event_id>/count")
@requires(P.EVENT_SEE)
def count(event_id: uuid.UUID) -> ResponseReturnValue:
    """What has come in: a page that renews itself where there is a script. Raises: NotThereError."""
    event = opened_event(event_id)
    return render_template(
        "events/count.html",
        event=event,
        came=queries.came_of(event),
        tablets=queries.tablets_of(event),
        now=clock.now(),
    )


@bp.post("/events/<uuid:event_id>/tablets/<uuid:device_id>/revoke")
@requires(P.DEVICE_REVOKE)
def revoke(event_id: uuid.UUID, device_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError, also for a tablet of another event."""
    event = opened_event(event_id, P.DEVICE_REVOKE)
    devices.revoke(queries.tablet_of(event, device_id), by=viewer())
    return redirect(url_for(".shown", event_id=event_id, said="stopped", _anchor="tablets"), 303)


@bp.post("/events/<uuid:event_id>/new-code")
@requires(P.EVENT_EDIT)
def new_code(event_id: uuid.UUID) -> ResponseReturnValue:
    """Pressed twice it is made once: the second press finds another version. Raises: NotThereError."""
    event, form = opened_event(event_id, P.EVENT_EDIT), VersionedForm()
    try:
        devices.new_code(event, by=viewer(), version=form.opened_with)
    except StaleError:
        return redirect(url_for(".shown", event_id=event_id, said="code-moved-on", _anchor="tablets"), 303)
    return redirect(url_for(".shown", event_id=event_id, said="code", _anchor="tablets"), 303)
