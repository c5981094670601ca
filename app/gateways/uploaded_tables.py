"""A spreadsheet that somebody uploads, read within bounds, and one that they download."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from app.domain.feeds.sums import Refused, Why
from app.domain.spreadsheet_cells import guard
from app.gateways import archives, workbooks
from app.gateways.feed_documents import MEGABYTE, Bounds, Table, table_of

BOUNDS = Bounds(
    file_bytes=2 * MEGABYTE,
    rows=2_000,
    columns=120,
    cell_bytes=60_000,
    members=200,
    unpacked_bytes=40 * MEGABYTE,
    tags=2_000_000,
    answer_seconds=20.0,
)
WORKBOOK = archives.MARK
"""How a workbook begins."""
BREAK = re.compile(r"\r\n|\r|\n")
WIDTH = 24
"""Of a column. Units: letters."""


def read(data: bytes, source: str, bounds: Bounds = BOUNDS) -> Table | Refused:
    """Its rows, whichever of the two kinds it is. What is wrong comes back as data."""
    if data.startswith(workbooks.OLD_MARK):
        return Refused(source, Why.OLD_WORKBOOK)
    if not data.startswith(archives.MARK):
        made = table_of(data, source, bounds)
        return made if isinstance(made, Refused) else in_rows(made)
    archive = archives.opened(data, source, bounds)
    if isinstance(archive, Refused):
        return archive
    with archive:
        try:
            return workbooks.table_of_workbook(archive, data, source, bounds)
        except TimeoutError:
            return Refused(source, Why.TOO_SLOW)


def in_rows(table: Table) -> Table:
    """Rows numbered as a spreadsheet shows them: with line breaks it is still one row; empty ones count."""
    rows, breaks = [], 0
    for line, row in table.rows:
        rows.append((line - breaks, row))
        breaks += sum(len(BREAK.findall(cell)) for cell in row.values())
    return replace(table, rows=tuple(rows))


def written(headings: Sequence[str], rows: Iterable[Sequence[str]], *, title: str) -> bytes:
    """A workbook of one sheet; every cell is text, and no text is a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = "B2"
    for number in range(1, len(headings) + 1):
        sheet.column_dimensions[get_column_letter(number)].width = WIDTH
    head = []
    for words in headings:
        cell = WriteOnlyCell(sheet, value=guard(words))
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        head.append(cell)
    sheet.append(head)
    for row in rows:
        sheet.append([guard(text) for text in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
