"""`flask insight export`: what the page of exports gives, file by file, by the same functions."""

from __future__ import annotations

import io
import uuid
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain.errors import NotThereError
from app.domain.export_asked import ExportFault
from app.domain.export_tables import ExportFile
from app.domain.viewer import SYSTEM
from app.models.engagement import Event, Series
from app.operations import exports
from app.operations.exports import ExportRefusedError
from app.queries.export_plan import Plan, Scope, ScopeKind, plan

BY = "flask insight export"
FAULTS: Mapping[ExportFault, str] = {
    ExportFault.NO_PURPOSE: "Say what for: --purpose.",
    ExportFault.SHORT_PURPOSE: "Say in a few more words what for.",
    ExportFault.LONG_PURPOSE: "Say what for in 500 letters or fewer.",
    ExportFault.NO_FILES: "Choose at least one file: --file.",
    ExportFault.TOO_MANY: "These are more than 20,000 comments: choose tidy, wide or json.",
    ExportFault.NOTHING: "There is nothing to take.",
    ExportFault.NO_CODES: "There are no codes yet.",
}


@click.command("export")
@click.option("--event", help="The name of an event in its address.")
@click.option("--series", help="The same of a series.")
@click.option("--year", type=click.IntRange(2000, 2200))
@click.option("--file", "files", type=click.Choice([one.value for one in ExportFile]), multiple=True)
@click.option("--purpose", required=True, help="What it is for. Kept beside the export.")
@click.option("--to", "folder", type=click.Path(path_type=Path, file_okay=False), required=True)
@with_appcontext
def command(  # noqa: PLR0917 - one for each option
    event: str | None,
    series: str | None,
    year: int | None,
    files: tuple[str, ...],
    purpose: str,
    folder: Path,
) -> None:
    """Write what people said into a folder: the same bytes as the page of exports gives."""
    try:
        settled = plan(SYSTEM, scope_of(event, series, year))
    except NotThereError:
        raise click.ClickException("There is nothing of that name.") from None
    chosen = frozenset(ExportFile(one) for one in files)
    if faults := exports.faults(settled, chosen, purpose):
        raise click.ClickException(" ".join(FAULTS[one] for one in faults))
    made = packed(settled, chosen, purpose)
    folder.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        for entry in archive.infolist():
            (folder / entry.filename).write_bytes(archive.read(entry))
            click.echo(f"{entry.filename}: {entry.file_size:,} bytes")


def scope_of(event: str | None, series: str | None, year: int | None) -> Scope:
    """Raises: NotThereError."""
    if event:
        found = db.session.scalar(select(Event.id).where(Event.slug == event))
        kind = ScopeKind.EVENT
    elif series:
        found = db.session.scalar(select(Series.id).where(Series.slug == series))
        kind = ScopeKind.SERIES
    elif year:
        return Scope(ScopeKind.YEAR, str(year))
    else:
        raise click.UsageError("Say of what: --event, --series or --year.")
    if found is None:
        raise NotThereError
    return Scope(kind, str(found))


def packed(settled: Plan, chosen: frozenset[ExportFile], purpose: str) -> bytes:
    """All of it, noted like an export of the page."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # each batch has a context of its own
    db.session.rollback()
    begin_writing()
    try:
        export = exports.begin(uuid.uuid4(), settled, chosen, purpose, by=SYSTEM, is_made_now=True)
    except ExportRefusedError as error:
        raise click.ClickException(FAULTS[error.fault]) from None
    about, export_id = exports.told(export, settled, BY), export.id
    db.session.commit()
    held: list[Mapping[str, Any]] = []
    data = app.config["DATA"]
    made = b"".join(
        exports.pieces(settled, chosen, about, within=app.app_context, data=data, done=held.append)
    )
    begin_writing()
    exports.finish(export_id, held[0])
    db.session.commit()
    return made
