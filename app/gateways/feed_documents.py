"""Bytes of somebody's feed made into plain values, within bounds. Whatever is wrong comes back as data."""

from __future__ import annotations

import csv
import io
import json
import math
import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from app.domain.feeds.markup import clean_letters
from app.domain.feeds.sums import Refused, Why
from app.domain.spreadsheet_cells import unguard

MEGABYTE = 1024 * 1024
LINES_TRIED = 50


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of a feed is read at most."""

    file_bytes: int = 200 * MEGABYTE
    page_bytes: int = 20 * MEGABYTE
    depth: int = 60
    pages: int = 5_000
    files: int = 20_000
    seconds: float = 1_800.0
    answer_seconds: float = 30.0
    """For one answer of a server."""
    cell_bytes: int = MEGABYTE
    """Also for one row of a table."""
    rows: int = 500_000
    sample: int = 0
    """Read only so many rows of a table; 0 for all."""
    columns: int = 1_000
    members: int = 2_000
    """Files in a packed one."""
    unpacked_bytes: int = 400 * MEGABYTE
    tags: int = 40_000_000
    """Of XML in a spreadsheet."""
    containers: int = 20_000_000
    """Lists and objects in one document."""
    loopback: bool = False
    """Only for tests: a server on this machine may be asked."""


class Deadline:
    """The moment at which reading stops."""

    def __init__(self, seconds: float) -> None:
        self.ends = time.monotonic() + seconds

    @property
    def is_over(self) -> bool:
        return time.monotonic() > self.ends

    @property
    def left(self) -> float:
        return max(0.0, self.ends - time.monotonic())


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed file, page or line."""

    source: str
    data: Any
    encoding: str = ""
    """Said when it was not UTF-8."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of one CSV file, each with its number as a spreadsheet shows it."""

    source: str
    columns: tuple[str, ...]
    rows: tuple[tuple[int, dict[str, str]], ...]
    encoding: str = ""
    delimiter: str = ","


Piece = Document | Table | Refused


def text_of(data: bytes) -> tuple[str, str]:
    """The text, and the name of its encoding when that is not UTF-8."""
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return text, "" if encoding == "utf-8-sig" else encoding.upper()
    start = data[:400]
    if len(start) >= 4 and start.count(0) > len(start) // 3:
        encoding = "utf-16-le" if start[1::2].count(0) > start[::2].count(0) else "utf-16-be"
        return data.decode(encoding, "replace"), "UTF-16"
    try:
        return data.decode("utf-8"), ""
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), "Windows-1252"


def json_pieces(data: bytes, source: str, bounds: Bounds) -> Iterator[Piece]:
    """The documents in a file or page: one, or one a line, or one after another."""
    text, encoding = text_of(data)
    text = text.strip().strip("\x00\ufeff").strip()
    if not text:
        yield Refused(source, Why.EMPTY)
        return
    if text[0] == "<":
        yield Refused(source, Why.WEB_PAGE)
        return
    if text.count("{") + text.count("[") > bounds.containers:
        yield Refused(source, Why.TOO_BIG, "too many lists and objects")
        return
    try:
        value = DECODER.decode(text)
    except RecursionError:
        yield Refused(source, Why.TOO_DEEP)
        return
    except ValueError as error:
        yield from _many(text, source, bounds, error, encoding)
        return
    yield _bounded(Document(source, value, encoding), bounds)


