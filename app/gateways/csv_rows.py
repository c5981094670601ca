"""A table as CSV, streamed: UTF-8 with its mark, CRLF, every cell quoted, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from app.domain.exporting import Table
from app.domain.spreadsheet_cells import BOM, Cell, guarded

ROWS_A_PIECE = 500


def written(table: Table, rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file in pieces; no more of it than one piece is ever held."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow(guarded(table.names))
    for number, row in enumerate(rows, 1):
        writer.writerow(guarded(row))
        if number % ROWS_A_PIECE == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")
