"""Goals, steps, decisions and how things are paid for: one form each, for a new one and an old one."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.blueprints.plans.blueprint import bp
from app.blueprints.plans.forms import THINGS, ThingForm
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.plan import MOST_ITEMS, PlanDocument, PlanList, is_id
from app.domain.plan_parts import Did, Difference, mark_of_record, record_of, records_of
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import plans
from app.queries import plans as queries
from app.web import case_frame, reaching_words
from app.web.access import requires
from app.web.opening import opened_case
from app.web.plan_page import FIELDS, said_value
from app.web.viewer import viewer

TITLES: Mapping[PlanList, tuple[str, str]] = {
    PlanList.GOALS: (_l("Add a goal"), _l("Change a goal")),
    PlanList.ACTIONS: (_l("Add a step"), _l("Change a step")),
    PlanList.DECISIONS: (_l("Add a decision made together"), _l("Change a decision")),
    PlanList.PAYMENTS: (_l("Add how something is paid for"), _l("Change how something is paid for")),
}
"""Of a new one, and of one that is there."""


@bp.get("/cases/<uuid:case_id>/plan/<any(goals, actions, decisions, payments):kind>/<string:thing>")
@requires(Permission.CASE_WORK)
def thing(case_id: uuid.UUID, kind: str, thing: str) -> ResponseReturnValue:
    """The form. An id nobody used yet is that of a new one."""
    case = opened_case(case_id, Permission.CASE_WORK, part="plan")
    return asking(case, PlanList(kind), checked(thing))


@bp.post("/cases/<uuid:case_id>/plan/<any(goals, actions, decisions, payments):kind>/<string:thing>")
@requires(Permission.CASE_WORK)
def put(case_id: uuid.UUID, kind: str, thing: str) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="plan")
    wanted, id_ = PlanList(kind), checked(thing)
    document = queries.document_of(queries.latest(case.id))
    form = THINGS[wanted].of(record_of(document, wanted, id_), document)
    if not (form.validate() and has_room(form, document, wanted, id_)):
        return asking(case, wanted, id_, form, status=422)
    goal = form["goal"].data if wanted is PlanList.ACTIONS else ""
    try:
        plans.put(case, wanted, form.record(id_), by=viewer(), mark=form.mark.data or "", goal=goal)
    except (StaleError, NotAllowedError) as refused:
        return asking(case, wanted, id_, form, status=409, refused=refused)
    return redirect(url_for(".plan", case_id=case_id), 303)


@bp.post("/cases/<uuid:case_id>/plan/<any(goals, actions, decisions, payments):kind>/<string:thing>/remove")
@requires(Permission.CASE_WORK)
def remove(case_id: uuid.UUID, kind: str, thing: str) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="plan")
    plans.remove(case, PlanList(kind), checked(thing), by=viewer(), mark=request.form.get("mark", ""))
    return redirect(url_for(".plan", case_id=case_id), 303)


def checked(thing: str) -> str:
    if not is_id(thing):
        raise NotThereError
    return thing


def has_room(form: ThingForm, document: PlanDocument, kind: PlanList, id_: str) -> bool:
    """Is there room for one more? Says so where there is none."""
    if record_of(document, kind, id_) is not None or len(records_of(document, kind)) < MOST_ITEMS:
        return True
    form.form_errors.append(_("A plan holds 30 of these. Take one out first."))
    return False


def asking(
    case: Case,
    kind: PlanList,
    id_: str,
    form: ThingForm | None = None,
    *,
    status: int = 200,
    refused: Exception | None = None,
) -> tuple[str, int]:
    """The form, with what was typed; where somebody was faster, what stands there now too."""
    document = queries.document_of(queries.latest(case.id))
    held = record_of(document, kind, id_)
    if form is None:
        form = THINGS[kind].of(held or {"goal": request.args.get("goal", "")}, document)
    if status != 422:
        form.mark.data = mark_of_record(held, kind)
        form.mark.raw_data = None
    page = render_template(
        "plans/thing.html",
        form=form,
        fields=[field for field in form if field.name not in {"mark", "outcome"} or has_outcome(field, held)],
        case_id=case.id,
        name=case_frame.full_name(case.person),
        reach=reaching_words.one_line(case.person.reaching),
        title=TITLES[kind][held is not None],
        kind=kind.value,
        thing=id_,
        is_there=held is not None,
        now=said_now(kind, held) if isinstance(refused, StaleError) else [],
        is_stale=isinstance(refused, StaleError),
        is_over=isinstance(refused, NotAllowedError),
        has_errors=status == 422,
    )
    return page, status


def has_outcome(field: Any, held: object) -> bool:
    """A new goal has come to nothing yet."""
    return field.name == "outcome" and held is not None


def said_now(kind: PlanList, held: Mapping[str, Any] | None) -> list[tuple[str, str]]:
    """What stands there, field by field."""
    rows = (
        (str(FIELDS[field]), said_value(Difference(Did.CHANGED, kind.value, field=field), value))
        for field, value in (held or {}).items()
        if field in FIELDS
    )
    return [(name, words) for name, words in rows if words]
