"""The people around somebody."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.papers.blueprint import bp
from app.blueprints.papers.forms import AroundForm
from app.domain.errors import NeedsMoreError, StaleError
from app.domain.roles import Permission
from app.models.cases import Case
from app.models.persons import Relation
from app.operations import relations as operations
from app.operations.relations import Around
from app.queries import papers as queries
from app.web.access import requires
from app.web.case_frame import frame
from app.web.case_troubles import trouble_of
from app.web.opening import opened_case
from app.web.viewer import viewer

P = Permission


@bp.get("/cases/<uuid:case_id>/people")
@requires(P.CASE_READ)
def people(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="people")
    return render_template(
        "papers/people.html",
        frame=frame(case, tab="people"),
        relations=queries.relations_of(case.person_id),
        answers=len(queries.answers_of(case.person_id)),
        said=request.args.get("said", ""),
    )


@bp.route("/cases/<uuid:case_id>/people/new", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def add(case_id: uuid.UUID) -> ResponseReturnValue:
    return edited(opened_case(case_id, P.CASE_WORK, part="people"), None)


@bp.route("/cases/<uuid:case_id>/people/<uuid:relation_id>", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def change(case_id: uuid.UUID, relation_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="people")
    return edited(case, queries.relation_of(case.person_id, relation_id))


def edited(case: Case, relation: Relation | None) -> ResponseReturnValue:
    form, trouble = (
        AroundForm(obj=relation, data={"mark": operations.mark_of(relation)} if relation else None),
        None,
    )
    if form.validate_on_submit():
        try:
            operations.keep(case, around_in(form), by=viewer(), relation=relation, mark=form.mark.data or "")
        except NeedsMoreError:
            form.agrees.errors = (_("Ask them first. Without their own yes we keep no number of theirs."),)
        except StaleError as error:
            trouble = trouble_of(error)
            form.mark.data = operations.mark_of(relation) if relation else ""
        else:
            return redirect(url_for(".people", case_id=case.id), 303)
    page = render_template(
        "papers/around.html",
        frame=frame(case, tab="people"),
        form=form,
        relation=relation,
        trouble=trouble,
        has_errors=bool(form.errors),
    )
    return make_response(page, 409 if trouble else 422 if form.errors else 200)


def around_in(form: AroundForm) -> Around:
    return Around(
        name=(form.name.data or "").strip(),
        relation=(form.relation.data or "").strip(),
        phone=(form.phone.data or "").strip(),
        in_household=bool(form.in_household.data),
        is_dependant=bool(form.is_dependant.data),
        is_carer=bool(form.is_carer.data),
        is_emergency_contact=bool(form.is_emergency_contact.data),
        may_be_told=bool(form.may_be_told.data),
        agrees=bool(form.agrees.data),
        own_words=(form.own_words.data or "").strip(),
        note=(form.note.data or "").strip(),
    )


@bp.post("/cases/<uuid:case_id>/people/<uuid:relation_id>/offer")
@requires(P.CASE_WORK)
def offer(case_id: uuid.UUID, relation_id: uuid.UUID) -> ResponseReturnValue:
    """A carer can have a link worker of their own: say that they were told."""
    case = opened_case(case_id, P.CASE_WORK, part="people")
    operations.offer_own_referral(queries.relation_of(case.person_id, relation_id), by=viewer())
    return redirect(url_for(".people", case_id=case.id), 303)


@bp.post("/cases/<uuid:case_id>/people/<uuid:relation_id>/end")
@requires(P.CASE_WORK)
def end(case_id: uuid.UUID, relation_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="people")
    operations.end(queries.relation_of(case.person_id, relation_id), by=viewer())
    return redirect(url_for(".people", case_id=case.id), 303)
