"""Putting a closing together: goals, introductions, questions at the end, a letter; then the close."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from app.blueprints.case_moves import forms
from app.blueprints.case_moves.blueprint import bp
from app.blueprints.case_moves.forms import MoveForm
from app.domain.case import CaseAction, CaseStatus, ClosureReason
from app.domain.closing import LetterHow, clean_closing
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.machine import Actor, Need
from app.domain.plan import ENDED, Goal, GoalStatus
from app.domain.roles import Permission
from app.operations import acting
from app.operations import closing as operations
from app.operations.case_steps import marked
from app.operations.reaching_out import is_email_safe
from app.queries import closing as queries
from app.queries.case_history import did_just_now
from app.web.access import requires
from app.web.case_frame import address_of, frame
from app.web.case_troubles import Trouble, missing_words, trouble_of
from app.web.closing_letter import draft
from app.web.opening import opened_case
from app.web.place import place
from app.web.viewer import viewer

P = Permission


@dataclass(frozen=True, slots=True)
class GoalBox:
    """A goal with its own little form."""

    words: str
    form: forms.OutcomeForm


@bp.get("/cases/<uuid:case_id>/closing")
@requires(P.CASE_WORK)
def closing(case_id: uuid.UUID) -> ResponseReturnValue:
    return overview(opened(case_id))


@bp.post("/cases/<uuid:case_id>/closing")
@requires(P.CASE_WORK)
def closed(case_id: uuid.UUID) -> ResponseReturnValue:
    """The close itself, or a lead is asked for it."""
    case, form = opened(case_id), forms.CloseForm()
    if not form.validate():
        return overview(case, form, status=422)
    why = ClosureReason(form.why.data)
    days = place().social_prescribing.reopen_days
    action = CaseAction.ASK_LEAD if asks_lead(case) else CaseAction.CLOSE
    try:
        if action is CaseAction.ASK_LEAD:
            operations.ask_lead(case, why=why, by=viewer(), version=form.shown_version)
        else:
            operations.close(case, why=why, by=viewer(), version=form.shown_version, reopen_days=days)
    except NeedsMoreError as error:
        form.form_errors.extend(missing_words(error))
        return overview(case, form, status=422)
    except (StaleError, NotAllowedError) as error:
        if not did_just_now(viewer(), case.id, action):
            return overview(case, form, status=409, trouble=trouble_of(error))
    return redirect(url_for(".shown", case_id=case.id, said="closing"), 303)


@bp.get("/cases/<uuid:case_id>/closing/outcomes")
@requires(P.CASE_WORK)
def outcomes(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened(case_id)
    if not is_closing(case):
        return back(case)
    form = forms.OutcomesForm(formdata=None, data={"summary": clean_closing(case.closing)["summary"]})
    return asking_outcomes(case, form, boxes(queries.goals(case), None))


@bp.post("/cases/<uuid:case_id>/closing/outcomes")
@requires(P.CASE_WORK)
def outcomes_done(case_id: uuid.UUID) -> ResponseReturnValue:
    case, form = opened(case_id), forms.OutcomesForm()
    asked = boxes(queries.goals(case), request.form)
    if not all([form.validate(), *(box.form.validate() for box in asked.values())]):
        return asking_outcomes(case, form, asked, status=422)
    said = {
        id_: (GoalStatus(box.form.status.data), box.form.outcome.data or "") for id_, box in asked.items()
    }
    try:
        operations.save_outcomes(case, said, form.summary.data or "", by=viewer(), version=form.shown_version)
    except (StaleError, NotAllowedError) as error:
        return asking_outcomes(case, form, asked, status=409, trouble=trouble_of(error))
    return back(case)


@bp.get("/cases/<uuid:case_id>/closing/introductions")
@requires(P.CASE_WORK)
def settle(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened(case_id)
    return asking_introductions(case) if is_closing(case) else back(case)


@bp.post("/cases/<uuid:case_id>/closing/introductions")
@requires(P.CASE_WORK)
def settled(case_id: uuid.UUID) -> ResponseReturnValue:
    """One introduction: it runs on and they know, or it is called off."""
    case, form = opened(case_id), forms.CallOffForm()
    hands_on = request.form.get("do") == "hand-on"
    which = id_of(request.form.get("introduction", ""))
    if not hands_on and not form.validate():
        return asking_introductions(case, which, form, status=422)
    try:
        if hands_on:
            operations.hand_on(case, which, by=viewer(), version=form.shown_version)
        else:
            operations.call_off(case, which, form.why.data or "", by=viewer(), version=form.shown_version)
    except (StaleError, NotAllowedError) as error:
        return asking_introductions(case, which, form, status=409, trouble=trouble_of(error))
    return redirect(url_for(".settle", case_id=case.id), 303)


@bp.get("/cases/<uuid:case_id>/closing/measure")
@requires(P.CASE_WORK)
def measure(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened(case_id)
    if not is_closing(case):
        return back(case)
    why_not = clean_closing(case.closing)["why_no_measure"]
    return asking_measure(case, forms.MeasureForm(formdata=None, data={"why_not": why_not}))


@bp.post("/cases/<uuid:case_id>/closing/measure")
@requires(P.CASE_WORK)
def measure_done(case_id: uuid.UUID) -> ResponseReturnValue:
    case, form = opened(case_id), forms.MeasureForm()
    if not form.validate():
        return asking_measure(case, form, status=422)
    try:
        operations.save_measure(case, form.why_not.data or "", by=viewer(), version=form.shown_version)
    except (StaleError, NotAllowedError) as error:
        return asking_measure(case, form, status=409, trouble=trouble_of(error))
    return back(case)


@bp.get("/cases/<uuid:case_id>/closing/letter")
@requires(P.CASE_WORK)
def letter(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened(case_id)
    if not is_closing(case):
        return back(case)
    said = clean_closing(case.closing)
    words = said["letter"] or draft(case, queries.goals(case), said["summary"])
    data = {"how": said["letter_how"], "letter": words, "is_given": said["letter_given"]}
    return asking_letter(case, forms.LetterForm(formdata=None, data=data))


@bp.post("/cases/<uuid:case_id>/closing/letter")
@requires(P.CASE_WORK)
def letter_done(case_id: uuid.UUID) -> ResponseReturnValue:
    case, form = opened(case_id), forms.LetterForm()
    form.offer(by_email=is_email_safe(case.person))
    if not (form.validate() and has_words(form)):
        return asking_letter(case, form, status=422)
    try:
        operations.save_letter(
            case,
            LetterHow(form.how.data),
            form.letter.data or "",
            by=viewer(),
            is_given=form.is_given.data,
            version=form.shown_version,
        )
    except (StaleError, NotAllowedError) as error:
        return asking_letter(case, form, status=409, trouble=trouble_of(error))
    return back(case)


def opened(case_id: uuid.UUID) -> Any:
    return opened_case(case_id, P.CASE_WORK, part="closing")


def is_closing(case: Any) -> bool:
    """Otherwise no step of it is asked: what they typed could only be refused."""
    return case.status is CaseStatus.CLOSING


def back(case: Any) -> ResponseReturnValue:
    return redirect(url_for(".closing", case_id=case.id), 303)


def asks_lead(case: Any) -> bool:
    """Does a lead have to agree, and is the viewer none?"""
    return marked(case) and Actor.LEAD not in acting.for_case(viewer(), case)


def id_of(given: str) -> uuid.UUID:
    try:
        return uuid.UUID(given)
    except ValueError:
        raise NotThereError from None


def boxes(goals: list[Goal], sent: MultiDict[str, str] | None) -> dict[str, GoalBox]:
    """A form for each goal; what was sent, or else what stands."""
    made = {}
    for goal in goals:
        status = goal["status"] if goal["status"] in ENDED else None
        data = {"status": status, "outcome": goal["outcome"]}
        form = forms.OutcomeForm(formdata=sent, prefix=f"goal-{goal['id']}", data=data)
        made[goal["id"]] = GoalBox(goal["words"], form)
    return made


def has_words(form: forms.LetterForm) -> bool:
    """A letter that somebody gets has words. Marks the empty box."""
    if form.how.data != LetterHow.DECLINED and not (form.letter.data or "").strip():
        form.letter.errors = [_("Write the letter, or say that they do not want one")]
    return not form.errors


def fresh(form: MoveForm, case: Any) -> None:
    form.version.data, form.version.raw_data = str(case.version), None


def page(
    template: str, case: Any, form: MoveForm, *, status: int, trouble: Trouble | None, **more: Any
) -> tuple[str, int]:
    fresh(form, case)
    markup = render_template(
        template,
        frame=frame(case, tab=""),
        form=form,
        trouble=trouble,
        has_errors=status == 422,
        is_closing=case.status is CaseStatus.CLOSING,
        **more,
    )
    return markup, status


def overview(
    case: Any,
    form: forms.CloseForm | None = None,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
) -> tuple[str, int]:
    said = clean_closing(case.closing)
    return page(
        "case_moves/closing.html",
        case,
        form or forms.CloseForm(formdata=None, data={"why": said["reason"] or None}),
        status=status,
        trouble=trouble,
        met=operations.given(case),
        need=Need,
        said=said,
        asks_lead=asks_lead(case),
    )


def asking_outcomes(
    case: Any,
    form: forms.OutcomesForm,
    asked: dict[str, GoalBox],
    *,
    status: int = 200,
    trouble: Trouble | None = None,
) -> tuple[str, int]:
    return page(
        "case_moves/outcomes.html", case, form, status=status, trouble=trouble, boxes=list(asked.values())
    )


def asking_introductions(
    case: Any,
    which: uuid.UUID | None = None,
    form: forms.CallOffForm | None = None,
    *,
    status: int = 200,
    trouble: Trouble | None = None,
) -> tuple[str, int]:
    """The form that was sent stands with its introduction; the others are empty."""
    running = queries.running(case)
    made: dict[uuid.UUID, forms.CallOffForm] = {}
    for one in running:
        own = forms.CallOffForm(formdata=None)
        if form is not None and one.id == which:
            own = form
        fresh(own, case)
        own.why.id = f"why-{one.id}"
        made[one.id] = own
    return page(
        "case_moves/introductions.html",
        case,
        form or forms.CallOffForm(formdata=None),
        status=status,
        trouble=trouble,
        running=running,
        forms=made,
    )


def asking_measure(
    case: Any, form: forms.MeasureForm, *, status: int = 200, trouble: Trouble | None = None
) -> tuple[str, int]:
    is_measured = queries.has_end_measure(case)
    return page(
        "case_moves/measure.html",
        case,
        form,
        status=status,
        trouble=trouble,
        is_measured=is_measured,
        measures_url=address_of("measures.listed", case),
    )


def asking_letter(
    case: Any, form: forms.LetterForm, *, status: int = 200, trouble: Trouble | None = None
) -> tuple[str, int]:
    by_email = is_email_safe(case.person)
    form.offer(by_email=by_email)
    return page("case_moves/letter.html", case, form, status=status, trouble=trouble, by_email=by_email)
