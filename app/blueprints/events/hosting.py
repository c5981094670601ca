"""The pack for a group that runs an event by itself, and the group's own door to it."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.events import shown as pages
from app.blueprints.events.blueprint import bp
from app.blueprints.events.forms import HostForm
from app.domain.engagement import EventStatus
from app.domain.errors import GoneError
from app.domain.paper import Paper, chosen
from app.domain.people import LinkPurpose
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.engagement import Event
from app.operations import audit, hosting
from app.queries import event_lists
from app.queries.events import asked, event_by_id
from app.queries.releases import document_of, shown_of
from app.web.access import public, requires
from app.web.easy_versions import easy_here
from app.web.forms import choice
from app.web.i18n import current_language
from app.web.opening import opened_event
from app.web.place import place
from app.web.results_page import heard, shown
from app.web.viewer import viewer

P = Permission


@bp.get("/events/<uuid:event_id>/host-pack")
@requires(P.EVENT_SEE)
def host_pack(event_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    event = opened_event(event_id)
    return pack(event, back=url_for(".shown", event_id=event.id), is_staff=True)


@bp.route("/events/<uuid:event_id>/invite-host", methods=["GET", "POST"])
@requires(P.EVENT_EDIT)
def invite_host(event_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    event, form = opened_event(event_id, P.EVENT_EDIT), HostForm()
    form.language.choices = [choice(one.code, one.name) for one in place().languages]
    if form.validate_on_submit():
        hosting.invite(event, email=form.email.data or "", language=form.language.data, by=viewer())
        return redirect(url_for(".shown", event_id=event.id, said="host"), 303)
    page = render_template("events/invite_host.html", event=event, form=form, has_errors=bool(form.errors))
    return page, 422 if form.errors else 200


@bp.get("/host/<string:token>")
@public
def host(token: str) -> ResponseReturnValue:
    """The group's door: the pack, the count, and once it is published what came of it.

    Raises: NotThereError for a link nobody made.
    """
    try:
        event = by_link(token)
    except GoneError:
        return render_template("events/host_over.html"), 410
    is_over = event.status is EventStatus.CLOSED or (
        event.status is EventStatus.OPEN and event_lists.is_over(event)
    )
    release = shown_of(event) if is_over else None
    document = document_of(release) if release else None
    return render_template(
        "events/host_easy.html" if easy_here() and not is_over else "events/host.html",
        event=event,
        token=token,
        is_over=is_over,
        came=event_lists.came_of(event).conversations,
        heard=heard(document) if document else "",
        results=shown(document) if document else None,
        **pages.joining(event),
    )


@bp.get("/host/<string:token>/pack")
@public
def host_sheet(token: str) -> ResponseReturnValue:
    """The pack on paper. Raises: NotThereError, GoneError."""
    return pack(by_link(token), back=url_for(".host", token=token), is_staff=False)


def pack(event: Event, *, back: str, is_staff: bool) -> ResponseReturnValue:
    return render_template(
        "events/host_pack.html",
        event=event,
        questions=asked(event, current_language()),
        back=back,
        size=chosen(request.args.get("size"), Paper.EASY if easy_here() else Paper.A4).value,
        is_staff=is_staff,
        may_edit=viewer().may(P.EVENT_EDIT),
        **pages.joining(event, size=152),
    )


def by_link(token: str) -> Event:
    """The event of a group's link, the look traced. Raises: NotThereError, GoneError."""
    link, event_id = hosting.event_of(token)
    event = event_by_id(event_id)
    if event is None or event.status is EventStatus.CANCELLED:
        raise GoneError(LinkPurpose.HOST)
    audit.seen(Viewer(link_id=link.id), "event.seen", of=("event", event.id), scope="host")
    return event
