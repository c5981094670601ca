"""The list of events, one event, planning it, and where it goes."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.events import shown as pages
from app.blueprints.events.blueprint import bp
from app.blueprints.events.forms import EventForm, MoveForm
from app.blueprints.events.typed import offer, typed_of
from app.domain.errors import NeedsMoreError
from app.domain.event_moves import EventAction, ends_of, open_actions
from app.domain.roles import Permission
from app.gateways import event_keys
from app.operations import events
from app.queries import event_lists as queries
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.opening import opened_event
from app.web.transaction import letting_go, undo
from app.web.viewer import viewer

P = Permission


@bp.get("/events")
@requires(P.EVENT_SEE)
def listed() -> ResponseReturnValue:
    """Open now, coming, past."""
    groups = pages.in_groups(queries.listed(viewer()), lambda page: url_for(".listed", page=page))
    return render_template("events/listed.html", **groups)


@bp.get("/events/<uuid:event_id>")
@requires(P.EVENT_SEE)
def shown(event_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    return render_template("events/shown.html", **pages.whole(opened_event(event_id)))


@bp.route("/events/new", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def make() -> ResponseReturnValue:
    form, is_asking = offer(EventForm(data={**pages.start(request.args), "key": str(uuid.uuid4())})), False
    if form.validate_on_submit() and not (is_asking := pages.is_one_too_many(form)):
        by = viewer()
        with letting_go():  # keys take up to a second
            pair = event_keys.make()
        made = events.make(form.planned(), pair=pair, key=form.own_key, by=by)
        return redirect(url_for(".shown", event_id=made.id, said="made"), 303)
    page = render_template(
        "events/edit.html",
        form=form,
        event=None,
        refused="",
        is_asking=is_asking,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 200


@bp.route("/events/<uuid:event_id>/change", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def change(event_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    event, refused = opened_event(event_id, P.EVENT_EDIT), ""
    form = offer(EventForm(data=typed_of(event)), event)
    if form.validate_on_submit():
        try:
            events.change(event, form.planned(), by=viewer(), version=form.opened_with)
        except MovedOnError as error:
            undo()
            event = opened_event(event_id, P.EVENT_EDIT)
            refused = "" if events.is_as(event, form.planned()) else words_of(error)
            form.version.data = str(event.version)
        if not refused:
            return redirect(url_for(".shown", event_id=event_id, said="changed"), 303)
    page = render_template(
        "events/edit.html", form=form, event=event, refused=refused, has_errors=bool(form.errors)
    )
    return page, 409 if refused else 422 if form.errors else 200


@bp.route("/events/<uuid:event_id>/move", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def move(event_id: uuid.UUID) -> ResponseReturnValue:
    """Open, close, open again, call off: what it means first, then the button.

    Raises: NotThereError.
    """
    event, refused, missing = opened_event(event_id, P.EVENT_EDIT), "", frozenset[str]()
    form = MoveForm(data={"version": str(event.version), "action": request.args.get("action", "")})
    if form.asked is None:
        return redirect(url_for(".shown", event_id=event_id), 303)
    if form.validate_on_submit():
        try:
            events.move(event, form.asked, by=viewer(), version=form.opened_with)
        except NeedsMoreError as error:
            undo()
            event, missing = opened_event(event_id, P.EVENT_EDIT), error.missing
        except MovedOnError as error:
            undo()
            event = opened_event(event_id, P.EVENT_EDIT)
            refused = "" if event.status in ends_of(form.asked) else words_of(error)
            form.version.data = str(event.version)
        if not refused and not missing:
            return redirect(url_for(".shown", event_id=event_id, said=events.PAST[form.asked]), 303)
    page = render_template(
        "events/move.html",
        event=event,
        form=form,
        action=form.asked,
        is_open=form.asked in open_actions(event.status),
        refused=refused,
        missing=missing or pages.missing_for(event, form.asked),
        actions=EventAction,
    )
    return page, 409 if refused or missing else 200
