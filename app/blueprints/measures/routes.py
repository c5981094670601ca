"""The measures of a case: what changed, what is due, sending a link, the paper sheet."""

from __future__ import annotations

import uuid
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.measures.asking import given, likely
from app.blueprints.measures.blueprint import bp
from app.blueprints.measures.forms import LinkForm
from app.domain import measures as rules
from app.domain.contact_log import ContactChannel
from app.domain.errors import NotAllowedError
from app.domain.measures import MeasureKind, MeasureMoment
from app.domain.paper import first_for
from app.domain.roles import Permission
from app.operations import measures
from app.queries import measures as queries
from app.queries.plans import goal_words
from app.web import case_frame, measure_words, measures_page, reaching_words, sheets
from app.web.access import requires
from app.web.labels import label
from app.web.opening import opened_case
from app.web.other_language import known, speaking
from app.web.viewer import viewer


@bp.get("/cases/<uuid:case_id>/measures")
@requires(Permission.CASE_READ)
def listed(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="measures")
    held = queries.listed(case.id)
    moment = likely(case)
    since = measures.counts_from(case, moment)
    return render_template(
        "measures/listed.html",
        frame=case_frame.frame(case, tab="measures"),
        parts=measures_page.parts(held, goal_words(case.id)),
        not_asked=[(label(one.kind), label(one.moment), one) for one in held if one.why_not is not None],
        due=[label(kind) for kind in queries.missing(case.id, moment, since=since)],
        moment=label(moment),
        kinds=[(kind, label(kind)) for kind in rules.ASKED],
        has_goals=bool(queries.goals(case)),
        links=queries.links(case),
    )


@bp.post("/cases/<uuid:case_id>/measures/<uuid:measure_id>/take-back")
@requires(Permission.CASE_WORK)
def take_back(case_id: uuid.UUID, measure_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="measures")
    measures.take_back(case, measure_id, by=viewer())
    return redirect(url_for(".listed", case_id=case_id), 303)


@bp.route("/cases/<uuid:case_id>/measures/link", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def link(case_id: uuid.UUID) -> ResponseReturnValue:
    """Send the person a link; where e-mail is not safe for them, the paper and the reason instead."""
    case = opened_case(case_id, Permission.CASE_WORK, part="measures")
    chosen = [kind.value for kind in rules.DUE[likely(case)]]
    first = {"moment": given(case)["moment"], "kinds": chosen}
    form = LinkForm() if request.method == "POST" else LinkForm(data=first)
    refused = False
    if form.validate_on_submit():
        kinds = [MeasureKind(one) for one in form.kinds.data or ()]
        try:
            measures.ask_by_link(case, kinds, MeasureMoment(form.moment.data), by=viewer())
            return redirect(url_for(".listed", case_id=case_id), 303)
        except NotAllowedError:
            refused = True
    page = render_template(
        "measures/link.html",
        form=form,
        frame=case_frame.frame(case, tab="measures"),
        may_email=measures.may_email(case.person),
        has_email=bool(case.person.email),
        why_not=reaching_words.warning(case.person.reaching, ContactChannel.EMAIL),
        is_refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 409 if refused else 200


@bp.get("/cases/<uuid:case_id>/measures/sheet")
@requires(Permission.CASE_READ)
def sheet(case_id: uuid.UUID) -> ResponseReturnValue:
    """The questions on paper, in the person's language and as they need it, with the English beside."""
    case = opened_case(case_id, part="measures")
    kinds = [MeasureKind.ONS4, MeasureKind.LONELINESS]
    if likely(case) is MeasureMoment.END:
        kinds.append(MeasureKind.SERVICE)
    back, language = url_for(".listed", case_id=case.id), known(case.person.language)
    with speaking(language):
        page = render_template(
            "measures/sheet.html",
            size=sheets.size_for(case.person).value,
            needs=first_for(case.person.reaching).value,
            back=back,
            number=case.number,
            parts=asked_parts(kinds, {}),
            **sheets.leads_to("my.start"),
        )
    answer = make_response(page)
    answer.headers["Content-Language"] = language
    return answer


def asked_parts(kinds: list[MeasureKind], typed: Any) -> list[dict[str, Any]]:
    """The questions of each kind, with the words before them and their source."""
    return [
        {
            "kind": kind.value,
            "heading": label(kind),
            "intro": measure_words.intro() if kind is MeasureKind.ONS4 else ("", ""),
            "asked": measure_words.asked(rules.questions_of(kind), typed),
            "source": rules.SOURCES.get(kind, ""),
        }
        for kind in kinds
    ]
