"""An export sent while it is written. What it was is noted once the last byte is made."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Flask, Response, current_app

from app.database import begin_writing, db
from app.models.answers import Export
from app.operations import exports
from app.queries.export_plan import Plan
from app.web.viewer import viewer

ZIP = "application/zip"


def sent(export: Export, plan: Plan) -> Response:
    """The packed files as an answer. Nothing of it is held: each batch is read as it is sent."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # the stream outlives the request
    export_id, files = export.id, exports.files_of(export)

    def done(made: Mapping[str, Any]) -> None:
        with app.app_context():
            begin_writing()
            exports.finish(export_id, made)
            db.session.commit()

    made = exports.pieces(
        plan,
        files,
        exports.told(export, plan, viewer().name),
        within=app.app_context,
        data=app.config["DATA"],
        done=done,
    )
    return attached(Response(made, mimetype=ZIP), exports.file_name(plan, export))


def attached(answer: Response, name: str) -> Response:
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
