"""Feeds from a file, a folder or an address, as parsed pieces in order. Never raises for bad input."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from app.domain.feeds import shapes, tables
from app.domain.feeds.fields import folded
from app.domain.feeds.sums import Refused, Why
from app.gateways import archives, workbooks
from app.gateways.checked_http import Answer, FetchError, fetch
from app.gateways.feed_documents import Bounds, Deadline, Document, Piece, json_pieces, table_of

SUFFIXES = frozenset((".json", ".jsonl", ".ndjson", ".geojson", ".txt"))
ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
PAGE_NUMBER = re.compile(r"[0-9]{1,9}")

MOST_FAILED = 3
NO_PAGE = shapes.Page()

Say = Callable[[int, int | None], None]
"""Called with how many files or pages are read, of how many where that is known."""


def read(source: str, bounds: Bounds, say: Say | None = None) -> Iterator[Piece]:
    """The pieces of a feed, whatever it is."""
    deadline = Deadline(bounds.seconds)
    if ADDRESS.match(source):
        yield from _from_address(source.strip(), bounds, deadline, say)
        return
    path = Path(source)
    try:
        is_folder = path.is_dir()
    except (OSError, ValueError):
        yield Refused(source, Why.CANNOT_OPEN)
        return
    yield from _from_folder(path, bounds, deadline, say) if is_folder else _from_file(path, path.name, bounds)


def is_address(source: str) -> bool:
    return bool(ADDRESS.match(source))


def _from_file(path: Path, source: str, bounds: Bounds) -> Iterator[Piece]:
    data = _bytes_of(path, source, bounds.file_bytes)
    if isinstance(data, Refused):
        yield data
    else:
        yield from pieces_of(data, source, bounds)


def pieces_of(data: bytes, source: str, bounds: Bounds) -> Iterator[Piece]:
    """What is in one file, whatever its kind; the kind is told by its first letters before its name."""
    name = source.lower()
    if data.startswith(workbooks.OLD_MARK):
        yield Refused(source, Why.OLD_WORKBOOK)
    elif data.startswith(archives.MARK):
        yield from _unpacked(data, source, bounds)
    elif name.endswith((".csv", ".tsv")):
        yield table_of(data, source, bounds)
    elif name.endswith(".xlsx") or data.startswith(_OTHER_KINDS):
        yield Refused(source, Why.NOT_KNOWN)
    else:
        yield from json_pieces(data, source, bounds)


_OTHER_KINDS = (b"%PDF-", b"\x89PNG\r", b"GIF89", b"{\\rtf")


def _unpacked(data: bytes, source: str, bounds: Bounds) -> Iterator[Piece]:
    """A spreadsheet, or a packed folder of tables or JSON."""
    archive = archives.opened(data, source, bounds)
    if isinstance(archive, Refused):
        yield archive
        return
    with archive:
        names = archive.namelist()
        if workbooks.BOOK in names:
            yield workbooks.table_of_workbook(archive, data, source, bounds)
            return
        wanted = [name for name in names if name.lower().endswith((".csv", *SUFFIXES))]
        files = {
            name.rpartition("/")[2]: content
            for name in wanted
            if not name.rpartition("/")[2].startswith((".", "_"))
            and (content := archives.member(archive, name)) is not None
        }
    files.pop("datapackage.json", None)
    sheets = {name: content for name, content in files.items() if name.lower().endswith(".csv")}
    if any(tables.table_name(name) == "services" for name in sheets):
        yield from _tables(sheets, source, bounds)
        sheets = {}
    if not files:
        yield Refused(source, Why.NOT_KNOWN)
    for name, content in files.items():
        if name in sheets:
            yield table_of(content, name, bounds)
        elif not name.lower().endswith(".csv"):
            yield from json_pieces(content, name, bounds)


def _bytes_of(path: Path, source: str, most: int) -> bytes | Refused:
    try:
        if not path.is_file():
            return Refused(source, Why.CANNOT_OPEN, "no such file" if not path.exists() else "not a file")
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_size > most:
                return Refused(source, Why.TOO_BIG)
            data = file.read(most + 1)
    except (OSError, ValueError) as error:
        return Refused(source, Why.CANNOT_OPEN, getattr(error, "strerror", None) or "")
    return Refused(source, Why.TOO_BIG) if len(data) > most else data


def _from_folder(folder: Path, bounds: Bounds, deadline: Deadline, say: Say | None) -> Iterator[Piece]:
    """Every file of JSON in a folder and those below it; a folder of HSDS tables as one document."""
    try:
        files = sorted(path for path in folder.rglob("*") if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        yield Refused(str(folder), Why.CANNOT_OPEN, error.strerror or "")
        return
    sheets = [path for path in files if path.suffix.lower() == ".csv"]
    if any(tables.table_name(path.stem) == "services" for path in sheets):
        read = {path.name: _bytes_of(path, path.name, bounds.file_bytes) for path in sheets}
        yield from _tables(read, folder.name, bounds)
    wanted = [path for path in files if path.suffix.lower() in SUFFIXES and path.name != "datapackage.json"]
    if not wanted and not sheets:
        yield Refused(folder.name or str(folder), Why.NO_LISTINGS, "no file of JSON and no services.csv")
        return
    left = bounds.file_bytes
    for at, path in enumerate(wanted):
        name = str(path.relative_to(folder))
        if deadline.is_over:
            yield Refused(name, Why.TOO_SLOW, f"{len(wanted) - at} files were left")
            return
        if at >= bounds.files:
            yield Refused(name, Why.TOO_MANY_PAGES, f"{len(wanted) - at} files were left")
            return
        data = _bytes_of(path, name, left)
        if isinstance(data, Refused):
            yield data
        else:
            left -= len(data)
            yield from json_pieces(data, name, bounds)
        if say:
            say(at + 1, len(wanted))


def _tables(sheets: Mapping[str, bytes | Refused], name: str, bounds: Bounds) -> Iterator[Piece]:
    whole: dict[str, list[dict[str, str]]] = {}
    encoding = ""
    for file, data in sheets.items():
        table = data if isinstance(data, Refused) else table_of(data, file, bounds)
        if isinstance(table, Refused):
            if table.why is not Why.EMPTY:
                yield table
            continue
        encoding = encoding or table.encoding
        whole[file] = [{folded(column): cell for column, cell in row.items()} for _, row in table.rows]
    yield Document(name, whole, encoding)


def _from_address(address: str, bounds: Bounds, deadline: Deadline, say: Say | None) -> Iterator[Piece]:
    """The pages of a published feed, and each listing's own page where the list is only a list."""
    first = _page(address, bounds, deadline)
    if isinstance(first, Refused):
        yield first
        return
    document = first[0] if isinstance(first[0], Document) else None
    if document is not None and _is_root(document):
        address = _below(address, "services")
        first = _page(address, bounds, deadline)
        if isinstance(first, Refused):
            yield first
            return
    yield from _pages(address, first, bounds, deadline, say)


