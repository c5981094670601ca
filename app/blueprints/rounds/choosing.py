"""What a new round may be drawn from, with which codes, by whom."""

from __future__ import annotations

import uuid

from flask_babel import gettext as _

from app.blueprints.rounds.blueprint import id_of
from app.blueprints.rounds.forms import NewRoundForm
from app.models.code_frames import FrameVersion
from app.queries import frames
from app.queries import rounds as queries
from app.web.forms import choice


def round_form() -> NewRoundForm:
    form = NewRoundForm(data={"key": str(uuid.uuid4())})
    form.of.choices = [
        choice("", _("Choose one")),
        *(choice(f"series:{one.id}", _("All of: %(name)s", name=one.name)) for one in queries.all_series()),
        *(choice(f"event:{one.id}", one.name) for one in frames.events()),
    ]
    form.frame.choices = [choice("", _("Those that the event uses"))] + [
        choice(str(row.frame.id), row.frame.name) for row in frames.listed() if row.newest
    ]
    form.coders.choices = [choice(str(one), name) for one, name in queries.who_may_code()]
    return form


def version_chosen(form: NewRoundForm) -> FrameVersion | None:
    """The newest published version of what was chosen, or of what the event uses."""
    if chosen := id_of(form.frame.data):
        return frames.newest(frames.frame(chosen))
    kind, _colon, of = str(form.of.data).partition(":")
    event = frames.event(id_of(of)) if kind == "event" else None
    frame = frames.frame_of(event) if event else frames.usual()
    return frames.newest(frame) if frame else None
