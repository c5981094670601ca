"""What somebody agreed to: shown, written down, taken back."""

from __future__ import annotations

import uuid

from flask import make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.papers.blueprint import bp
from app.blueprints.papers.forms import ConsentForm, WithdrawForm
from app.domain.consent import ConsentHow, ConsentPurpose
from app.domain.errors import NeedsMoreError, NotAllowedError
from app.domain.roles import Permission
from app.operations import consents as operations
from app.operations.consents import Said
from app.queries import consents as queries
from app.web.access import requires
from app.web.case_frame import frame
from app.web.case_troubles import trouble_of
from app.web.labels_consent import TEXTS
from app.web.opening import opened_case
from app.web.viewer import viewer

P = Permission


@bp.get("/cases/<uuid:case_id>/consent")
@requires(P.CASE_READ)
def consent(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="consent")
    said = queries.of_person(case.person_id)
    standing = queries.standing(said)
    return render_template(
        "papers/consent.html",
        frame=frame(case, tab="consent"),
        standing=list(standing.values()),
        not_asked=[one for one in ConsentPurpose if not any(key[0] is one for key in standing)],
        earlier=[one for one in said if one not in standing.values()],
        texts=TEXTS,
    )


@bp.route("/cases/<uuid:case_id>/consent/new", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def new_consent(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="consent")
    form, trouble = ConsentForm(data={"given_by": "person"}), None
    if form.validate_on_submit():
        try:
            operations.record(case, said_in(form), by=viewer())
        except NeedsMoreError as error:
            form.say_missing(error.missing)
        except NotAllowedError as error:
            trouble = trouble_of(error)
        else:
            return redirect(url_for(".consent", case_id=case.id), 303)
    elif form.ends_on.data and form.ends_on.data < clock.today():
        form.ends_on.errors = (_("Choose a day that is still to come."),)
    wrong = any(field.errors for field in form)
    page = render_template(
        "papers/new_consent.html",
        frame=frame(case, tab="consent"),
        form=form,
        trouble=trouble,
        has_errors=wrong,
    )
    return make_response(page, 409 if trouble else 422 if wrong else 200)


def said_in(form: ConsentForm) -> Said:
    return Said(
        purpose=ConsentPurpose(form.purpose.data),
        given=form.given.data == "yes",
        how=ConsentHow(form.how.data) if form.how.data else None,
        given_by=form.given_by.data,
        named=(form.named.data or "").strip(),
        ends_on=form.ends_on.data,
        note=(form.note.data or "").strip(),
        why_not=(form.why_not.data or "").strip(),
    )


@bp.route("/cases/<uuid:case_id>/consent/<uuid:consent_id>/withdraw", methods=["GET", "POST"])
@requires(P.CASE_WORK)
def withdraw(case_id: uuid.UUID, consent_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, P.CASE_WORK, part="consent")
    held, trouble = queries.one_of(case.person_id, consent_id), None
    form = WithdrawForm()
    if form.validate_on_submit():
        try:
            operations.withdraw(case, held, (form.why.data or "").strip(), by=viewer())
        except NotAllowedError as error:
            trouble = trouble_of(error)
        else:
            return redirect(url_for(".consent", case_id=case.id), 303)
    page = render_template(
        "papers/withdraw.html", frame=frame(case, tab="consent"), form=form, consent=held, trouble=trouble
    )
    return make_response(page, 409 if trouble else 422 if form.errors else 200)
