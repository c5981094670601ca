"""My diary: the week, an appointment, calling it off."""

from __future__ import annotations

import datetime as dt
import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.today.blueprint import bp
from app.blueprints.today.diary_forms import AppointmentForm, CaseAppointmentForm, typed_of
from app.domain.diary import WEEK, monday, week
from app.domain.errors import NotAllowedError, StaleError
from app.domain.reaching import clean_reaching
from app.domain.roles import Permission
from app.domain.tasks import AppointmentStatus
from app.models.cases import Case
from app.operations import appointments, audit
from app.queries import diary as queries
from app.queries.diary import Held
from app.web import diary_words
from app.web.access import requires
from app.web.opening import opened, opened_case
from app.web.viewer import viewer


@bp.get("/today/diary")
@requires(Permission.CASE_WORK)
def week_of() -> ResponseReturnValue:
    first = monday(asked_day())
    entries = queries.diary(viewer(), first, first + WEEK - dt.timedelta(days=1))
    people = sum(one.case_id is not None for one in entries)
    if people:
        audit.seen(viewer(), "diary.seen", count=people)
    lines = diary_words.entries(entries)
    return render_template(
        "today/week_of.html",
        days=[(day, [one for one in lines if clock.local_day(one.starts_at) == day]) for day in week(first)],
        first=first,
        before=(first - WEEK).isoformat(),
        after=(first + WEEK).isoformat(),
        has_feed=queries.has_feed(viewer()),
    )


def asked_day() -> dt.date:
    """The day of the address, or today where it is none."""
    try:
        return dt.date.fromisoformat(request.args.get("week", ""))
    except ValueError:
        return clock.today()


@bp.route("/today/diary/new", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def new() -> ResponseReturnValue:
    return planning(AppointmentForm(key=str(uuid.uuid4()), day=asked_day()), None)


@bp.route("/today/diary/new/<uuid:case_id>", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def new_for(case_id: uuid.UUID) -> ResponseReturnValue:
    """With somebody we help."""
    case = opened_case(case_id, Permission.CASE_WORK, part="diary")
    support = diary_words.who_it_takes(case.person.reaching)
    return planning(CaseAppointmentForm(key=str(uuid.uuid4()), day=asked_day(), support=support), case)


def planning(form: AppointmentForm, case: Case | None) -> ResponseReturnValue:
    form.offer()
    if isinstance(form, CaseAppointmentForm) and case is not None:
        form.reaching = clean_reaching(case.person.reaching)
    if not form.validate_on_submit():
        return page(form, case, status=422 if form.is_submitted() else 200)
    made = appointments.plan(form.planned(), key=form.own_key, by=viewer(), case=case)
    return to_week(made.starts_at, "planned")


@bp.route("/today/diary/<uuid:appointment_id>", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def appointment(appointment_id: uuid.UUID) -> ResponseReturnValue:
    held = opened_appointment(appointment_id)
    form = (CaseAppointmentForm if held.case else AppointmentForm)(data=typed_of(held.row))
    form.offer()
    if isinstance(form, CaseAppointmentForm) and held.case:
        form.reaching = clean_reaching(held.case.person.reaching)
    if not form.validate_on_submit():
        return page(form, held.case, held, status=422 if form.is_submitted() else 200)
    typed = form.version.data or ""
    version = int(typed) if typed.isdecimal() else 0
    try:
        appointments.change(held.row, form.planned(), by=viewer(), version=version, case=held.case)
    except (StaleError, NotAllowedError):
        return page(form, held.case, held, status=409)
    return to_week(held.row.starts_at, "changed")


@bp.post("/today/diary/<uuid:appointment_id>/call-off")
@requires(Permission.CASE_WORK)
def call_off(appointment_id: uuid.UUID) -> ResponseReturnValue:
    held = opened_appointment(appointment_id)
    appointments.call_off(held.row, by=viewer(), case=held.case)
    return to_week(held.row.starts_at, "called-off")


@bp.post("/today/diary/<uuid:appointment_id>/happened")
@requires(Permission.CASE_WORK)
def happened(appointment_id: uuid.UUID) -> ResponseReturnValue:
    held = opened_appointment(appointment_id)
    appointments.mark_happened(held.row, by=viewer())
    return to_week(held.row.starts_at, "happened")


def opened_appointment(appointment_id: uuid.UUID) -> Held:
    return opened("appointment", appointment_id, lambda: queries.appointment_for(viewer(), appointment_id))


def to_week(moment: dt.datetime, said: str) -> ResponseReturnValue:
    return redirect(url_for(".week_of", week=clock.local_day(moment).isoformat(), said=said), 303)


def page(
    form: AppointmentForm, case: Case | None, held: Held | None = None, *, status: int = 200
) -> ResponseReturnValue:
    return make_response(
        render_template(
            "today/appointment.html",
            form=form,
            held=held.row if held else None,
            is_planned=held is None or held.row.status is AppointmentStatus.PLANNED,
            who=diary_words.about(case) if case else None,
            status=status,
        ),
        status,
    )