def _is_root(document: Document) -> bool:
    """The front page of an API, which says its version and holds no listings."""
    found = shapes.found_in(document.data)
    listings = [item for item in found.items if item.other is None]
    if isinstance(document.data, dict) and found.shape is shapes.Shape.OBJECT:
        names = {folded(name) for name in document.data if isinstance(name, str)}
        return not listings or (
            not names & {"id", "name"} and bool(names & {"version", "openapi_url", "profile"})
        )
    return False


def _pages(
    address: str, first: list[Piece], bounds: Bounds, deadline: Deadline, say: Say | None
) -> Iterator[Piece]:
    """Page after page. One that cannot be read is said and passed over, three in a row end it."""
    base, number, pages, failed = address, 1, None, 0
    seen: set[str] = set()
    full = _FullForms(base, bounds, deadline, say)
    got: list[Piece] | Refused = first
    while True:
        if isinstance(got, Refused):
            yield got
            failed += 1
            address = _numbered(base, number + 1) if pages and number < pages and failed < MOST_FAILED else ""
        else:
            failed = 0
            page = next((shapes.page_of(piece.data) for piece in got if isinstance(piece, Document)), NO_PAGE)
            pages = page.pages or pages
            mark = "\n".join(_mark(piece.data) for piece in got if isinstance(piece, Document))
            if mark in seen and (number > 2 or page.number != 0):
                return  # the server gives the same page again and again
            if mark not in seen:
                for piece in got:
                    yield from full.forms(piece)
            seen.add(mark)
            address = _next_address(address, base, page) if mark else ""
        if say:
            say(number, pages)
        if not address:
            return
        if deadline.is_over or number >= bounds.pages:
            yield Refused(address, Why.TOO_SLOW if deadline.is_over else Why.TOO_MANY_PAGES)
            return
        number += 1
        got = _page(address, bounds, deadline)


