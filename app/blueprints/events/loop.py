"""Closing the loop: who wants to hear what became of it, and forgetting them once they have heard."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.events.blueprint import bp
from app.domain.errors import NotThereError
from app.domain.paper import Paper, chosen
from app.domain.roles import Permission
from app.operations import reply_requests
from app.queries.releases import shown_of
from app.queries.reply_requests import to_tell
from app.web.access import requires
from app.web.language_names import language_name
from app.web.opening import opened_event
from app.web.reply_letters import reply_letter
from app.web.viewer import viewer


@bp.get("/events/<uuid:event_id>/loop")
@requires(Permission.EVENT_EDIT)
def loop(event_id: uuid.UUID) -> ResponseReturnValue:
    """How to reach them; the look is traced. Raises: NotThereError."""
    event = opened_event(event_id, Permission.EVENT_EDIT, part="reply-requests")
    people = to_tell(event)
    names = {one.language: language_name(one.language) for one in people}
    return render_template(
        "events/loop.html",
        event=event,
        people=people,
        language_names=names,
        release=shown_of(event),
        has_letters=any(one.way == "post" for one in people),
    )


@bp.get("/events/<uuid:event_id>/loop/letters")
@requires(Permission.EVENT_EDIT)
def letters(event_id: uuid.UUID) -> ResponseReturnValue:
    """A letter to each who wants one, in their language; the look is traced. Raises: NotThereError."""
    event = opened_event(event_id, Permission.EVENT_EDIT, part="reply-requests")
    release = shown_of(event)
    wanted = [one for one in to_tell(event) if one.way == "post"]
    if release is None or not wanted:
        raise NotThereError
    size = chosen(request.args.get("size"), Paper.LARGE)
    sheets = [reply_letter(event, release, one, size) for one in wanted]
    return render_template(
        "events/letters.html", sheets=sheets, back=url_for(".loop", event_id=event.id), size=size.value
    )


@bp.post("/events/<uuid:event_id>/loop")
@requires(Permission.EVENT_EDIT)
def close_loop(event_id: uuid.UUID) -> ResponseReturnValue:
    """Everybody has heard: delete how to reach them. Pressed twice it is one. Raises: NotThereError."""
    event = opened_event(event_id, Permission.EVENT_EDIT)
    reply_requests.forget_all(event, by=viewer())
    return redirect(url_for(".loop", event_id=event.id, said="closed"), 303)
