"""The list for the team's case discussion, with consent checked; on screen and on paper."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.team.blueprint import bp
from app.domain.roles import Permission
from app.operations import audit
from app.queries import case_discussion
from app.queries.case_discussion import Discussed
from app.web import team_words
from app.web.access import requires
from app.web.viewer import viewer


@bp.get("/team/discussion")
@requires(Permission.CASE_LEAD)
def discussion() -> ResponseReturnValue:
    """Choose the cases."""
    found = traced(case_discussion.discussed(viewer()), "discussion.seen")
    return render_template("team/discussion.html", rows=[team_words.discussed_row(one) for one in found])


@bp.get("/team/discussion/print")
@requires(Permission.CASE_LEAD)
def sheet() -> ResponseReturnValue:
    """The cases chosen, on paper. Who has not agreed stands there by number only."""
    wanted = asked()
    if not wanted:
        return redirect(url_for(".discussion", said="none"), 303)
    found = traced(case_discussion.discussed(viewer(), wanted), "discussion.printed")
    return render_template(
        "team/sheet.html",
        size="a4",
        back=url_for(".discussion"),
        day=clock.today(),
        rows=[team_words.discussed_row(one) for one in found],
    )


def traced(found: list[Discussed], action: str) -> list[Discussed]:
    named = sum(one.agreed for one in found)
    if named:
        audit.seen(viewer(), action, count=named)
    return found


def asked() -> set[uuid.UUID]:
    """The ids of the address; what is none is left out."""
    found = set()
    for value in request.args.getlist("case"):
        try:
            found.add(uuid.UUID(value))
        except ValueError:
            continue
    return found
