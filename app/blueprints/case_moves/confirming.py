"""A lead looks at what was put together for the end, and agrees or sends it back. The letter on paper."""

from __future__ import annotations

import uuid
from typing import Any

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.case_moves import forms
from app.blueprints.case_moves.blueprint import bp
from app.domain.case import CaseAction, CaseStatus, ClosureReason
from app.domain.closing import clean_closing
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.paper import first_for
from app.domain.plan import GoalStatus
from app.domain.roles import Permission
from app.operations import case_moves
from app.operations import closing as operations
from app.queries import closing as queries
from app.queries.case_history import did_just_now
from app.web import sheets
from app.web.access import requires
from app.web.case_frame import frame, full_name
from app.web.case_troubles import Trouble, missing_words, trouble_of
from app.web.labels import label
from app.web.opening import opened_case
from app.web.other_language import known, speaking
from app.web.place import place
from app.web.viewer import viewer

P = Permission


@bp.get("/cases/<uuid:case_id>/confirm")
@requires(P.CASE_LEAD)
def confirm(case_id: uuid.UUID) -> ResponseReturnValue:
    return looking(opened_case(case_id, P.CASE_LEAD, part="closing"))


@bp.post("/cases/<uuid:case_id>/confirm")
@requires(P.CASE_LEAD)
def confirmed(case_id: uuid.UUID) -> ResponseReturnValue:
    """Agree: it closes. Or send it back, with what is missing."""
    case = opened_case(case_id, P.CASE_LEAD, part="closing")
    sends_back = request.form.get("do") == "send-back"
    form = forms.ReasonForm()
    if sends_back and not form.validate():
        return looking(case, form, status=422)
    action = CaseAction.LEAD_SEND_BACK if sends_back else CaseAction.CLOSE
    try:
        if sends_back:
            case_moves.lead_send_back(
                case, by=viewer(), note=form.reason.data or "", version=form.shown_version
            )
        else:
            days = place().social_prescribing.reopen_days
            operations.close(case, by=viewer(), version=form.shown_version, reopen_days=days)
    except NeedsMoreError as error:
        form.form_errors.extend(missing_words(error))
        return looking(case, form, status=422)
    except (StaleError, NotAllowedError) as error:
        if not did_just_now(viewer(), case.id, action):
            return looking(case, form, status=409, trouble=trouble_of(error))
    return redirect(url_for(".shown", case_id=case.id, said="confirmed"), 303)


@bp.get("/cases/<uuid:case_id>/closing/letter/print")
@requires(P.CASE_READ)
def letter_printed(case_id: uuid.UUID) -> ResponseReturnValue:
    """The letter on paper: as they need it and, for the fixed words, in their language."""
    case = opened_case(case_id, part="closing-letter")
    back = url_for(".letter" if case.status is CaseStatus.CLOSING else ".shown", case_id=case.id)
    language = known(case.person.language)
    with speaking(language):
        sheet = make_response(
            render_template(
                "case_moves/letter_printed.html",
                size=sheets.size_for(case.person).value,
                needs=first_for(case.person.reaching).value,
                back=back,
                name=full_name(case.person),
                words=clean_closing(case.closing)["letter"],
                **sheets.leads_to("get_help.start"),
            )
        )
    sheet.headers["Content-Language"] = language
    return sheet


def looking(
    case: Any,
    form: forms.ReasonForm | None = None,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
) -> tuple[str, int]:
    shown = form or forms.ReasonForm(formdata=None)
    shown.version.data, shown.version.raw_data = str(case.version), None
    said = clean_closing(case.closing)
    markup = render_template(
        "case_moves/confirm.html",
        frame=frame(case, tab=""),
        form=shown,
        trouble=trouble,
        has_errors=status == 422,
        is_waiting=case.status is CaseStatus.AWAITING_LEAD,
        could_close_early=case.status in {CaseStatus.WAITING, CaseStatus.ALLOCATED},
        said=said,
        why=label(ClosureReason(said["reason"])) if said["reason"] else "",
        goals=[(goal, label(GoalStatus(goal["status"]))) for goal in queries.goals(case)],
        running=queries.running(case),
        is_measured=queries.has_end_measure(case),
        marks=marks_of(case),
    )
    return markup, status


def marks_of(case: Any) -> list[str]:
    """Why a lead is asked: names of marks, said by the template."""
    found = {
        "safeguarding": case.is_safeguarding_open,
        "risk": case.is_high_risk,
        "sample": case.is_sampled,
    }
    return [name for name, is_set in found.items() if is_set]
