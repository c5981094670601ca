"""Who somebody is and how to talk with them: details, needs, equality, a protected address, an NHS number."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from wtforms import HiddenField, SelectField, StringField

from app.blueprints.papers.blueprint import bp
from app.blueprints.papers.forms import (
    DetailsForm,
    NeedsForm,
    ProtectForm,
    ReasonForm,
    in_half_a_year,
)
from app.domain.equality import ITEMS, NOT_SAID
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.nhs_number import masked, spaced
from app.domain.reaching import clean_reaching
from app.domain.roles import Permission
from app.models.cases import Case
from app.operations import person_details as operations
from app.queries import papers as queries
from app.queries.cases import sees_address_of
from app.web.access import requires
from app.web.case_frame import frame
from app.web.case_troubles import Trouble, trouble_of
from app.web.demo import is_demo
from app.web.forms import Form, choice
from app.web.labels_equality import OWN_WORDS, QUESTIONS, answer_words
from app.web.opening import opened_case
from app.web.viewer import viewer

P = Permission


@bp.route("/cases/<uuid:case_id>/details", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def details(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="details")
    sees = sees_address_of(viewer(), case)
    person = case.person
    form = DetailsForm(
        data={
            **{
                name: getattr(person, name)
                for name in operations.DETAILS
                if name not in {"born_on", "nhs_number"}
            },
            "born_on": dt.date.fromisoformat(person.born_on) if person.born_on else None,
            "version": person.version,
        }
    )
    if not sees:
        form.hide_where()
    if request.method == "POST" and form.check(training=is_demo()):
        try:
            operations.change(case, form.details(), version=form.opened_with, by=viewer(), sees_where=sees)
        except StaleError as error:
            return shown("papers/details.html", case, form, trouble=trouble_of(error))
        return redirect(url_for("cases.story", case_id=case.id, said="details"), 303)
    return shown("papers/details.html", case, form, number=masked(person.nhs_number or ""), sees=sees)


@bp.route("/cases/<uuid:case_id>/needs", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def needs(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="needs")
    held = clean_reaching(case.person.reaching)
    said = {True: "yes", False: "no", None: ""}
    form = NeedsForm(
        data={
            **held,
            "leave_message": said[held["leave_message"]],
            "others_may_answer": said[held["others_may_answer"]],
            **{f"trusted_{name}": value for name, value in held["trusted"].items()},
            "review_on": in_half_a_year(),
            "version": case.person.version,
        }
    )
    if form.validate_on_submit() and form.review_on.data:
        try:
            operations.agree_needs(
                case, form.reaching(), review_on=form.review_on.data, version=form.opened_with, by=viewer()
            )
        except NeedsMoreError as error:
            say_needs(form, error)
        except StaleError as error:
            return shown("papers/needs.html", case, form, trouble=trouble_of(error))
        else:
            return redirect(url_for("cases.story", case_id=case.id, said="needs"), 303)
    return shown("papers/needs.html", case, form)


def say_needs(form: NeedsForm, error: NeedsMoreError) -> None:
    words = {
        "channels": _("Choose at least one way to reach them."),
        "review_on": _("Choose a day after today, within a year."),
    }
    for name in map(str, error.missing):
        form[name].errors = (words[name],)


@bp.route("/cases/<uuid:case_id>/protect", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def protect(case_id: uuid.UUID) -> ResponseReturnValue:
    """Keep where they live from everybody but two."""
    case = opened_case(case_id, P.CASE_WORK, part="protect")
    form = ProtectForm(
        data={"version": case.person.version, "lead": str(case.person.protected_lead_id or "")}
    )
    form.lead.choices = [choice(str(one), name) for one, name in queries.leads_of_team(case.team_id)]
    ending = request.form.get("do") == "end"
    if request.method == "POST" and (ending or (form.lead.choices and form.validate())):
        lead = None if ending else uuid.UUID(form.lead.data)
        try:
            operations.protect(case, lead, version=form.opened_with, by=viewer())
        except (StaleError, NotAllowedError) as error:
            return shown("papers/protect.html", case, form, trouble=trouble_of(error))
        return redirect(url_for("cases.story", case_id=case.id, said="protected"), 303)
    return shown("papers/protect.html", case, form, may_end=may_end(case))


def may_end(case: Case) -> bool:
    return case.person.is_address_protected and sees_address_of(viewer(), case)


@bp.route("/cases/<uuid:case_id>/nhs-number", methods=["GET", "POST"])
@requires(P.NHS_NUMBER_REVEAL)
def nhs_number(case_id: uuid.UUID) -> ResponseReturnValue:
    """The whole number, for ten minutes, to whoever says why."""
    case = opened_case(case_id, P.NHS_NUMBER_REVEAL, part="nhs-number")
    form = ReasonForm()
    if case.person.nhs_number and form.validate_on_submit():
        try:
            operations.reveal(case, form.reason.data or "", by=viewer())
        except NeedsMoreError:
            form.reason.errors = (_("Write a little more: what do you need it for?"),)
        else:
            return redirect(url_for(".nhs_number", case_id=case.id), 303)
    number = case.person.nhs_number or ""
    is_open = bool(number) and queries.is_revealed(viewer(), case)
    return shown(
        "papers/nhs_number.html",
        case,
        form,
        number=spaced(number) if is_open else masked(number),
        is_open=is_open,
    )


@bp.route("/cases/<uuid:case_id>/equality", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def equality(case_id: uuid.UUID) -> ResponseReturnValue:
    """All of it may stay empty; nothing of it is ever shown to an organiser."""
    case = opened_case(case_id, P.CASE_WORK, part="equality")
    form, trouble = equality_form(case), None
    if form.validate_on_submit():
        try:
            operations.say_equality(
                case,
                {item: form[item].data or "" for item in ITEMS},
                {item: form[f"{item}_words"].data or "" for item in OWN_WORDS},
                said_by="person",
                by=viewer(),
                mark=form["mark"].data or "",
            )
        except StaleError as error:
            trouble = trouble_of(error)
            form["mark"].data = operations.mark_of_answers(queries.answers_of(case.person_id))
        else:
            return redirect(url_for(".people", case_id=case.id, said="equality"), 303)
    return shown(
        "papers/equality.html",
        case,
        form,
        trouble=trouble,
        items=[(item, f"{item}_words" if item in OWN_WORDS else "") for item in ITEMS],
    )


def equality_form(case: Case) -> Form:
    """A box for each question, and one for own words where the list has such an answer."""
    fields: dict[str, Any] = {"mark": HiddenField()}
    for item, asked in ITEMS.items():
        answers = [choice(value, answer_words(item, value)) for value in (*asked.values, NOT_SAID)]
        fields[item] = SelectField(
            str(QUESTIONS[item]), choices=[choice("", _("Not asked")), *answers], validate_choice=False
        )
    for item, words in OWN_WORDS.items():
        fields[f"{item}_words"] = StringField(str(words), render_kw={"maxlength": 200})
    made: type[Form] = type("EqualityForm", (Form,), fields)
    held = queries.answers_of(case.person_id)
    data = {item: row.value for item, row in held.items()} | {"mark": operations.mark_of_answers(held)}
    return made(data=data | {f"{item}_words": row.own_words or "" for item, row in held.items()})


def shown(page: str, case: Case, form: Form, *, trouble: Trouble | None = None, **more: Any) -> Response:
    """The page again: 422 where something is wrong in the form, 409 where the case moved on."""
    wrong = any(field.errors for field in form)
    made = render_template(
        page, frame=frame(case, tab=""), form=form, trouble=trouble, has_errors=wrong, **more
    )
    return make_response(made, 409 if trouble else 422 if wrong else 200)
