"""Up to four side by side, looked at together with the person; and the same on paper for them."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.introductions import compared
from app.blueprints.introductions.blueprint import bp
from app.domain.paper import first_for
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import choices
from app.queries import choices as kept
from app.queries import plans
from app.web import sheets
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.opening import opened_case
from app.web.place import place
from app.web.viewer import viewer

ADDRESSES = {"introduce": "introductions.introduce", "details": "introductions.give_details"}
"""What a button of a column leads to, once what was typed is kept."""


@bp.get("/cases/<uuid:case_id>/compare")
@requires(Permission.CASE_WORK)
def compare(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="compare")
    held = compared.columns(case, kept.compared(viewer(), case))
    return render_template(
        "introductions/compare.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        columns=held,
        rows=compared.rows(case, held),
        goals=plans.goal_words(case.id),
        print_url=print_url(case),
    )


@bp.post("/cases/<uuid:case_id>/compare")
@requires(Permission.CASE_WORK)
def keep(case_id: uuid.UUID) -> ResponseReturnValue:
    """Keep what they say, then go where the button leads."""
    case = opened_case(case_id, Permission.CASE_WORK, part="compare")
    choices.say(case, typed("goal-"), typed("says-"), by=viewer())
    what, _colon, about = request.form.get("next", "").partition(":")
    wanted = {str(one.service_id) for one in kept.compared(viewer(), case)}
    if what in ADDRESSES and about in wanted:
        return redirect(url_for(ADDRESSES[what], case_id=case.id, service_id=about), 303)
    if what == "remove" and about in wanted:
        choices.remove(case, uuid.UUID(about), by=viewer())
    return redirect(url_for(".compare", case_id=case.id), 303)


@bp.post("/cases/<uuid:case_id>/compare/add")
@requires(Permission.CASE_WORK)
def add(case_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError for no listing of ours."""
    case = opened_case(case_id, Permission.CASE_WORK, part="compare")
    try:
        service_id = uuid.UUID(request.form.get("service_id", ""))
    except ValueError:
        return redirect(url_for(".find", case_id=case.id), 303)
    said = "added" if choices.add(case, service_id, by=viewer()) else "full"
    return redirect(url_for(".find", case_id=case.id, said=said), 303)


@bp.get("/cases/<uuid:case_id>/compare/print")
@requires(Permission.CASE_WORK)
def on_paper(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="compare-print")
    held = [one for one in compared.columns(case, kept.compared(viewer(), case)) if one.page]
    return render_template(
        "introductions/on_paper.html",
        called=called(case.person),
        columns=held,
        rows=compared.rows(case, held),
        size=sheets.size_for(case.person).value,
        needs=first_for(case.person.reaching).value,
        short=short_addresses(held),
        back=url_for(".compare", case_id=case.id),
    )


def short_addresses(held: list[compared.Column]) -> dict[str, sheets.SheetEnd]:
    """Where each stands for everybody, with a square."""
    return {one.id: sheets.leads_to("directory.listing", slug=one.url) for one in held}


def print_url(case: Case) -> str:
    """On paper in the language they read, where the place has our words in it."""
    known = {language.code for language in place().languages}
    language = case.person.language
    if language in known and language != "en":
        return url_for(".on_paper", case_id=case.id, lang=language)
    return url_for(".on_paper", case_id=case.id)


def typed(prefix: str) -> dict[str, str]:
    return {
        name.removeprefix(prefix): value for name, value in request.form.items() if name.startswith(prefix)
    }
