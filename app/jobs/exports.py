"""Makes the files that cannot be sent at once, and each day deletes what waited too long."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from flask import current_app

from app.database import begin_writing, db
from app.domain.viewer import SYSTEM
from app.gateways import kept_exports
from app.operations import exports, extracts
from app.operations.exports import MAKE
from app.queries import exports as queries
from app.queries.export_plan import Scope, plan

__all__ = ["KIND", "MAKE", "make", "run"]

KIND = "old-exports"
EVERY = 1_000
"""Rows between two notes of how far it is."""


def make(arguments: Mapping[str, object]) -> None:
    """Reads in batches of their own, so no transaction stays open over it. Done twice, it is one file."""
    db.session.rollback()
    export_id = uuid.UUID(str(arguments["export_id"]))
    made = queries.made_by_id(export_id)
    if made is None or made.export.manifest is not None:
        return
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # each batch has a context of its own
    settled = plan(SYSTEM, Scope.read(str(made.export.what["scope"])), k=int(str(made.export.what["k"])))
    about, files = exports.told(made.export, settled, made.by), exports.files_of(made.export)
    held: list[Mapping[str, Any]] = []
    db.session.rollback()
    kept = kept_exports.keep(
        app.config["DATA"],
        export_id,
        exports.pieces(
            settled,
            files,
            about,
            within=app.app_context,
            data=app.config["DATA"],
            done=held.append,
            tick=Progress(export_id),
        ),
    )
    begin_writing()
    exports.finish(export_id, held[0], kept=kept)
    db.session.commit()


class Progress:
    """Notes how far it is, now and then."""

    def __init__(self, export_id: uuid.UUID) -> None:
        self.export_id, self.waiting = export_id, 0

    def __call__(self, many: int) -> None:
        self.waiting += many
        if self.waiting >= EVERY:
            db.session.rollback()
            begin_writing()
            exports.move_on(self.export_id, self.waiting)
            db.session.commit()
            self.waiting = 0


def run(arguments: Mapping[str, object]) -> None:
    data = current_app.config["DATA"]
    exports.forget_old(data)
    extracts.end_those_over(data)
