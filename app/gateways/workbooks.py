"""Spreadsheets of Excel's kind as tables, read row by row within bounds."""

from __future__ import annotations

import datetime as dt
import io
import posixpath
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from app.domain.feeds.sums import Refused, Why
from app.gateways import archives
from app.gateways.feed_documents import Bounds, Deadline, Table, rows_of

BOOK = "xl/workbook.xml"
OLD_MARK = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How spreadsheets before 2007 begin, and newer ones with a password."""


FRONT = frozenset({"cover", "cover sheet", "cover_sheet", "contents", "notes"})
"""Sheets that say what the others hold, where these hold named tables."""
_TABLE_OF = re.compile(r'Target="([^"]*tables/[^"]+\.xml)"')
_FIRST_ROW = re.compile(r'\bref="[A-Z]+(\d+):')
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def table_of_workbook(archive: zipfile.ZipFile, data: bytes, source: str, bounds: Bounds) -> Table | Refused:
    """The rows of the first sheet that has any; those of a named table from its headings on."""
    if (fault := archives.xml_fault(archive, bounds.tags)) is not None:
        return Refused(source, fault)
    deadline = Deadline(bounds.answer_seconds)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about styles and pictures, which we do not read
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return _first_table(book, headings_of_tables(archive), source, bounds, deadline)
            finally:
                book.close()
    except (*archives.BROKEN, InvalidFileException, SyntaxError, LookupError, TypeError, AttributeError):
        return Refused(source, Why.NOT_KNOWN, "it breaks off")


def headings_of_tables(archive: zipfile.ZipFile) -> dict[str, int]:
    """Sheets with a named table, by their paths: the row of its headings."""
    found: dict[str, int] = {}
    names = set(archive.namelist())
    for path in names:
        folder, _, name = path.partition("/_rels/")
        if folder != "xl/worksheets" or not name.endswith(".xml.rels"):
            continue
        for target in _TABLE_OF.findall(archive.read(path).decode("utf-8", "replace")):
            table = posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/")
            if table in names and (row := _FIRST_ROW.search(archive.read(table).decode("utf-8", "replace"))):
                found.setdefault(f"{folder}/{name.removesuffix('.rels')}", int(row[1]))
    return found


def _first_table(
    book: Any, headings: dict[str, int], source: str, bounds: Bounds, deadline: Deadline
) -> Table | Refused:
    for sheet in book.worksheets:
        if headings and sheet.title.strip().lower() in FRONT:
            continue
        sheet.reset_dimensions()  # a sheet may claim any size
        first = headings.get(getattr(sheet, "_worksheet_path", "").lstrip("/"), 1)
        rows = sheet.iter_rows(min_row=first, max_col=bounds.columns, values_only=True)
        made = rows_of(_cells(rows, deadline, first), source, bounds)
        if not (isinstance(made, Refused) and made.why is Why.EMPTY):
            return made
    return Refused(source, Why.EMPTY)


def _cells(
    rows: Iterable[tuple[Any, ...]], deadline: Deadline, first: int
) -> Iterator[tuple[int, list[str]]]:
    before: tuple[Any, ...] = ()
    for number, row in enumerate(rows, first):
        if row is before:  # between two far apart there is one and the same empty row
            yield number, []
            continue
        before = row
        if number % 500 == 0 and deadline.is_over:
            raise TimeoutError
        yield number, [text_of_cell(value) for value in row] if any(cell is not None for cell in row) else []


def text_of_cell(value: object) -> str:
    """A cell as somebody would have typed it."""
    text = str(value)
    match value:
        case None:
            text = ""
        case str() if "_x" in text:
            text = _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        case bool():
            text = "yes" if value else "no"
        case dt.datetime() if value.time() == dt.time():
            text = value.date().isoformat()
        case dt.datetime():
            text = value.isoformat(sep=" ", timespec="minutes")
        case dt.time():
            text = value.isoformat(timespec="minutes")
        case float() if value.is_integer() and abs(value) < 1e15:
            text = str(int(value))
    return text
