"""Introductions of a case: the list, one with where it stands, calling it off, and did it help."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.blueprints.introductions import standing
from app.blueprints.introductions.blueprint import bp
from app.blueprints.introductions.forms import HelpedForm, WhyForm
from app.blueprints.introductions.introducing import again, number, opened_one
from app.domain.introduction import Helped
from app.domain.roles import Permission
from app.operations import introductions
from app.queries import introductions as queries
from app.web.access import requires
from app.web.case_frame import called, frame
from app.web.moved_on import MovedOnError
from app.web.opening import opened_case
from app.web.viewer import viewer

__all__ = ["bp"]


@bp.get("/cases/<uuid:case_id>/introductions")
@requires(Permission.CASE_READ)
def listed(case_id: uuid.UUID) -> ResponseReturnValue:
    case = opened_case(case_id, part="introductions")
    return render_template(
        "introductions/listed.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        rows=[standing.row(one) for one in queries.all_of_case(case)],
        may_lead=viewer().may(Permission.CASE_LEAD),
    )


@bp.get("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>")
@requires(Permission.CASE_READ)
def shown(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    case = opened_case(case_id, part="introductions")
    one = queries.of_case(case, introduction_id)
    return render_template(
        "introductions/shown.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        **standing.context(case, one, viewer()),
    )


@bp.route("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/cancel", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def cancel(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    form = WhyForm(data={"version": str(one.version)})
    refused = ""
    if form.validate_on_submit():
        try:
            introductions.cancel(
                one.id, form.reason.data or "", by=viewer(), version=number(form.version.data)
            )
        except MovedOnError as error:
            refused = again(form, one, error)
        else:
            return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id, said="cancelled"), 303)
    page = render_template(
        "introductions/cancel.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        one=one,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 409 if refused else 200


@bp.route("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/mistake", methods=["GET", "POST"])
@requires(Permission.CASE_LEAD)
def mistake(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    case = opened_case(case_id, Permission.CASE_LEAD, part="introductions")
    one = queries.of_case(case, introduction_id)
    form = WhyForm(data={"version": str(one.version)})
    refused = ""
    if form.validate_on_submit():
        try:
            introductions.mark_error(
                one.id, form.reason.data or "", by=viewer(), version=number(form.version.data)
            )
        except MovedOnError as error:
            refused = again(form, one, error)
        else:
            return redirect(url_for(".listed", case_id=case.id, said="mistake"), 303)
    page = render_template(
        "introductions/mistake.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        one=one,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 409 if refused else 200


@bp.route("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/did-it-help", methods=["GET", "POST"])
@requires(Permission.CASE_WORK)
def did_it_help(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    form = HelpedForm(data={"helped": one.helped and one.helped.value, "words": one.helped_words or ""})
    form.offer()
    refused = ""
    if form.validate_on_submit():
        try:
            introductions.say_helped(one.id, Helped(form.helped.data), form.words.data or "", by=viewer())
        except MovedOnError as error:
            refused = again(form, one, error)
        else:
            return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id, said="helped"), 303)
    page = render_template(
        "introductions/did_it_help.html",
        frame=frame(case, tab="introductions"),
        called=called(case.person),
        one=one,
        form=form,
        refused=refused,
        has_errors=bool(form.errors),
    )
    return page, 422 if form.errors else 409 if refused else 200


@bp.post("/cases/<uuid:case_id>/introductions/<uuid:introduction_id>/read")
@requires(Permission.CASE_WORK)
def read_answer(case_id: uuid.UUID, introduction_id: uuid.UUID) -> ResponseReturnValue:
    """Raises: NotThereError."""
    case, one = opened_one(case_id, introduction_id, part="introductions")
    introductions.read_answer(one.id, by=viewer())
    return redirect(url_for(".shown", case_id=case.id, introduction_id=one.id, said="read"), 303)
