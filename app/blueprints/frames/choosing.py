"""What a new frame starts with, and which frame an event uses."""

from __future__ import annotations

import uuid
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from app.blueprints.frames.forms import EventForm, NewFrameForm, id_of
from app.domain.code_tree import FrameFaultError
from app.domain.ready_codes import ReadyFrame
from app.domain.roles import Permission
from app.gateways.code_files import ready_frame
from app.operations import frames
from app.queries import frames as queries
from app.web.forms import choice
from app.web.labels import label
from app.web.opening import opened_event
from app.web.viewer import viewer
from config import ROOT


def event_form() -> EventForm:
    form = EventForm()
    form.event.choices = [choice("", _("Choose an event"))] + [
        choice(str(one.id), one.name) for one in queries.events()
    ]
    form.frame.choices = [choice("", _("The usual codes"))] + [
        choice(str(row.frame.id), row.frame.name) for row in queries.listed() if row.newest
    ]
    return form


def choose_event(form: EventForm) -> bool:
    """Done? Else the form says why not. Raises: NotThereError."""
    event_id, frame_id = id_of(form.event.data), id_of(form.frame.data)
    held = opened_event(event_id or uuid.uuid4(), Permission.EVENT_SEE)
    try:
        frames.choose_for(held, queries.frame(frame_id) if frame_id else None, by=viewer())
    except FrameFaultError as error:
        form.frame.errors = [label(error.fault)]
        return False
    return True


def new_frame_form() -> NewFrameForm:
    form = NewFrameForm(data={"key": str(uuid.uuid4()), "start": "empty"})
    ready = ready_here()
    form.offer(
        ready.name if ready else "",
        [(row.newest.id, row.frame.name) for row in queries.listed() if row.newest],
    )
    return form


def start_of(form: NewFrameForm) -> dict[str, Any]:
    """What `frames.make` begins with."""
    if form.start.data == "ready":
        return {"ready": ready_here()}
    chosen = id_of(form.start.data)
    return {"copied_from": queries.version_by_id(chosen)} if chosen else {}


def ready_here() -> ReadyFrame | None:
    return ready_frame(ROOT, current_app.config["PLACE"])
