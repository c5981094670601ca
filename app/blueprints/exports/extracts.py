"""Extracts for analysts: pieces of analysis, each with a key that makes its pseudonyms and is destroyed."""

from __future__ import annotations

import uuid

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.exports.blueprint import bp
from app.blueprints.exports.forms import ChooseForm, ProjectForm, TakeForm
from app.blueprints.exports.sending import sent
from app.domain.errors import GoneError
from app.domain.export_asked import ExportFault, is_streamed, purpose_fault
from app.domain.export_tables import ExportFile
from app.domain.roles import Permission
from app.models.answers import ExtractProject
from app.operations import exports, extracts
from app.operations.exports import ExportRefusedError
from app.queries import export_plan
from app.queries import exports as queries
from app.queries.export_plan import Plan, Scope
from app.web.access import requires
from app.web.labels_exports import FAULTS
from app.web.opening import opened
from app.web.viewer import viewer


@bp.route("/exports/extracts", methods=["GET", "POST"])
@requires(Permission.EXTRACT_TAKE)
def projects() -> ResponseReturnValue:
    """The pieces of analysis, and a new one."""
    form = ProjectForm()
    if request.method == "GET":
        form.mint()
    elif is_right(form) and form.ends_on.data is not None:
        project = extracts.start(
            form.id, form.name.data or "", form.purpose.data or "", form.ends_on.data, by=viewer()
        )
        return redirect(url_for(".project", project_id=project.id), 303)
    page = render_template("exports/projects.html", form=form, rows=queries.projects(viewer()))
    return page, 422 if form.errors else 200


def is_right(form: ProjectForm) -> bool:
    """Everything is looked at, so that all faults are said at once."""
    right = bool(form.validate())
    if (fault := purpose_fault(form.purpose.data or "")) is not None:
        form.purpose.errors = [FAULTS[fault]]
        right = False
    day, today = form.ends_on.data, clock.today()
    if not form.ends_on.errors and (day is None or not today <= day <= today + extracts.LONGEST):
        form.ends_on.errors = [_("Write a day from today on, at most three years away")]
        right = False
    return right


def opened_project(project_id: uuid.UUID) -> ExtractProject:
    return opened("extract", project_id, lambda: queries.project_for(viewer(), project_id))


@bp.get("/exports/extracts/<uuid:project_id>")
@requires(Permission.EXTRACT_TAKE)
def project(project_id: uuid.UUID) -> ResponseReturnValue:
    """Its purpose and its end, and what may be taken for it. Raises: NotThereError."""
    take = TakeForm(formdata=None)
    take.mint()
    return shown(opened_project(project_id), take)


@bp.post("/exports/extracts/<uuid:project_id>")
@requires(Permission.EXTRACT_TAKE)
def act(project_id: uuid.UUID) -> ResponseReturnValue:
    """Take an extract, or end it all. Raises: NotThereError; GoneError once the key is destroyed."""
    found = opened_project(project_id)
    if request.form.get("do") == "end":
        extracts.end(found, by=viewer(), data=current_app.config["DATA"])
        return redirect(url_for(".project", project_id=project_id), 303)
    take = TakeForm()
    chosen = asked(found)
    plan = None
    if chosen.scope.data and is_streamed(chosen.chosen):
        plan = plan_of(found, chosen.scope.data)
    if plan is not None and (answer := taken(found, plan, chosen, take)) is not None:
        return answer
    if not chosen.scope.data:
        chosen.scope.errors = [_("Choose what people said at which event, or in which year")]
    if not chosen.chosen:
        chosen.files.errors = [FAULTS[ExportFault.NO_FILES]]
    return shown(found, take, chosen)


def taken(found: ExtractProject, plan: Plan, chosen: ChooseForm, take: TakeForm) -> Response | None:
    """The extract; None where it is refused, and why stands in the form."""
    try:
        export = exports.begin(take.id, plan, chosen.chosen, found.purpose, by=viewer(), project=found)
    except ExportRefusedError as error:
        chosen.files.errors = [FAULTS[error.fault]]
        return None
    return sent(export, plan)


def plan_of(found: ExtractProject, scope: str) -> Plan:
    return export_plan.plan(
        viewer(), Scope.read(scope), permission=Permission.EXTRACT_TAKE, ids=extracts.pseudonyms(found)
    )


def asked(found: ExtractProject) -> ChooseForm:
    """Raises: GoneError."""
    if found.key is None:
        raise GoneError
    form = ChooseForm()
    form.offer(export_plan.choices(viewer(), Permission.EXTRACT_TAKE), only_streamed=True)
    return form


def shown(found: ExtractProject, take: TakeForm, chosen: ChooseForm | None = None) -> ResponseReturnValue:
    if chosen is None:
        chosen = ChooseForm(formdata=None)
        chosen.offer(export_plan.choices(viewer(), Permission.EXTRACT_TAKE), only_streamed=True)
        chosen.files.data = [ExportFile.TIDY.value]
    has_errors = bool(chosen.scope.errors or chosen.files.errors)
    page = render_template(
        "exports/project.html", project=found, form=chosen, take=take, has_errors=has_errors
    )
    return page, 422 if has_errors else 200
