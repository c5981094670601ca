"""Tables as one JSON document, streamed: an object with a list for each table, an object for each row."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from app.domain.exporting import Kind, Table
from app.domain.spreadsheet_cells import Cell

ROWS_A_PIECE = 500
_encoded = json.JSONEncoder(ensure_ascii=False, default=str, separators=(",", ":"), allow_nan=False).encode


def written(parts: Iterable[tuple[Table, Iterable[Sequence[Cell]]]]) -> Iterator[bytes]:
    """The document in pieces. Flags are true and false; what is empty is null."""
    before = "{"
    for table, rows in parts:
        yield f'{before}\n"{table.name}":['.encode()
        yield from _list(table, rows)
        before = "],"
    yield b"]}\n" if before == "]," else b"{}\n"


def _list(table: Table, rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    names = table.names
    flags = [field.name for field in table.fields if field.kind is Kind.FLAG]
    waiting: list[str] = []
    is_first = True
    for row in rows:
        record: dict[str, object] = dict(zip(names, row, strict=True))
        for name in flags:
            record[name] = None if record[name] is None else bool(record[name])
        waiting.append(_encoded(record))
        if len(waiting) == ROWS_A_PIECE:
            yield _joined(waiting, is_first=is_first)
            waiting.clear()
            is_first = False
    if waiting:
        yield _joined(waiting, is_first=is_first)


def _joined(lines: list[str], *, is_first: bool) -> bytes:
    return (("\n" if is_first else ",\n") + ",\n".join(lines)).encode("utf-8", "replace")
