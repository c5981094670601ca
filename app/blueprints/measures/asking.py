"""A worker asks the questions, types in from paper, says why not, or keeps a licensed measure's score."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.measures.blueprint import bp
from app.blueprints.measures.forms import AskForm, LicensedForm, WhyNotForm
from app.domain import measures as rules
from app.domain.case import CaseStatus
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.measures import AskedHow, MeasureKind, MeasureMoment
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import measures
from app.queries import measures as queries
from app.web import case_frame, measure_words, reaching_words
from app.web.access import requires
from app.web.forms import DayField, Form
from app.web.i18n import current_language
from app.web.labels import label
from app.web.opening import opened_case
from app.web.viewer import viewer

Page = tuple[str, int]


@bp.get("/cases/<uuid:case_id>/measures/ask/<any(ons4, loneliness, goals, service):kind>")
@requires(Permission.CASE_WORK)
def ask(case_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="measures")
    return asking(case, MeasureKind(kind))


@bp.post("/cases/<uuid:case_id>/measures/ask/<any(ons4, loneliness, goals, service):kind>")
@requires(Permission.CASE_WORK)
def answered(case_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    case, wanted = opened_case(case_id, Permission.CASE_WORK, part="measures"), MeasureKind(kind)
    form = AskForm()
    answers = rules.clean_answers(questions(case, wanted), request.form)
    if not form.validate() or not answers:
        return asking(case, wanted, form, status=422)
    try:
        measures.keep(
            case,
            wanted,
            answers,
            moment=MeasureMoment(form.moment.data),
            how=AskedHow(form.how.data),
            answered_on=day(form.answered_on),
            language=current_language(),
            by=viewer(),
            key=key_of(form),
        )
    except (StaleError, NotAllowedError):
        return asking(case, wanted, form, status=409)
    return redirect(url_for(".listed", case_id=case_id), 303)


@bp.route("/cases/<uuid:case_id>/measures/licensed", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def licensed(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="measures")
    form = LicensedForm() if request.method == "POST" else LicensedForm(data=given(case))
    if form.validate_on_submit():
        try:
            measures.keep(
                case,
                MeasureKind.LICENSED,
                {"score": (form.score.data or "").strip().replace(",", ".")},
                moment=MeasureMoment(form.moment.data),
                how=AskedHow.WORKER,
                answered_on=day(form.answered_on),
                language=current_language(),
                by=viewer(),
                key=key_of(form),
                name=(form.name.data or "").strip(),
                licence=(form.licence.data or "").strip(),
            )
            return redirect(url_for(".listed", case_id=case_id), 303)
        except (StaleError, NotAllowedError):
            return one_form(case, form, _("Another measure, with a licence"), "measures.licensed", 409)
    status = 422 if form.errors else 200
    return one_form(case, form, _("Another measure, with a licence"), "measures.licensed", status)


@bp.route("/cases/<uuid:case_id>/measures/not-asked", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def not_asked(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, Permission.CASE_WORK, part="measures")
    form = (WhyNotForm() if request.method == "POST" else WhyNotForm(data=given(case))).offer(rules.ASKED)
    if form.validate_on_submit():
        try:
            measures.not_asked(
                case,
                MeasureKind(form.kind.data),
                MeasureMoment(form.moment.data),
                why=form.why.data or "",
                by=viewer(),
                key=key_of(form),
            )
            return redirect(url_for(".listed", case_id=case_id), 303)
        except (StaleError, NotAllowedError):
            return one_form(case, form, _("Say why it was not asked"), "measures.not_asked", 409)
    return one_form(
        case, form, _("Say why it was not asked"), "measures.not_asked", 422 if form.errors else 200
    )


def asking(case: Case, kind: MeasureKind, form: AskForm | None = None, *, status: int = 200) -> Page:
    """The questions, with what was chosen. Somebody who would rather not answer one skips it."""
    asked = questions(case, kind)
    if not asked:
        raise NotThereError
    shown = form or AskForm(data=given(case) | {"how": AskedHow.WORKER.value})
    said = measure_words.intro() if kind is MeasureKind.ONS4 else ("", "")
    answered = status != 422 or bool(rules.clean_answers(asked, request.form))
    page = render_template(
        "measures/ask.html",
        form=shown,
        fields=[field for field in shown if field.name != "key"],
        asked=measure_words.asked(asked, request.form),
        intro=said[0],
        english_intro=said[1],
        nothing_answered=not answered,
        kind=kind.value,
        title=label(kind),
        source=rules.SOURCES.get(kind, ""),
        is_refused=status == 409,
        has_errors=status == 422,
        **of_case(case),
    )
    return page, status


def one_form(case: Case, form: Form, title: str, endpoint: str, status: int) -> Page:
    page = render_template(
        "measures/one_form.html",
        form=form,
        title=title,
        action=url_for(endpoint, case_id=case.id),
        is_refused=status == 409,
        has_errors=status == 422,
        **of_case(case),
    )
    return page, status


def of_case(case: Case) -> dict[str, Any]:
    return {
        "case_id": case.id,
        "name": case_frame.full_name(case.person),
        "reach": reaching_words.one_line(case.person.reaching),
    }


def questions(case: Case, kind: MeasureKind) -> tuple[rules.Question, ...]:
    goals = queries.goals(case) if kind is MeasureKind.GOALS else ()
    return rules.questions_of(kind, goals)


def given(case: Case) -> dict[str, Any]:
    """What a fresh form begins with: today, the likely moment, and a key by which it is kept once."""
    return {"answered_on": clock.today(), "moment": likely(case).value, "key": uuid.uuid4().hex}


def likely(case: Case) -> MeasureMoment:
    if case.status in {CaseStatus.CLOSING, CaseStatus.AWAITING_LEAD, CaseStatus.CLOSED}:
        return MeasureMoment.END
    began = any(one.moment is MeasureMoment.START for one in queries.listed(case.id))
    is_new = case.started_at is None or clock.now() - case.started_at < rules.REVIEW_AFTER / 2
    return MeasureMoment.START if is_new or not began else MeasureMoment.REVIEW


def day(field: DayField) -> dt.date:
    return field.data or clock.today()


def key_of(form: Any) -> str | None:
    """The key a form of ours carries; none for junk."""
    typed = form.key.data or ""
    return f"form:{typed}" if len(typed) == 32 and typed.isalnum() else None
