"""What we know already: a search before people are asked the same again."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.blueprints.schedule.blueprint import bp
from app.blueprints.schedule.narrowing import typed
from app.domain.known import MOST_SHOWN
from app.domain.roles import Permission
from app.queries.known import known as found_for
from app.queries.said_about import said_about
from app.web.access import requires
from app.web.activity_words import why_known
from app.web.place import place
from app.web.viewer import viewer


@bp.get("/engagement/known")
@requires(Permission.ENGAGEMENT_SEE)
def known() -> ResponseReturnValue:
    q = typed("q")
    found = found_for(viewer(), q, place().alike) if q else []
    return render_template(
        "schedule/known.html",
        q=q,
        found=found[:MOST_SHOWN],
        total=len(found),
        why_known=why_known,
        said=said_about(viewer(), q) if q else [],
    )
