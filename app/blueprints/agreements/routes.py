"""Organisations that signed that they keep safe what is shared; those that run out soon first."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app import clock
from app.blueprints.agreements.forms import AgreementForm, EndForm, FindForm
from app.domain.roles import Permission
from app.operations import agreements
from app.queries import agreements as queries
from app.web.access import requires
from app.web.moved_on import MovedOnError, words_of
from app.web.paging import pages
from app.web.viewer import viewer

PER_PAGE = 40

bp = Blueprint("agreements", __name__)


@bp.route("/admin/agreements", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_EDIT)
def listed() -> ResponseReturnValue:
    """The list, and finding the organisation a new one is with."""
    form = FindForm()
    adding = None
    if form.validate_on_submit():
        found = queries.organisations_called(form.words.data or "")
        adding = AgreementForm(formdata=None, data={"words": form.words.data, "starts_on": clock.today()})
        adding.offer(found)
    page = page_of(form, adding)
    return page, 422 if form.errors else 200


@bp.post("/admin/agreements/add")
@requires(Permission.AGREEMENT_EDIT)
def add() -> ResponseReturnValue:
    """Raises: NotThereError for no organisation of ours."""
    form = AgreementForm()
    form.offer(queries.organisations_called(form.words.data or ""))
    if not form.validate_on_submit():
        return page_of(FindForm(formdata=None, data={"words": form.words.data}), form), 422
    agreements.add(
        uuid.UUID(form.organization.data),
        reference=form.reference.data or "",
        starts_on=form.first,
        ends_on=form.last,
        by=viewer(),
    )
    return redirect(url_for(".listed", said="added"), 303)


@bp.route("/admin/agreements/<uuid:agreement_id>/end", methods=["GET", "POST"])
@requires(Permission.AGREEMENT_EDIT)
def end(agreement_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    one = queries.agreement_for(viewer(), agreement_id)
    form = EndForm(data={"version": str(one.version)})
    if form.validate_on_submit():
        try:
            agreements.end(one.id, by=viewer(), version=form.opened_with)
        except MovedOnError as error:
            return render_template("agreements/end.html", one=one, form=form, refused=words_of(error)), 409
        return redirect(url_for(".listed", said="ended"), 303)
    return render_template("agreements/end.html", one=one, form=form, refused="")


def page_of(form: FindForm, adding: AgreementForm | None) -> str:
    today = clock.today()
    rows = queries.listed(viewer(), today)
    last = max(1, -(-len(rows) // PER_PAGE))
    asked = request.args.get("page", "")
    at = min(int(asked), last) if asked.isdecimal() and 0 < len(asked) < 6 and int(asked) else 1
    return render_template(
        "agreements/listed.html",
        rows=rows[(at - 1) * PER_PAGE : at * PER_PAGE],
        pages=pages(at, last, lambda number: url_for(".listed", page=number if number > 1 else None)),
        today=today,
        form=form,
        adding=adding,
        has_errors=bool(form.errors or (adding and adding.errors)),
    )