def _page(address: str, bounds: Bounds, deadline: Deadline) -> list[Piece] | Refused:
    got = _answer(address, bounds, deadline)
    if isinstance(got, Refused):
        return got
    if got.kind in {"text/csv", "text/tab-separated-values"}:
        return [table_of(got.body, address, bounds)]
    pieces = list(json_pieces(got.body, address, bounds))
    only = pieces[0] if len(pieces) == 1 else None
    return only if isinstance(only, Refused) else pieces


def _answer(address: str, bounds: Bounds, deadline: Deadline) -> Answer | Refused:
    if deadline.is_over:
        return Refused(address, Why.TOO_SLOW)
    seconds = max(1.0, min(bounds.answer_seconds, deadline.left))
    try:
        got = fetch(address, most_bytes=bounds.page_bytes, seconds=seconds, loopback=bounds.loopback)
    except FetchError as error:
        return Refused(address, error.why, error.detail)
    if got.status != 200:
        return Refused(address, Why.BAD_ANSWER, f"it answered {got.status}")
    return got


def _next_address(address: str, base: str, page: shapes.Page) -> str:
    """Where the next page is; empty after the last."""
    if page.next_link:
        try:
            parts = urlsplit(page.next_link)
        except ValueError:
            return ""
        if not parts.scheme and not parts.netloc:
            here = urlsplit(address)
            return urlunsplit((here.scheme, here.netloc, parts.path or here.path, parts.query, ""))
        return page.next_link if parts.netloc == urlsplit(base).netloc else ""
    if page.is_last or (page.number is None and page.pages is None):
        return ""
    asked = dict(parse_qsl(urlsplit(address).query)).get("page", "")
    number = int(asked) if PAGE_NUMBER.fullmatch(asked) else 1 if page.number is None else page.number
    if page.pages is not None and number >= page.pages:
        return ""
    return _numbered(base, number + 1)


def _numbered(base: str, number: int) -> str:
    parts = urlsplit(base)
    asked = [
        (name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name != "page"
    ]
    query = urlencode([*asked, ("page", str(number))])
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _below(base: str, name: str) -> str:
    parts = urlsplit(base)
    return urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{name}", parts.query, ""))


def _mark(data: object) -> str:
    """What a page holds, in short: empty for a page without listings."""
    marks = []
    for item in shapes.found_in(data).items:
        if item.other is None:
            value = item.value if isinstance(item.value, dict) else {"id": item.value}
            marks.append(str(value.get("id") or value.get("name") or sorted(map(str, value.items())))[:200])
    return "\n".join(marks)


class _FullForms:
    """Replaces the short forms of a list by the whole listings, where these have addresses of their own."""

    def __init__(self, base: str, bounds: Bounds, deadline: Deadline, say: Say | None) -> None:
        self.base = base
        self.bounds = bounds
        self.deadline = deadline
        self.say = say
        self.offered: bool | None = None

    def forms(self, piece: Piece) -> Iterator[Piece]:
        if not isinstance(piece, Document):
            yield piece
            return
        items = [item.value for item in shapes.found_in(piece.data).items if item.other is None]
        if self.offered is None and items:
            self.offered = self._are_offered(items)
        if not self.offered:
            yield piece
            return
        for at, value in enumerate(items, 1):
            whole = self._whole(value)
            yield whole or Document(f"{piece.source}, {at}", [value], piece.encoding)
            if self.say and at % 20 == 0:
                self.say(at, len(items))

    def _are_offered(self, items: list[Any]) -> bool:
        is_list = urlsplit(self.base).path.rstrip("/").endswith("/services")
        return is_list and all(map(shapes.is_short, items)) and self._whole(items[0]) is not None

    def _whole(self, value: Any) -> Document | None:
        """The listing from its own page; None where that says no more than the list."""
        id_ = str(value.get("id")) if isinstance(value, dict) else ""
        if not re.fullmatch(r"[\w.:~-]{1,200}", id_):
            return None
        parts = urlsplit(self.base)
        address = urlunsplit((parts.scheme, parts.netloc, f"{parts.path.rstrip('/')}/{id_}", "", ""))
        got = _page(address, self.bounds, self.deadline)
        only = got[0] if isinstance(got, list) else None
        if not isinstance(only, Document) or not isinstance(only.data, dict):
            return None
        same = str(only.data.get("id")) == id_ and not shapes.is_short(only.data)
        return Document(only.source, {**value, **only.data}, only.encoding) if same else None
