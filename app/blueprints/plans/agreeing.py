"""The person says yes to the plan. From then on a change to it is a new version."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.plans.blueprint import bp
from app.blueprints.plans.forms import AgreeForm
from app.domain.errors import NotAllowedError, StaleError
from app.domain.plan import AgreedHow
from app.domain.plan_parts import mark
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import plans
from app.queries import plans as queries
from app.web import case_frame, plan_page
from app.web.access import requires
from app.web.forms import DayField
from app.web.opening import opened_case
from app.web.viewer import viewer


@bp.get("/cases/<uuid:case_id>/plan/agree")
@requires(Permission.CASE_WORK)
def agree(case_id: uuid.UUID) -> ResponseReturnValue:
    return asking(opened_case(case_id, Permission.CASE_WORK, part="plan"))


@bp.post("/cases/<uuid:case_id>/plan/agree")
@requires(Permission.CASE_WORK)
def agreed(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="plan")
    form = AgreeForm()
    if not (form.validate() and days_make_sense(form)):
        return asking(case, form, status=422)
    try:
        plans.agree(
            case,
            on=day(form.on),
            how=AgreedHow(form.how.data),
            review_on=day(form.review_on),
            reviewer=form.reviewer.data or "",
            by=viewer(),
            mark=form.mark.data or "",
        )
    except (StaleError, NotAllowedError) as refused:
        return asking(case, form, status=409, refused=refused)
    return redirect(url_for(".plan", case_id=case_id), 303)


def days_make_sense(form: AgreeForm) -> bool:
    """Marks the day that does not."""
    today, on, review = clock.today(), day(form.on), day(form.review_on)
    if on > today:
        form.on.errors = [_("They cannot have agreed on a day that is still to come")]
    if review <= on:
        form.review_on.errors = [_("Choose a day after the one they agreed on")]
    elif review > today + plans.LONGEST_AHEAD:
        form.review_on.errors = [_("Choose a day within the next year")]
    return not form.errors


def day(field: DayField) -> dt.date:
    """The day in a field that is never empty."""
    return field.data or clock.today()


def asking(
    case: Case, form: AgreeForm | None = None, *, status: int = 200, refused: Exception | None = None
) -> tuple[str, int]:
    """The whole plan as it stands, and the form under it."""
    held = queries.latest(case.id)
    document = queries.document_of(held)
    if form is None:
        given = {"on": clock.today(), "review_on": clock.today() + plans.REVIEW_AFTER}
        form = AgreeForm(data={**given, "reviewer": document["reviewer"] or viewer().name})
    if status != 422:
        form.mark.data = mark(document)
        form.mark.raw_data = None
    page = render_template(
        "plans/agree.html",
        frame=case_frame.frame(case, tab="plan"),
        form=form,
        plan=plan_page.shown(document),
        is_agreed=held is not None and held.agreed_on is not None,
        is_stale=isinstance(refused, StaleError),
        is_over=isinstance(refused, NotAllowedError),
        has_errors=status == 422,
    )
    return page, status
