"""The QR code on the table: the event's name and one button, and the tablet is part of it."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.capture.blueprint import NotJoinedError, bp, remember
from app.domain.capture_window import Window, window
from app.domain.errors import NotAllowedError, NotThereError
from app.extensions import limiter
from app.models.engagement import Event
from app.operations import joining_events
from app.queries.events import event_to_join
from app.web.access import public

MOST_AN_HOUR = "200 per hour"
"""Tablets that join from one address: those of a hall share it."""


@bp.get("/capture/join/<string:token>")
@public
def join(token: str) -> ResponseReturnValue:
    event = to_join(token)
    if event is None:
        return make_response(render_template("capture/begin.html", is_old_code=True), 404)
    return render_template("capture/join.html", event=event, window=window_of(event).value)


@bp.post("/capture/join/<string:token>")
@public
@limiter.limit(MOST_AN_HOUR)
def joined(token: str) -> ResponseReturnValue:
    """What the tablet carries goes to its script behind the `#`, which no server and no log sees."""
    event = to_join(token)
    if event is None:
        return make_response(render_template("capture/begin.html", is_old_code=True), 404)
    if window_of(event) in (Window.SENDING, Window.OVER):
        return redirect(url_for(".join", token=token), 303)
    try:
        carried = joining_events.join(event)
    except NotAllowedError:
        return make_response(render_template("capture/begin.html", is_full=True), 409)
    page = url_for(".page", event=event.slug, _anchor=f"device={carried}")
    return remember(make_response(redirect(page, 303)), carried, event.ends_at)


def to_join(token: str) -> Event | None:
    try:
        return event_to_join(token)
    except NotThereError:
        return None


def window_of(event: Event) -> Window:
    return window(event.status, event.starts_at, event.ends_at, clock.now())


@bp.errorhandler(NotJoinedError)
def on_not_joined(error: NotJoinedError) -> ResponseReturnValue:
    return make_response(render_template("capture/begin.html"), 403)
