"""Sets of questions and their versions."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from app.blueprints.question_sets.blueprint import bp
from app.domain.roles import Permission
from app.queries import question_sets as queries
from app.web.access import requires

P = Permission


@bp.get("")
@requires(P.EVENT_EDIT)
def listed() -> ResponseReturnValue:
    return render_template("question_sets/listed.html", rows=queries.listed())
