"""Handing a case over: asking a colleague or another team, and their answer."""

from __future__ import annotations

import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.case_moves import forms
from app.blueprints.case_moves.blueprint import bp
from app.domain.case import CaseStatus, TransferStatus
from app.domain.case_moves import HANDED_OVER_IN
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.roles import Permission
from app.operations import acting
from app.operations import transfers as operations
from app.queries import transfers as queries
from app.web.access import requires
from app.web.case_frame import frame
from app.web.case_troubles import Trouble, missing_words, trouble_of
from app.web.labels import label, shape
from app.web.opening import opened, opened_case
from app.web.viewer import viewer

P = Permission
WORKER, TEAM = "worker", "team"


@bp.get("/cases/<uuid:case_id>/hand-over")
@requires(P.CASE_WORK)
def hand_over(case_id: uuid.UUID) -> ResponseReturnValue:
    return asking(opened_case(case_id, P.CASE_WORK, part="hand-over"))


@bp.post("/cases/<uuid:case_id>/hand-over")
@requires(P.CASE_WORK)
def asked(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="hand-over")
    form = offered(forms.AskForm(), case)
    if not form.validate():
        return asking(case, form, status=422)
    kind, _sep, given = str(form.to.data).partition(":")
    target = {f"to_{kind}": uuid.UUID(given)}
    try:
        operations.request(case, by=viewer(), note=form.note.data or "", version=form.shown_version, **target)
    except NeedsMoreError as error:
        form.form_errors.extend(missing_words(error))
        return asking(case, form, status=422)
    except (StaleError, NotAllowedError) as error:
        return asking(case, form, status=409, trouble=trouble_of(error))
    return redirect(url_for(".shown", case_id=case.id, said="asked"), 303)


@bp.get("/cases/<uuid:case_id>/hand-over/<uuid:transfer_id>")
@requires(P.CASE_READ)
def transfer(case_id: uuid.UUID, transfer_id: uuid.UUID) -> ResponseReturnValue:
    return looking(opened_transfer(case_id, transfer_id))


@bp.post("/cases/<uuid:case_id>/hand-over/<uuid:transfer_id>")
@requires(P.CASE_READ)
def answered(case_id: uuid.UUID, transfer_id: uuid.UUID) -> ResponseReturnValue:
    """Accept, decline, take back, or say that the answer was read."""
    found, form = opened_transfer(case_id, transfer_id), forms.AnswerForm()
    offer_workers(form, found)
    do = request.form.get("do", "")
    try:
        act(do, found, form)
    except NeedsMoreError as error:
        form.form_errors.extend(missing_words(error))
        return looking(found, form, status=422)
    except (StaleError, NotAllowedError) as error:
        return looking(found, form, status=409, trouble=trouble_of(error))
    if do == "accept":
        return redirect(url_for(".shown", case_id=case_id, said="accepted"), 303)
    return redirect(url_for(".transfer", case_id=case_id, transfer_id=transfer_id), 303)


def act(do: str, found: Any, form: forms.AnswerForm) -> None:
    by, version = viewer(), form.shown_version
    match do:
        case "accept":
            worker = uuid.UUID(form.worker.data) if form.validate() and form.worker.data else None
            operations.accept(found, by=by, version=version, worker=worker)
        case "decline":
            operations.decline(found, by=by, version=version, answer=form.answer.data or "")
        case "withdraw":
            operations.withdraw(found, by=by, version=version)
        case "read":
            operations.read(found, by=by)
        case _:
            raise NotAllowedError


def opened_transfer(case_id: uuid.UUID, transfer_id: uuid.UUID) -> Any:
    """A hand-over whose case is within reach, or that the viewer is asked to take. Traced like a case."""
    return opened("transfer", transfer_id, lambda: queries.transfer_for(viewer(), case_id, transfer_id))


def offered(form: forms.AskForm, case: Any) -> forms.AskForm:
    """Colleagues with how many people they have, and other teams. Who waits goes to a team only."""
    colleagues = [] if case.worker_id is None else queries.workers_of(case.team_id)
    form.to.choices = [
        (f"{WORKER}:{one.id}", _("%(name)s, who has %(n)s people now", name=one.name, n=one.people))
        for one in colleagues
        if one.id != case.worker_id
    ] + [
        (f"{TEAM}:{id_}", _("The team %(name)s: its lead decides", name=name))
        for id_, name in queries.other_teams(case.team_id)
    ]
    return form


def offer_workers(form: forms.AnswerForm, found: Any) -> None:
    """Who of the team could have it, where a team is asked."""
    needs_worker = found.to_team_id is not None and queries.case_of(found).status is not CaseStatus.WAITING
    names = queries.workers_of(found.to_team_id) if needs_worker else []
    empty = [("", _("Choose somebody"))] if names else []
    form.worker.choices = empty + [(str(one.id), one.name) for one in names]


def asking(
    case: Any,
    form: forms.AskForm | None = None,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
) -> tuple[str, int]:
    shown = form or offered(forms.AskForm(formdata=None), case)
    shown.version.data, shown.version.raw_data = str(case.version), None
    markup = render_template(
        "case_moves/hand_over.html",
        frame=frame(case, tab=""),
        form=shown,
        asked=operations.open_of(case.id),
        can_ask=case.status in HANDED_OVER_IN,
        trouble=trouble,
        has_errors=status == 422,
    )
    return markup, status


def looking(
    found: Any,
    form: forms.AnswerForm | None = None,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
) -> tuple[str, int]:
    shown = form or forms.AnswerForm(formdata=None)
    offer_workers(shown, found)
    shown.version.data, shown.version.raw_data = str(found.version), None
    case = queries.case_of(found)
    markup = render_template(
        "case_moves/transfer.html",
        transfer=found,
        status=label(found.status),
        shape=shape(found.status),
        number=case.number,
        from_name=queries.name_of(found.from_worker_id),
        to_name=queries.name_of(found.to_worker_id) or queries.team_name(found.to_team_id),
        form=shown,
        is_open=found.status is TransferStatus.REQUESTED,
        is_asked=operations.is_asked(viewer(), found),
        is_ours=bool(acting.for_case(viewer(), case)),
        trouble=trouble,
        has_errors=status == 422,
    )
    return markup, status