def _many(text: str, source: str, bounds: Bounds, error: ValueError, encoding: str) -> Iterator[Piece]:
    lines = [(number, line) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
    if len(lines) > 1 and any(_parses(line) for _, line in lines[:LINES_TRIED]):
        for number, line in lines:
            where = f"{source}, line {number}"
            try:
                yield _bounded(Document(where, DECODER.decode(line.strip()), encoding), bounds)
            except RecursionError:
                yield Refused(where, Why.TOO_DEEP)
            except ValueError as fault:
                yield Refused(where, Why.NOT_JSON, _place(fault))
        return
    values, at = [], 0
    try:
        while at < len(text):
            value, at = DECODER.raw_decode(text, at)
            values.append(value)
            at += len(text[at:]) - len(text[at:].lstrip(" \t\r\n,\x1e"))
    except (ValueError, RecursionError):
        yield Refused(source, Why.NOT_JSON, _place(error))
        return
    for number, value in enumerate(values, 1):
        yield _bounded(Document(f"{source}, {number}", value, encoding), bounds)


def _parses(line: str) -> bool:
    try:
        return isinstance(DECODER.decode(line.strip()), dict | list)
    except (ValueError, RecursionError):
        return False


def _place(error: ValueError) -> str:
    return f"line {error.lineno}, letter {error.colno}" if isinstance(error, json.JSONDecodeError) else ""


def _bounded(document: Document, bounds: Bounds) -> Piece:
    return Refused(document.source, Why.TOO_DEEP) if is_deeper(document.data, bounds.depth) else document


def is_deeper(value: object, depth: int) -> bool:
    """Are lists and objects nested more than that many levels deep?"""
    level: list[Any] = [value]
    for _ in range(depth + 1):
        below: list[Any] = []
        for one in level:
            if isinstance(one, dict):
                below.extend(inner for inner in one.values() if isinstance(inner, dict | list))
            elif isinstance(one, list):
                below.extend(inner for inner in one if isinstance(inner, dict | list))
        if not below:
            return False
        level = below
    return True


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Of a key given twice, the last that says something."""
    made = dict(pairs)
    if len(made) < len(pairs):
        for key, value in pairs:
            if made[key] in (None, "") and value not in (None, ""):
                made[key] = value
    return made


def _whole(text: str) -> int | None:
    return int(text) if len(text) < 30 else None


def _fraction(text: str) -> float | None:
    value = float(text)
    return value if math.isfinite(value) else None


DECODER = json.JSONDecoder(
    object_pairs_hook=_object,
    parse_int=_whole,
    parse_float=_fraction,
    parse_constant=lambda _: None,
    strict=False,
)
"""Takes what feeds hold: doubled keys, NaN, endless digits, bare line breaks inside words."""


def table_of(data: bytes, source: str, bounds: Bounds) -> Table | Refused:
    """A CSV file's rows by the names in its first row that says something."""
    text, encoding = text_of(data)
    if not data.startswith(b"\xef\xbb\xbf"):  # with that mark it is UTF-8 for certain, and a null was meant
        text = text.replace("\x00", "")
    text = text.lstrip("\ufeff")
    if not text.strip():
        return Refused(source, Why.EMPTY)
    if text.lstrip()[:1] == "<":
        return Refused(source, Why.WEB_PAGE)
    delimiter = delimiter_of(text)
    if (found := re.match(r"sep=(.)\r?\n", text)) is not None:
        delimiter, text = found[1], text[found.end() :]
    if _has_endless_line(text, bounds.cell_bytes):
        return Refused(source, Why.TOO_BIG, _LONG_ROW)
    before = csv.field_size_limit(bounds.cell_bytes)
    try:
        made = rows_of(_csv_rows(text, delimiter, bounds), source, bounds)
    except csv.Error as error:
        is_long = "limit" in str(error)
        return Refused(source, Why.TOO_BIG if is_long else Why.NO_COLUMNS, _LONG_ROW if is_long else "")
    finally:
        csv.field_size_limit(before)
    return made if isinstance(made, Refused) else replace(made, encoding=encoding, delimiter=delimiter)


_LONG_ROW = "a row without an end"


def _has_endless_line(text: str, most: int) -> bool:
    """Is some line longer than that? Told in strides, without a copy of the text."""
    mark = "\n" if "\n" in text else "\r"
    at = 0
    while at + most < len(text):
        end = text.rfind(mark, at, at + most + 1)
        if end < 0:
            return True
        at = end + 1
    return False


def _csv_rows(text: str, delimiter: str, bounds: Bounds) -> Iterator[tuple[int, list[str]]]:
    """Each row with the number of its first line. A quote that never ends is not read to the end."""
    taken = 0

    def lines() -> Iterator[str]:
        nonlocal taken
        for line in io.StringIO(text, newline=""):
            taken += len(line)
            if taken > bounds.cell_bytes:
                raise csv.Error("limit of a row")
            yield line

    reader = csv.reader(lines(), delimiter=delimiter)
    number = 1
    for cells in reader:
        taken = 0
        yield number, cells
        number = reader.line_num + 1


def rows_of(numbered: Iterable[tuple[int, list[str]]], source: str, bounds: Bounds) -> Table | Refused:
    """A table from rows of cells, by the names in the first row that says something."""
    columns: tuple[str, ...] = ()
    rows: list[tuple[int, dict[str, str]]] = []
    seen = 0
    for number, cells in numbered:
        if bounds.sample and len(rows) >= bounds.sample:
            break
        seen += 1
        if seen > bounds.rows + LINES_TRIED:
            return Refused(source, Why.TOO_BIG, f"more than {bounds.rows} rows")
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = tuple(clean_letters(" ".join(cell.split())) for cell in cells)
            while columns and not columns[-1]:
                columns = columns[:-1]
            if len(columns) > bounds.columns:
                return Refused(source, Why.TOO_BIG, f"more than {bounds.columns} columns")
            continue
        row = {name: unguard(cell) for name, cell in zip(columns, cells, strict=False) if name}
        more = [unguard(cell) for cell in cells[len(columns) :] if cell.strip()]
        if more:
            row["_more"] = " | ".join(more)
        rows.append((number, row))
    if not seen or not columns:
        return Refused(source, Why.NO_COLUMNS if seen else Why.EMPTY)
    return Table(source, columns, tuple(rows))


def delimiter_of(text: str) -> str:
    """The mark between cells, by its count in the first line outside quotes."""
    first = re.sub(r'"[^"]*"', "", text.lstrip()[:20_000].split("\n", 1)[0])
    return max((",", ";", "\t", "|"), key=first.count)
