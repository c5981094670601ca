"""Begin a report from published results, write it, look at it, publish it; and the page of everybody."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.findings.forms import ReportForm, is_id
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.findings import Section, Written
from app.domain.roles import Permission
from app.operations import audit
from app.operations import findings as operations
from app.queries import findings, frames
from app.queries.findings import public_report
from app.queries.releases import document_of
from app.queries.releases import release as release_by_id
from app.web.access import public, requires
from app.web.forms import VersionedForm
from app.web.moved_on import words_of
from app.web.results_page import heard, shown
from app.web.statement_words import state_of_row
from app.web.transaction import undo
from app.web.viewer import viewer

if TYPE_CHECKING:
    from app.models.answers import Release, Report

bp = Blueprint("findings", __name__)


@bp.get("/insight/findings")
@requires(Permission.RESULTS_PUBLISH)
def listed() -> ResponseReturnValue:
    """Reports there are, and results that have none."""
    return render_template("findings/listed.html", reports=findings.listed(), waiting=findings.to_report())


@bp.post("/insight/findings")
@requires(Permission.RESULTS_PUBLISH)
def begin() -> ResponseReturnValue:
    """A draft, with a title and a method to start from."""
    chosen = request.form.get("release", "")
    if not is_id(chosen):
        abort(404)
    release = release_by_id(uuid.UUID(chosen))
    try:
        made = operations.begin(release, starting_words(release), by=viewer())
    except NotAllowedError:
        return redirect(url_for(".listed", said="not-published"), 303)
    return redirect(url_for(".edit", findings_id=made.id), 303)


@bp.route("/insight/findings/<uuid:findings_id>", methods=["GET", "POST"])
@requires(Permission.RESULTS_PUBLISH)
def edit(findings_id: uuid.UUID) -> ResponseReturnValue:
    """Write it. A second tab that saved in between is said."""
    report, release = opened(findings_id)
    held = findings.written(report)
    offered = findings.offered(viewer(), release)
    codes = {code for one in offered for code in one.codes}
    form = ReportForm(
        data={
            "version": report.version,
            "title": held.title,
            "summary": held.summary,
            "method": held.method,
            "next": held.next,
            "shown": [one.value for one in held.shown],
            "quotes": [str(one) for one in findings.chosen(report)],
        }
    )
    form.offer(offered, frames.names_of(codes))
    refused = ""
    if form.validate_on_submit():
        try:
            operations.save(report, form.written, form.points, by=viewer(), version=form.opened_with)
        except StaleError as error:
            undo()
            refused = words_of(error)
            form.version.data = str(findings.report_by_id(viewer(), findings_id)[0].version)
        else:
            return redirect(url_for(".preview", findings_id=findings_id, said="saved"), 303)
    page = render_template("findings/edit.html", form=form, refused=refused)
    return page, 409 if refused else 422 if form.is_submitted() else 200


@bp.get("/insight/findings/<uuid:findings_id>/preview")
@requires(Permission.RESULTS_PUBLISH)
def preview(findings_id: uuid.UUID) -> ResponseReturnValue:
    """As everybody would read it."""
    report, release = opened(findings_id)
    return page_of(report, release, is_preview=True)


@bp.post("/insight/findings/<uuid:findings_id>/publish")
@requires(Permission.RESULTS_PUBLISH)
def publish(findings_id: uuid.UUID) -> ResponseReturnValue:
    report, _release = opened(findings_id)
    operations.publish(report, by=viewer(), version=VersionedForm().opened_with)
    return redirect(url_for(".preview", findings_id=report.id, said="published"), 303)


@bp.post("/insight/findings/<uuid:findings_id>/take-back")
@requires(Permission.RESULTS_PUBLISH)
def take_back(findings_id: uuid.UUID) -> ResponseReturnValue:
    report, _release = opened(findings_id)
    operations.take_back(report, by=viewer(), version=VersionedForm().opened_with)
    return redirect(url_for(".preview", findings_id=report.id, said="taken-back"), 303)


@bp.get("/findings")
@public
def all_of_them() -> ResponseReturnValue:
    """Every report that is published."""
    return render_template("findings/all_of_them.html", reports=findings.listed(is_public=True))


@bp.get("/findings/<string:findings>")
@public
def shown_one(findings: str) -> ResponseReturnValue:
    """What everybody reads and prints."""
    return page_of(*public_report(findings))


def opened(findings_id: uuid.UUID) -> tuple[Report, Release]:
    """Raises: NotThereError, traced."""
    try:
        return findings.report_by_id(viewer(), findings_id)
    except NotThereError:
        audit.refused(viewer(), "findings-report.refused", of=("findings-report", findings_id))
        raise


def page_of(report: Report, release: Release, *, is_preview: bool = False) -> str:
    document = document_of(release)
    written = findings.written(report)
    rows = findings.statements_of(release) if Section.STATEMENTS in written.shown else []
    said = findings.quotes(report)
    names = frames.names_of([code for code in said if code])
    return render_template(
        "findings/preview.html" if is_preview else "findings/shown_one.html",
        report=report,
        release=release,
        written=written,
        heard=heard(document),
        results=shown(document),
        shows={one.value: one in written.shown for one in Section},
        quotes=[(names.get(code, "") if code else "", ones) for code, ones in said.items()],
        statements=[(one, state_of_row(one)) for one in rows],
    )


def starting_words(release: Release) -> Written:
    """What a report begins with: the team writes the rest."""
    document = document_of(release)
    name = document.name or str(release.year)
    return Written(
        title=_("What people said: %(name)s", name=name)[:200],
        summary="",
        method=_(
            "We talked with people where they are, and wrote down what they said in their own words. "
            "Two or more of us read it and sorted it into themes."
        ),
        next="",
    )
