"""A file sent by somebody here, and what its columns stand for."""

from __future__ import annotations

import uuid
from dataclasses import replace

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from app.blueprints.imports import words
from app.blueprints.imports.blueprint import bp
from app.blueprints.imports.forms import UploadForm, columns_form, is_field
from app.blueprints.imports.routes import status
from app.domain.errors import NotThereError
from app.domain.feeds import friendly
from app.domain.feeds.sums import Refused
from app.domain.roles import Permission
from app.gateways import feeds as gateway
from app.gateways import kept_imports
from app.gateways.feed_documents import MEGABYTE, Piece, Table
from app.operations import feeds as operations
from app.queries import feeds as queries
from app.web.access import requires
from app.web.transaction import letting_go
from app.web.viewer import viewer

MOST_BYTES = 11 * MEGABYTE
"""A file of ten, and the form around it."""
SAMPLE = replace(operations.BOUNDS, sample=20)


@bp.route("/upload", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN, most_bytes=MOST_BYTES)
def upload() -> ResponseReturnValue:
    form = UploadForm(name=_name_asked())
    if form.validate_on_submit():
        sent = request.files.get("file")
        content = sent.read(operations.BOUNDS.file_bytes + 1) if sent is not None else b""
        name = (sent.filename or "") if sent is not None else ""
        with letting_go():
            first = _first(content, name) if name else None
        if fault := _fault(first, len(content)):
            form.file.errors = [fault]
        else:
            feed = operations.named(form.name.data or "", by=viewer())
            plan = operations.upload(
                feed, by=viewer(), data=current_app.config["DATA"], file_name=name, content=content
            )
            if isinstance(first, Table):
                return redirect(url_for(".columns", plan_id=plan.id), 303)
            operations.start_reading(plan, by=viewer())
            return redirect(url_for(".plan", plan_id=plan.id), 303)
    return render_template("imports/upload.html", form=form), status(form)


def _name_asked() -> str:
    """The feed whose page somebody came from."""
    asked = request.args.get("feed", type=uuid.UUID)
    return queries.feed(viewer(), asked).name if asked else ""


def _first(content: bytes, name: str) -> Piece | None:
    """The first thing in a file."""
    return next(iter(gateway.pieces_of(content, name, SAMPLE)), None)


def _fault(first: Piece | None, size: int) -> str:
    """What is wrong with a file, in words; empty where nothing is."""
    if size > operations.BOUNDS.file_bytes:
        return _("The file is too big. We take up to 10 megabytes. Send it in parts.")
    if first is None:
        return _("Choose a file")
    if isinstance(first, Refused):
        said = _("The file %(why)s.", why=words.REASONS[first.why])
        return f"{said} {words.HELPS.get(first.why, '')}".strip()
    return ""


@bp.route("/plans/<uuid:plan_id>/columns", methods=["GET", "POST"])
@requires(Permission.IMPORT_RUN)
def columns(plan_id: uuid.UUID) -> ResponseReturnValue:
    """What each column stands for: remembered, else guessed, and corrected by a person."""
    plan = queries.plan(viewer(), plan_id)
    if not plan.file or plan.status not in operations.OPEN:
        return redirect(url_for(".plan", plan_id=plan.id), 303)
    file, name = plan.file, plan.file_name
    with letting_go():
        found = next(iter(kept_imports.pieces(current_app.config["DATA"], file, name, SAMPLE)), None)
    if not isinstance(found, Table):
        raise NotThereError
    headings = [heading for heading in dict.fromkeys(found.columns) if heading]
    samples = {
        heading: list(
            dict.fromkeys(cell for _number, row in found.rows if (cell := row.get(heading, "").strip()))
        )
        for heading in headings
    }
    feed = queries.feed(viewer(), plan.feed_id)
    remembered = queries.remembered_columns(feed, headings)
    before = operations.mapping_of(plan) or remembered or friendly.guessed(headings, samples)
    form = columns_form(headings, samples)(
        data={f"column_{number}": before.get(heading, "") for number, heading in enumerate(headings)}
    )
    if form.validate_on_submit():
        chosen = {
            heading: field if is_field(field := str(form[f"column_{number}"].data or "")) else ""
            for number, heading in enumerate(headings)
        }
        twice = {field for field in chosen.values() if field and list(chosen.values()).count(field) > 1}
        for number, heading in enumerate(headings):
            if chosen[heading] in twice:
                form[f"column_{number}"].errors = [_("Two columns cannot stand for the same thing")]
        if headings and "name" not in chosen.values():
            form.column_0.errors = [_("Say which column holds the name of each activity")]
        if not form.errors:
            operations.start_reading(plan, by=viewer(), mapping=chosen)
            return redirect(url_for(".plan", plan_id=plan.id), 303)
    return (
        render_template(
            "imports/columns.html",
            plan=plan,
            feed=feed,
            form=form,
            is_remembered=bool(remembered),
            words=words,
        ),
        status(form),
    )
