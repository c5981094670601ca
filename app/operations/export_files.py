"""The files of an export, one writer for the page, the job and the command: the same plan, the same bytes."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from app.domain import export_tables
from app.domain.export_tables import CODINGS, COMMENTS, ExportFile
from app.domain.exporting import PACKAGE, Table, metadata, metadata_name, package
from app.domain.spreadsheet_cells import Cell
from app.gateways import csv_rows, download_files, json_rows, refi_codebook, refi_project, workbook_rows
from app.gateways.packages import Entry, as_json
from app.gateways.refi_project import Layout
from app.gateways.workbook_rows import Cover
from app.queries import export_rows
from app.queries.export_plan import Plan
from app.queries.export_rows import Within

Tick = Callable[[int], None]
"""Told after some rows how many were written since."""
EVERY = 500
ABOUT = (
    "What people said, without what was hidden. Hiding names does not make words anonymous: "
    "keep this file as safe as the people in it.",
    "Where fewer than five conversations of an event share an area, an age and a community, "
    "some of these are left empty.",
)


def no_tick(many: int) -> None:
    """Nobody waits to be told."""


Passing = TypeVar("Passing")


class Counted(Generic[Passing]):
    """What is counted as it passes."""

    def __init__(self, rows: Iterable[Passing], tick: Tick) -> None:
        self.rows, self.tick, self.count = rows, tick, 0

    def __iter__(self) -> Iterator[Passing]:
        for row in self.rows:
            yield row
            self.count += 1
            if self.count % EVERY == 0:
                self.tick(EVERY)
        self.tick(self.count % EVERY)


@contextmanager
def workplace(data: Path) -> Iterator[Path]:
    """A folder for what cannot be written at one go; it goes away, whatever happens."""
    home = data / "exports"
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix=".making-", dir=home) as place:
        yield Path(place)


def entries(
    plan: Plan, files: Collection[ExportFile], *, within: Within, data: Path, tick: Tick = no_tick
) -> Iterator[Entry]:
    """Each file of the export, in a fixed order. `data`: the folder to work in."""
    tables = list(_tables(plan, files))
    for table, rows in tables:
        counted = Counted(rows(plan, within), no_tick if table is CODINGS else tick)
        yield Entry(table.file, csv_rows.written(table, counted), lambda counted=counted: counted.count)  # type: ignore[misc]
        yield Entry(metadata_name(table), [as_json(metadata(table))])
    if tables:
        described = package([table for table, _rows in tables], name=name_of(plan), title=plan.name)
        yield Entry(PACKAGE, [as_json(described)])
    if ExportFile.JSON in files:
        said = Counted(_comments(plan, within), tick)
        parts: Parts = [(COMMENTS, said), (CODINGS, _codings(plan, within))]
        yield Entry(f"{name_of(plan)}.json", json_rows.written(parts), lambda: said.count)
    if ExportFile.CODEBOOK in files:
        yield Entry(f"{name_of(plan)}.qdc", refi_codebook.written(plan.codes))
    for kind, make in BEHIND.items():
        if kind in files:
            yield from made_whole(kind, plan, make, within=within, data=data, tick=tick)


def made_whole(
    kind: ExportFile, plan: Plan, make: Make, *, within: Within, data: Path, tick: Tick
) -> Iterator[Entry]:
    """One that is written to the disk before it is sent."""
    with workplace(data) as place:
        path = place / f"{name_of(plan)}{ENDINGS[kind]}"
        rows = make(path, plan, within, tick)
        yield Entry(path.name, download_files.pieces(path.open("rb")), lambda: rows)


def name_of(plan: Plan) -> str:
    return f"said-{plan.slug}"


Parts = list[tuple[Table, Iterable[Sequence[Cell]]]]
Rows = Callable[[Plan, Within], Iterator[Sequence[Cell]]]
Make = Callable[[Path, Plan, Within, Tick], int]


def _tables(plan: Plan, files: Collection[ExportFile]) -> Iterator[tuple[Table, Rows]]:
    if ExportFile.TIDY in files:
        yield COMMENTS, export_rows.comment_rows
        yield CODINGS, export_rows.coding_rows
    if ExportFile.WIDE in files:
        yield _wide(plan), export_rows.wide_rows


def _wide(plan: Plan) -> Table:
    return export_tables.wide([(column, name) for _code, column, name in plan.columns])


def _comments(plan: Plan, within: Within) -> Iterator[Sequence[Cell]]:
    return export_rows.comment_rows(plan, within)


def _codings(plan: Plan, within: Within) -> Iterator[Sequence[Cell]]:
    return export_rows.coding_rows(plan, within)


def _workbook(path: Path, plan: Plan, within: Within, tick: Tick) -> int:
    cover = Cover(
        title=f"What people said: {plan.name}",
        lines=(*ABOUT, f"Code frame: {plan.frame_words or 'none'}."),
        notes=("A line that begins with ' and a sign such as = was guarded: take off the apostrophe.",),
    )
    parts: Parts = [
        (COMMENTS, Counted(_comments(plan, within), tick)),
        (CODINGS, _codings(plan, within)),
        (_wide(plan), export_rows.wide_rows(plan, within)),
    ]
    return workbook_rows.write(path, cover, parts)[COMMENTS.name]


def _project(layout: Layout) -> Make:
    def make(path: Path, plan: Plan, within: Within, tick: Tick) -> int:
        return refi_project.write(
            path,
            name=plan.name,
            codes=plan.codes,
            coders={*plan.coders.values(), export_rows.NOBODY},
            variables=export_rows.VARIABLES,
            comments=Counted(export_rows.refi_comments(plan, within), tick),
            layout=layout,
        )

    return make


BEHIND: dict[ExportFile, Make] = {
    ExportFile.WORKBOOK: _workbook,
    ExportFile.PROJECT: _project(Layout.COMMENTS),
    ExportFile.PROJECT_BY_QUESTION: _project(Layout.QUESTIONS),
}
ENDINGS = {
    ExportFile.WORKBOOK: ".xlsx",
    ExportFile.PROJECT: ".qdpx",
    ExportFile.PROJECT_BY_QUESTION: "-by-question.qdpx",
}
