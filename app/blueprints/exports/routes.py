"""Exports: the list of those made, choosing one, looking before, and taking it."""

from __future__ import annotations

import uuid

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app import clock
from app.blueprints.exports.blueprint import bp
from app.blueprints.exports.forms import ChooseForm, TakeForm
from app.blueprints.exports.sending import ZIP, attached, sent
from app.domain.errors import GoneError
from app.domain.export_asked import KEPT_DAYS, ExportFault, is_streamed, purpose_fault
from app.domain.export_tables import ExportFile
from app.domain.roles import Permission
from app.gateways import kept_exports
from app.operations import audit, exports
from app.operations.exports import ExportRefusedError
from app.queries import export_plan
from app.queries import exports as queries
from app.queries.export_plan import Plan, Scope
from app.web.access import requires
from app.web.labels_exports import FAULTS
from app.web.opening import opened
from app.web.paging import pages
from app.web.viewer import viewer

SOME_PURPOSE = "to look at it before anything leaves"
"""Nobody was asked for theirs yet."""


@bp.get("/exports")
@requires(Permission.FEEDBACK_EXPORT)
def listed() -> ResponseReturnValue:
    page = max(request.args.get("page", 1, type=int), 1)
    rows, total = queries.listed(viewer(), page)
    last = max(1, -(-total // queries.PAGE))
    return render_template(
        "exports/listed.html",
        rows=rows,
        may_extract=viewer().may(Permission.EXTRACT_TAKE),
        pages=pages(page, last, lambda number: url_for(".listed", page=number if number > 1 else None)),
    )


@bp.get("/exports/new")
@requires(Permission.FEEDBACK_EXPORT)
def new() -> ResponseReturnValue:
    """Choose; then, with what was chosen in the address, look at what would leave."""
    form = ChooseForm(formdata=request.args)
    form.offer(export_plan.choices(viewer()))
    if not request.args:
        form.files.data = [ExportFile.TIDY.value]
        return render_template("exports/new.html", form=form)
    if not (form.scope.data and form.chosen):
        if not form.scope.data:
            form.scope.errors = [_("Choose what people said at which event, or in which year")]
        if not form.chosen:
            form.files.errors = [FAULTS[ExportFault.NO_FILES]]
        return render_template("exports/new.html", form=form), 422
    plan = export_plan.plan(viewer(), Scope.read(form.scope.data))
    take = TakeForm(formdata=None)
    take.mint()
    return looked_at(plan, form.chosen, take)


@bp.post("/exports/new")
@requires(Permission.FEEDBACK_EXPORT)
def take() -> ResponseReturnValue:
    """Send it, or put a job in for it. Raises: NotThereError."""
    chosen, form = ChooseForm(), TakeForm()
    plan = export_plan.plan(viewer(), Scope.read(chosen.scope.data or ""))
    try:
        export = exports.begin(form.id, plan, chosen.chosen, form.purpose.data or "", by=viewer())
    except ExportRefusedError:
        return looked_at(plan, chosen.chosen, form, is_refused=True)
    if is_streamed(chosen.chosen):
        return sent(export, plan)
    return redirect(url_for(".shown", export_id=export.id), 303)


def looked_at(
    plan: Plan, files: frozenset[ExportFile], form: TakeForm, *, is_refused: bool = False
) -> ResponseReturnValue:
    """How many rows, what is left out, and the question what for."""
    missing = exports.faults(plan, files, SOME_PURPOSE)
    if is_refused and (fault := purpose_fault(form.purpose.data or "")) is not None and not missing:
        form.refuse(fault)
    page = render_template(
        "exports/look.html",
        plan=plan,
        files=[one for one in ExportFile if one in files],
        form=form,
        at_once=is_streamed(files),
        missing=[FAULTS[one] for one in missing],
        days=KEPT_DAYS,
    )
    return page, 422 if is_refused else 200


@bp.get("/exports/<uuid:export_id>")
@requires(Permission.FEEDBACK_EXPORT)
def shown(export_id: uuid.UUID) -> ResponseReturnValue:
    """What was in it, who took it and why. Raises: NotThereError."""
    made = opened("export", export_id, lambda: queries.made_for(viewer(), export_id))
    is_kept = bool(made.export.kept) and (made.export.until or clock.now()) > clock.now()
    return render_template(
        "exports/shown.html", made=made, at_once=is_streamed(exports.files_of(made.export)), is_kept=is_kept
    )


@bp.get("/exports/<uuid:export_id>/file")
@requires(Permission.FEEDBACK_EXPORT)
def file(export_id: uuid.UUID) -> ResponseReturnValue:
    """What a job made. Raises: NotThereError; GoneError once its days are over."""
    made = opened("export", export_id, lambda: queries.made_for(viewer(), export_id))
    try:
        data = (
            kept_exports.read(current_app.config["DATA"], export_id, made.export.kept)
            if made.export.kept and (made.export.until or clock.now()) > clock.now()
            else b""
        )
    except OSError:
        data = b""
    if not data:
        raise GoneError
    audit.seen(viewer(), "export.taken", of=("export", export_id), count=made.export.total)
    return attached(Response(data, mimetype=ZIP), f"said-{clock.local_day(made.export.made_at)}.zip")
