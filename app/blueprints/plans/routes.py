"""What matters, the plan, its versions, and the plan on paper."""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from flask import Response, make_response, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.plans.blueprint import bp
from app.blueprints.plans.parts import SLUGS
from app.domain.paper import SIZES, Paper, first_for
from app.domain.plan import PlanList, new_id
from app.domain.plan_parts import differences, mark_of_record, records_of
from app.domain.reaching import FormatNeed, clean_reaching
from app.domain.roles import Permission
from app.queries import plans as queries
from app.web import case_frame, plan_page, sheets
from app.web.access import requires
from app.web.labels import label
from app.web.opening import opened_case
from app.web.other_language import known, speaking

LARGE = 18
"""Large print. Units: points."""
PAPERS = (*SIZES, Paper.TEXT)
PRINTED = frozenset({FormatNeed.LARGE_PRINT.value, FormatNeed.OWN_SIZE.value, FormatNeed.EASY_READ.value})
"""Needs that our own sheets meet."""


@bp.get("/cases/<uuid:case_id>/what-matters")
@requires(Permission.CASE_READ)
def what_matters(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="what-matters")
    document = queries.document_of(queries.latest(case.id))
    return render_template(
        "plans/what_matters.html",
        frame=case_frame.frame(case, tab="what-matters"),
        strengths=document["strengths"],
        parts=plan_page.about(document),
        slugs=SLUGS,
        own_words=[plan_page.own(one) for one in document["own_words"]],
    )


@bp.get("/cases/<uuid:case_id>/plan")
@requires(Permission.CASE_READ)
def plan(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="plan")
    versions = queries.versions(case.id)
    latest = versions[0] if versions else None
    document = queries.document_of(latest)
    agreed = next((one for one in versions if one.agreed_on), None)
    return render_template(
        "plans/plan.html",
        frame=case_frame.frame(case, tab="plan"),
        plan=plan_page.shown(document),
        latest=latest,
        agreed=agreed,
        changes=plan_page.said_changes(differences(queries.document_of(agreed), document)) if agreed else [],
        marks={
            one["id"]: mark_of_record(one, kind) for kind in PlanList for one in records_of(document, kind)
        },
        new_id=new_id,
        slugs=SLUGS,
    )


@bp.get("/cases/<uuid:case_id>/plan/versions")
@requires(Permission.CASE_READ)
def versions(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="plan-versions")
    held = queries.versions(case.id)
    return render_template(
        "plans/versions.html",
        frame=case_frame.frame(case, tab="plan"),
        versions=held,
        names=queries.made_by_names(held),
    )


@bp.get("/cases/<uuid:case_id>/plan/versions/<int:number>")
@requires(Permission.CASE_READ)
def version(case_id: uuid.UUID, number: int) -> ResponseReturnValue:
    """One version, and what it says that the one before did not."""
    case = opened_case(case_id, part="plan-versions")
    held = queries.version(case.id, number)
    document = queries.document_of(held)
    before = queries.document_of(queries.version(case.id, number - 1) if number > 1 else None)
    return render_template(
        "plans/version.html",
        frame=case_frame.frame(case, tab="plan"),
        version=held,
        plan=plan_page.shown(document),
        changes=plan_page.said_changes(differences(before, document)),
    )


@bp.get("/cases/<uuid:case_id>/plan/print")
@requires(Permission.CASE_READ)
def printed(case_id: uuid.UUID) -> ResponseReturnValue:
    """The plan on paper: as they need it and, for the fixed words, in their language."""
    case = opened_case(case_id, part="plan-print")
    held, person = queries.latest(case.id), case.person
    size = sheets.size_for(person, PAPERS)
    back = url_for(".plan", case_id=case.id)
    document, name = queries.document_of(held), case_frame.full_name(person)
    language = known(person.language)
    with speaking(language):
        page = render_template(
            "plans/printed.txt" if size is Paper.TEXT else "plans/printed.html",
            size=size.value,
            needs=first_for(person.reaching).value,
            back=back,
            name=name,
            version=held,
            plan=plan_page.shown(document),
            **other_needs(person.reaching),
            **sheets.leads_to("my.start"),
        )
    return sheet(page, is_text=size is Paper.TEXT, language=language)


def other_needs(given: Mapping[str, object]) -> dict[str, object]:
    """What a worker has to do besides: their own size of letters, and what we cannot print."""
    reaching = clean_reaching(given)
    points = reaching["font_size"] or 0
    others = [label(FormatNeed(one)) for one in reaching["formats"] if one not in PRINTED]
    return {"points": points if points > LARGE else 0, "other_formats": others}


def sheet(page: str, *, is_text: bool, language: str) -> Response:
    answer = make_response(page)
    answer.headers["Content-Language"] = language
    if is_text:
        answer.mimetype = "text/plain"
    return answer
