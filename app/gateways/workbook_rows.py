"""Tables as a workbook that everybody can read: a cover, notes, then one table a sheet. No cell is a formula.

The same rows give the same bytes. Source: Analysis Function, "Releasing statistics in spreadsheets".
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from app.domain.exporting import NUMERIC, Field, Kind, Table
from app.domain.spreadsheet_cells import Cell, guard

FIXED = dt.datetime(2000, 1, 1)  # noqa: DTZ001 - no real time: the same rows give the same bytes
HEADER_ROW = 2
"""Of a table. Above it: what the sheet is called, and one sentence about it. Units: rows from 0."""
MOST_LETTERS = 32_767
"""In one cell of a workbook."""
WIDE, NARROW = 60, 18
CUT = " [cut: the whole text is in the CSV file]"
SAFE = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, slots=True)
class Cover:
    """What the first sheets say."""

    title: str
    lines: tuple[str, ...]
    """One sentence a row."""
    notes: tuple[str, ...] = ()
    language: str = "en-GB"


class _Sheet(Worksheet):  # type: ignore[misc]
    """A sheet whose text is text, whatever it looks like."""

    def _xml_rich_inline_string(self, string: str, attributes: Any = ()) -> None:
        """What begins and ends as marked-up text does is still only text."""
        self._xml_inline_string(string, True, attributes)

    def name_table(self, table: Table, last_row: int) -> None:
        """Name the rows written as a table. All rows are on the disk by then; only the frame is made here."""
        self._write_single_row(last_row + 1)
        self.constant_memory = False
        columns = [{"header": name} for name in table.names]
        options = {"name": f"table_{table.name}", "columns": columns, "style": "Table Style Light 1"}
        self.add_table(HEADER_ROW, 0, last_row, len(columns) - 1, {**options, "description": table.about})
        self.table_cells.clear()
        self.table.clear()
        self.constant_memory = True


def write(
    path: Path, cover: Cover, parts: Iterable[tuple[Table, Iterable[Sequence[Cell]]]]
) -> dict[str, int]:
    """Write the workbook; how many rows each table has."""
    counts: dict[str, int] = {}
    parts = list(parts)
    with (
        tempfile.TemporaryDirectory(prefix=".workbook-", dir=path.parent) as place,
        xlsxwriter.Workbook(str(path), {**SAFE, "tmpdir": place}) as book,
    ):
        book.set_properties({"title": cover.title, "author": "Ginnel", "created": FIXED})
        book.set_custom_property("Language", cover.language)
        looks = _Looks(book)
        _front(book, looks, cover, [table for table, _rows in parts])
        for table, rows in parts:
            counts[table.name] = _table(book, looks, table, rows)
    return counts


class _Looks:
    def __init__(self, book: Any) -> None:
        self.title = book.add_format({"bold": True, "font_size": 16})
        self.head = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        self.wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        self.plain = book.add_format({"valign": "top"})


def _front(book: Any, looks: _Looks, cover: Cover, tables: Sequence[Table]) -> None:
    sheet = book.add_worksheet("Cover", worksheet_class=_Sheet)
    sheet.set_column(0, 0, 90)
    sheet.write_string(0, 0, guard(cover.title), looks.title)
    lines = (*cover.lines, *(f"Sheet {table.name}: {table.title}" for table in tables))
    for at, line in enumerate(lines, 1):
        sheet.write_string(at, 0, guard(line), looks.wrapped)
    sheet = book.add_worksheet("Notes", worksheet_class=_Sheet)
    sheet.set_column(0, 1, NARROW)
    sheet.set_column(2, 3, WIDE)
    sheet.write_string(0, 0, "What each column means", looks.title)
    at = 1
    for note in cover.notes:
        sheet.write_string(at, 0, guard(note), looks.plain)
        at += 1
    sheet.freeze_panes(at + 1, 0)
    rows = [(table, field) for table in tables for field in table.fields]
    _row(sheet, at, ("sheet", "column", "what it means", "what an empty cell means"), looks.head)
    for number, (table, field) in enumerate(rows, at + 1):
        empty = field.empty or "This cell is never empty."
        _row(
            sheet,
            number,
            (table.name, field.name, f"{field.title} {field.about}".strip(), empty),
            looks.wrapped,
        )


def _row(sheet: Any, at: int, cells: Sequence[str], look: Any) -> None:
    for column, text in enumerate(cells):
        sheet.write_string(at, column, guard(text), look)


def _table(book: Any, looks: _Looks, table: Table, rows: Iterable[Sequence[Cell]]) -> int:
    sheet = book.add_worksheet(table.name[:31], worksheet_class=_Sheet)
    for at, field in enumerate(table.fields):
        sheet.set_column(at, at, WIDE if field.kind is Kind.TEXT and field.is_long else NARROW)
    sheet.write_string(0, 0, guard(table.title), looks.title)
    sheet.write_string(1, 0, guard(table.about), looks.plain)
    _row(sheet, HEADER_ROW, table.names, looks.head)
    sheet.freeze_panes(HEADER_ROW + 1, 0)
    at = HEADER_ROW
    for at, row in enumerate(rows, HEADER_ROW + 1):
        for column, (field, cell) in enumerate(zip(table.fields, row, strict=True)):
            if cell is not None:
                _cell(sheet, looks, (at, column), field, cell)
    sheet.name_table(table, max(at, HEADER_ROW + 1))
    return at - HEADER_ROW


def _cell(sheet: Any, looks: _Looks, place: tuple[int, int], field: Field, cell: Cell) -> None:
    if field.kind is Kind.DATE and isinstance(cell, dt.date):
        sheet.write_datetime(*place, cell, looks.day)
    elif field.kind in NUMERIC and not isinstance(cell, str):
        sheet.write_number(*place, cell, looks.plain)
    else:
        look = looks.wrapped if field.is_long else looks.plain
        sheet.write_string(*place, fitting(guard(str(cell))), look)


def fitting(text: str) -> str:
    """The text, cut where a cell could not hold it."""
    return text if len(text) <= MOST_LETTERS else text[: MOST_LETTERS - len(CUT)] + CUT
