"""Their plan: to read, to add to, to print, to keep as text."""

from __future__ import annotations

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.my.blueprint import bp
from app.blueprints.my.forms import PlanWordsForm, fresh
from app.blueprints.my.opening import own_case, page
from app.domain.case import OPEN
from app.domain.errors import NotAllowedError
from app.domain.paper import SIZES, Paper, wants_easy
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import plans
from app.queries import plans as plan_queries
from app.web import case_frame, plan_page, sheets
from app.web.access import requires
from app.web.easy_versions import easy_here
from app.web.viewer import viewer

P = Permission


@bp.get("/my/plan")
@requires(P.MY_OPEN)
def plan() -> ResponseReturnValue:
    return planned(own_case("plan"), PlanWordsForm(data=fresh()))


@bp.post("/my/plan")
@requires(P.MY_OPEN)
def add_to_plan() -> ResponseReturnValue:
    """Their own words, added once."""
    case, form = own_case("plan"), PlanWordsForm()
    if not form.validate():
        return planned(case, form, 422)
    try:
        plans.add_words(case, form.words.data or "", by=viewer())
    except NotAllowedError:
        return planned(case, form, 409)
    return redirect(url_for(".plan", said="added"), 303)


def planned(case: Case, form: PlanWordsForm, status: int = 200) -> ResponseReturnValue:
    held, person = plan_queries.latest(case.id), case.person
    is_easy = status == 200 and easy_here(first=wants_easy(person.reaching))
    return page(
        "my/plan_easy.html" if is_easy else "my/plan.html",
        person,
        status,
        name=case_frame.full_name(person),
        version=held,
        plan=plan_page.shown(plan_queries.document_of(held)),
        form=form,
        is_open=case.status in OPEN,
        is_refused=status == 409,
        has_errors=status == 422,
    )


@bp.get("/my/plan/print")
@requires(P.MY_OPEN)
def printed() -> ResponseReturnValue:
    """The plan on paper, as they need it or ask for it, or as plain text to keep."""
    case = own_case("plan-print")
    held, size = plan_queries.latest(case.id), sheets.size_for(case.person, (*SIZES, Paper.TEXT))
    made = make_response(
        render_template(
            "my/printed.txt" if size is Paper.TEXT else "my/printed.html",
            size=size.value,
            back=url_for(".plan"),
            name=case_frame.full_name(case.person),
            version=held,
            plan=plan_page.shown(plan_queries.document_of(held)),
            **sheets.leads_to(".start"),
        )
    )
    if size is Paper.TEXT:
        made.mimetype = "text/plain"
        made.headers["Content-Disposition"] = "attachment; filename=plan.txt"
    return made
