"""Who has looked at this case, when, and at which part."""

from __future__ import annotations

import uuid

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.cases.blueprint import bp
from app.domain.roles import Permission
from app.queries import case_lookers as queries
from app.web.access import requires
from app.web.case_frame import frame
from app.web.looker_words import lines
from app.web.opening import opened_case

LONGEST_SEQ = 15


@bp.get("/cases/<uuid:case_id>/who-has-looked")
@requires(Permission.CASE_READ)
def lookers(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="who-has-looked")
    typed = request.args.get("before", "")
    before = int(typed) if typed.isdecimal() and len(typed) <= LONGEST_SEQ else None
    looks = queries.looks(case, before)
    return render_template(
        "cases/lookers.html",
        frame=frame(case, "who-has-looked"),
        lines=lines(looks.rows),
        older=url_for(".lookers", case_id=case_id, before=looks.older) if looks.older else "",
    )
