"""Files and answers that would grow without an end are refused before they do."""

from __future__ import annotations

import threading
import tracemalloc
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from app.domain.feeds.sums import Refused, Why
from app.gateways import feeds
from app.gateways.feed_documents import Bounds, Table
from app.operations.feeds import BOUNDS
from tests.fixtures import bombs

MOST_MEGABYTES = 50
WHY = {
    "a packed file that grows": Why.TOO_BIG,
    "a packed file of too many files": Why.TOO_BIG,
    "a sheet of huge size": Why.TOO_BIG,
    "definitions that grow": Why.TOO_DEEP,
    "lists in lists in lists": Why.TOO_BIG,
    "objects in objects in objects": Why.TOO_DEEP,
    "a row without an end": Why.TOO_BIG,
    "a cell without an end": Why.TOO_BIG,
}


@pytest.mark.parametrize("name", bombs.FILES)
def test_bomb_is_refused_and_stays_small(name: str) -> None:
    file, make = bombs.FILES[name]
    data = make()
    assert len(data) <= BOUNDS.file_bytes
    tracemalloc.start()
    pieces = list(feeds.pieces_of(data, file, BOUNDS))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [piece.why for piece in pieces if isinstance(piece, Refused)] == [WHY[name]]
    assert len(pieces) == 1
    assert most < MOST_MEGABYTES * bombs.MEGABYTE


class Packed(BaseHTTPRequestHandler):
    body = b""
    encoding = "gzip"

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Encoding", self.encoding)
        self.send_header("Content-Length", str(len(self.body)))
        self.end_headers()
        with suppress(OSError):
            self.wfile.write(self.body)

    def log_message(self, *_: Any) -> None:
        pass


@pytest.fixture
def server() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Packed) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_address[1]}/services"
        running.shutdown()


@pytest.mark.parametrize(("encoding", "why"), [("gzip", Why.TOO_BIG), ("br", Why.BAD_ANSWER)])
def test_packed_answer_is_not_unpacked_without_end(server: str, encoding: str, why: Why) -> None:
    Packed.body, Packed.encoding = bombs.packed_answer(), encoding
    tracemalloc.start()
    pieces = list(feeds.read(server, Bounds(page_bytes=BOUNDS.page_bytes, loopback=True)))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert [piece.why for piece in pieces if isinstance(piece, Refused)] == [why]
    assert most < MOST_MEGABYTES * bombs.MEGABYTE


def test_plain_spreadsheet_is_read() -> None:
    data = bombs.workbook(bombs.plain_row())
    (table,) = feeds.pieces_of(data, "plain.xlsx", BOUNDS)
    assert isinstance(table, Table)
    assert (table.columns, table.rows) == (("Name",), ((2, {"Name": "Tea"}),))


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "old.xls", Why.OLD_WORKBOOK),
        (b"PK\x03\x04 and nothing more", "broken.xlsx", Why.NOT_KNOWN),
        (bombs.workbook("<row")[:-300], "cut.xlsx", Why.NOT_KNOWN),
        (bombs.workbook("<row"), "bad.xlsx", Why.NOT_KNOWN),
        (bombs.packed({"word/document.xml": "<a/>"}), "letter.docx", Why.NOT_KNOWN),
        (b"Name,Tea", "renamed.xlsx", Why.NOT_KNOWN),
        (b"%PDF-1.7", "leaflet.pdf", Why.NOT_KNOWN),
        (b"", "empty.csv", Why.EMPTY),
        (b"<!doctype html>", "page.csv", Why.WEB_PAGE),
        (b'{"a": ', "broken.json", Why.NOT_JSON),
    ],
)
def test_file_of_another_kind_is_refused_with_its_reason(data: bytes, name: str, why: Why) -> None:
    assert [piece.why for piece in feeds.pieces_of(data, name, BOUNDS) if isinstance(piece, Refused)] == [why]


def test_packed_folder_of_tables_is_read_as_one() -> None:
    data = bombs.packed(
        {
            "feed/services.csv": "id,name\n1,Tea\n",
            "feed/phones.csv": "id,service_id,number\n2,1,0113 496 0000\n",
        }
    )
    (document,) = feeds.pieces_of(data, "tables.zip", BOUNDS)
    assert set(getattr(document, "data", {})) == {"services.csv", "phones.csv"}
