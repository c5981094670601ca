"""The team's waiting list for a link worker, without names or addresses; and taking somebody from it."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.team.blueprint import bp
from app.blueprints.team.forms import ReasonForm
from app.domain.errors import NotAllowedError
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import allocation, audit
from app.operations.allocation import OverCapError
from app.queries import team, workload
from app.web import team_words
from app.web.access import requires
from app.web.opening import opened_case
from app.web.place import place
from app.web.viewer import viewer


@bp.get("/team/waiting")
@requires(Permission.CASE_TAKE)
def waiting() -> ResponseReturnValue:
    found = team.waiting_list(viewer(), Permission.CASE_TAKE, place().bank_holidays)
    if found:
        audit.seen(viewer(), "waiting-list.seen", count=len(found))
    return render_template(
        "team/waiting.html",
        rows=[team_words.waiting_row(one, named=False) for one in found],
        load=workload.caseload(viewer()),
    )


@bp.post("/team/waiting/<uuid:case_id>/take")
@requires(Permission.CASE_TAKE)
def take(case_id: uuid.UUID) -> ResponseReturnValue:
    case, form = opened_case(case_id, Permission.CASE_TAKE, part="take"), ReasonForm()
    if not form.validate():
        return page(case, form, 422)
    try:
        allocation.take(case_id, by=viewer(), reason=form.reason.data or "")
    except OverCapError:
        return page(case, form, 422, is_full=True)
    except NotAllowedError:
        return page(case, form, 409)
    return redirect(url_for("today.day", said="taken"), 303)


def page(case: Case, form: ReasonForm, status: int, *, is_full: bool = False) -> ResponseReturnValue:
    return make_response(
        render_template(
            "team/take.html",
            number=case.number,
            case_id=case.id,
            form=form,
            load=workload.caseload(viewer()),
            is_full=is_full,
            status=status,
        ),
        status,
    )
