"""Exports: asked for with a purpose, made by one writer, traced; what a job makes is kept for a few days."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import select, update

from app import clock
from app.database import db, held_row
from app.domain.errors import NotAllowedError
from app.domain.export_asked import KEPT_DAYS, ExportFault, files_fault, is_streamed, passes, purpose_fault
from app.domain.export_tables import ExportFile
from app.domain.exporting import FileSum, Told, manifest
from app.domain.insight import WorkStatus
from app.domain.viewer import Viewer
from app.gateways import kept_exports, packages
from app.models.answers import Export, ExtractProject
from app.operations import audit, work
from app.operations.export_files import Tick, entries, name_of
from app.queries.export_plan import Plan
from app.queries.export_rows import Within

MAKE = "make-export"
GIVEN_UP = dt.timedelta(days=1)
"""After so long what is not made yet will not be made any more."""


class ExportRefusedError(ValueError):
    def __init__(self, fault: ExportFault) -> None:
        super().__init__(fault)
        self.fault = fault


def faults(plan: Plan, files: Collection[ExportFile], purpose: str) -> list[ExportFault]:
    """All that keeps it from being made."""
    found = (
        files_fault(files, comments=plan.comments, codes=len(plan.codes)),
        purpose_fault(purpose),
    )
    return [one for one in found if one is not None]


def begin(
    export_id: uuid.UUID,
    plan: Plan,
    files: Collection[ExportFile],
    purpose: str,
    *,
    by: Viewer,
    project: ExtractProject | None = None,
    is_made_now: bool = False,
) -> Export:
    """Note what is taken and why; a job makes what cannot be sent at once. Asked twice, it is one.

    `is_made_now`: whoever asks makes all of it, as a command does.

    Raises: ExportRefusedError; NotAllowedError where the id is another's.
    """
    before = held_row(Export, export_id)
    if before is not None:
        if before.made_by != by.account_id or before.what != what(plan, files):
            raise NotAllowedError
        trace(export_id, plan, by=by)
        return before
    for fault in faults(plan, files, purpose):
        raise ExportRefusedError(fault)
    export = Export(
        id=export_id,
        what=what(plan, files),
        purpose=purpose.strip(),
        project_id=project.id if project else None,
        status=WorkStatus.WAITING,
        total=plan.comments,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(export)
    if not (is_made_now or is_streamed(files)):
        work.enqueue(MAKE, key=f"{MAKE}:{export_id}", export_id=str(export_id))
    trace(export_id, plan, by=by)
    db.session.flush()
    return export


def trace(export_id: uuid.UUID, plan: Plan, *, by: Viewer) -> None:
    """Note that somebody takes it: each time, and how much."""
    kind = plan.scope.kind.value
    audit.record(by, "export.made", of=("export", export_id), scope=kind, count=plan.comments)


def what(plan: Plan, files: Collection[ExportFile]) -> dict[str, object]:
    """What was chosen, as it is kept."""
    return {
        "scope": plan.scope.key,
        "name": plan.name,
        "files": sorted(one.value for one in files),
        "k": plan.k,
    }


def files_of(export: Export) -> frozenset[ExportFile]:
    named = export.what.get("files")
    return frozenset(ExportFile(one) for one in named) if isinstance(named, list) else frozenset()


def told(export: Export, plan: Plan, made_by: str) -> Told:
    return Told(
        made_at=export.made_at,
        made_by=made_by,
        purpose=export.purpose,
        filters={"scope": plan.scope.kind.value, "name": plan.name, "kept": "only conversations that count"},
        thresholds={"conversations_alike_at_least": plan.k},
        frame=plan.frame_words,
        left_out={
            "comments_of_events_too_small": plan.too_few,
            "comments_that_wait_for_somebody_to_decide": plan.undecided,
            "codes_of_comments_in_an_open_round": plan.in_rounds,
            "conversations_with_something_blanked": plan.blanked,
        },
    )


def pieces(
    plan: Plan,
    files: Collection[ExportFile],
    about: Told,
    *,
    within: Within,
    data: Path,
    done: Callable[[Mapping[str, Any]], None],
    tick: Tick = lambda many: None,
) -> Iterator[bytes]:
    """The packed files in pieces, the manifest last. `done` is told the manifest once all is written."""

    def summed(sums: list[FileSum]) -> Mapping[str, Any]:
        made = manifest(about, sums)
        done(made)
        return made

    return packages.packed(entries(plan, files, within=within, data=data, tick=tick), summed)


def file_name(plan: Plan, export: Export) -> str:
    return f"{name_of(plan)}-{clock.local_day(export.made_at)}.zip"


def finish(export_id: uuid.UUID, made: Mapping[str, Any], *, kept: str = "") -> None:
    """Note what was in it."""
    export = held_row(Export, export_id)
    if export is None:
        return
    export.status, export.manifest, export.done = WorkStatus.DONE, dict(made), export.total
    if kept:
        export.kept, export.until = kept, clock.now() + dt.timedelta(days=KEPT_DAYS)
    db.session.flush()


def move_on(export_id: uuid.UUID, many: int) -> None:
    """So many more rows are written."""
    if (export := held_row(Export, export_id)) is not None:
        export.done = min(export.done + many // passes(files_of(export)), export.total)
        db.session.flush()


def forget_old(data: Path) -> int:
    """Delete the files whose time is over; how many."""
    old = db.session.scalars(select(Export).where(Export.kept != "", Export.until < clock.now())).all()
    for export in old:
        kept_exports.forget(data, export.kept)
        export.kept = ""
    kept_exports.sweep(data, older_than=GIVEN_UP.total_seconds())
    db.session.execute(
        update(Export)
        .where(Export.status == WorkStatus.WAITING, Export.made_at < clock.now() - GIVEN_UP)
        .values(status=WorkStatus.FAILED)
    )
    db.session.flush()
    return len(old)
