"""A table as CSV, streamed: UTF-8 with its mark, CRLF, every cell quoted, no cell a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any

from app.domain.exporting import NUMERIC, Kind, Table
from app.domain.spreadsheet_cells import BOM, Cell, guarded, is_plain, joined

ROWS_A_PIECE = 512
ROWS_A_LOOK = 8
"""So many rows are looked at together; only where one of them is doubtful, each by itself."""


def written(table: Table, rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    """The file in pieces; no more of it than one piece is ever held."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow(guarded(table.names))
    texts_of, rows = _texts_of(table), iter(rows)
    while piece := list(islice(rows, ROWS_A_PIECE)):
        for at in range(0, len(piece), ROWS_A_LOOK):
            some = piece[at : at + ROWS_A_LOOK]
            texts = [text for row in some for text in texts_of(row) if text]
            writer.writerows(some if is_plain(joined(texts)) else map(guarded, some))
        yield _taken(buffer)
    yield _taken(buffer)


def _texts_of(table: Table) -> Callable[[Any], Sequence[Any]]:
    """What picks the texts out of a row."""
    places = [
        at
        for at, field in enumerate(table.fields)
        if field.kind not in NUMERIC and field.kind is not Kind.DATE
    ]
    if len(places) == 1:
        (only,) = places
        return lambda row: (row[only],)
    return itemgetter(*places) if places else lambda row: ()


def _taken(buffer: io.StringIO) -> bytes:
    text = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return text.encode("utf-8", "replace")
