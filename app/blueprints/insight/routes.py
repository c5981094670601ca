"""The first page: every event with something to read, and where to go on."""

from __future__ import annotations

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.insight.blueprint import bp
from app.domain.roles import Permission
from app.queries import reading_rooms
from app.web.access import requires
from app.web.language_names import language_name
from app.web.viewer import viewer


@bp.get("")
@requires(Permission.FEEDBACK_READ)
def listed() -> ResponseReturnValue:
    """Counts only: nobody's words."""
    rooms = reading_rooms.rooms(viewer())
    return render_template(
        "insight/listed.html",
        rooms=rooms,
        years=sorted({room.day.year for room in rooms}, reverse=True),
        stopped=reading_rooms.stopped(viewer()),
        ways=ways(),
        language_name=language_name,
    )


def ways() -> list[tuple[str, str]]:
    """The rooms beside this one that this viewer may open: endpoint and words."""
    beside = (
        ("frames.listed", _("Codes"), Permission.FEEDBACK_READ),
        ("rounds.listed", _("Reading twice"), Permission.FEEDBACK_CODE),
        ("suggestions.card", _("How good suggestions are"), Permission.FEEDBACK_READ),
        ("redaction.queue", _("Words to hide"), Permission.FEEDBACK_HIDE),
        ("results.listed", _("Results"), Permission.RESULTS_SEE),
        ("outside.listed", _("From elsewhere"), Permission.FEEDBACK_IMPORT),
        ("stories.listed", _("Stories"), Permission.STORY_READ),
    )
    return [
        (endpoint, words)
        for endpoint, words, permission in beside
        if endpoint in current_app.view_functions and viewer().may(permission)
    ]
