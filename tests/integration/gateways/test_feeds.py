"""Files, folders and a real local server: what is read, and what is refused and why."""

from __future__ import annotations

import gzip
import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from app.domain.feeds.sums import Refused, Why
from app.gateways import checked_http, feeds
from app.gateways.checked_http import FetchError, checked, fetch, is_allowed
from app.gateways.feed_documents import Bounds, Document, Piece, Table, text_of

BOUNDS = Bounds(loopback=True, seconds=20, answer_seconds=5)
SERVICE = {"id": "1", "name": "Café"}


def read(path: Path | str, bounds: Bounds = BOUNDS) -> list[Piece]:
    return list(feeds.read(str(path), bounds))


def why(pieces: list[Piece]) -> list[Why]:
    return [piece.why for piece in pieces if isinstance(piece, Refused)]


def data_of(pieces: list[Piece]) -> list[Any]:
    return [piece.data for piece in pieces if isinstance(piece, Document)]


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "feed.json") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return path

    return write


# Files


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"]
)
def test_letters_survive_every_encoding(file: Callable[..., Path], encoding: str) -> None:
    pieces = read(file(json.dumps(SERVICE, ensure_ascii=False).encode(encoding)))
    assert data_of(pieces) == [SERVICE]


def test_encoding_other_than_utf_8_is_said() -> None:
    assert text_of("é".encode("cp1252")) == ("é", "Windows-1252")
    assert text_of("é".encode()) == ("é", "")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ('{"name": "A", "name": ""}', {"name": "A"}),
        ('{"a": NaN, "b": Infinity, "c": 1e999}', {"a": None, "b": None, "c": None}),
        ('{"a": ' + "9" * 5000 + "}", {"a": None}),
        ('{"a": "\\ud800"}', {"a": "\ud800"}),
        ('{"a": "two\nlines"}', {"a": "two\nlines"}),
        ('{"a": "\\u0000"}', {"a": "\x00"}),
        ('\x00\ufeff {"a": 1} \x00', {"a": 1}),
    ],
)
def test_odd_json_is_survived(file: Callable[..., Path], text: str, value: object) -> None:
    assert data_of(read(file(text))) == [value]


def test_lines_are_read_one_by_one_and_a_broken_one_is_named(file: Callable[..., Path]) -> None:
    pieces = read(file('{"id": 1}\n\n{"id": 2\n{"id": 3}\r\n', "feed.jsonl"))
    assert data_of(pieces) == [{"id": 1}, {"id": 3}]
    assert [piece.source for piece in pieces if isinstance(piece, Refused)] == ["feed.jsonl, line 3"]


def test_values_one_after_another_are_read(file: Callable[..., Path]) -> None:
    assert data_of(read(file('{"id": 1}{"id": 2} , {"id": 3}'))) == [{"id": 1}, {"id": 2}, {"id": 3}]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", Why.EMPTY),
        (b" \n ", Why.EMPTY),
        (b"<!doctype html><title>Sign in</title>", Why.WEB_PAGE),
        (b'{"contents": [{"id": 1}, {"id"', Why.NOT_JSON),
        (b"hello", Why.NOT_JSON),
        (b"\xff\xfe\xff\xd8", Why.NOT_JSON),
        (b"[" * 100 + b"]" * 100, Why.TOO_DEEP),
        (b"[" * 100_000 + b"]" * 100_000, Why.TOO_DEEP),
        (b'{"a":' * 50_000 + b"1" + b"}" * 50_000, Why.TOO_DEEP),
        (b"\x00" * 100, Why.EMPTY),
    ],
)
def test_unreadable_file_is_refused_with_the_reason(
    file: Callable[..., Path], content: bytes, reason: Why
) -> None:
    assert why(read(file(content))) == [reason]


def test_file_over_the_bound_is_refused_unread(file: Callable[..., Path]) -> None:
    assert why(read(file(b"[" + b" " * 200 + b"]"), Bounds(file_bytes=100))) == [Why.TOO_BIG]


@pytest.mark.parametrize("path", ["/nowhere/feed.json", "no\x00name.json", "x" * 5000])
def test_file_that_cannot_be_opened_is_refused(path: str) -> None:
    assert why(read(path)) == [Why.CANNOT_OPEN]


def test_folder_gives_every_file_in_order(file: Callable[..., Path], tmp_path: Path) -> None:
    for name in ("b.json", "a.ndjson", "deep/c.json", ".hidden.json", "readme.md"):
        file(json.dumps({"id": name}), name)
    assert [one["id"] for one in data_of(read(tmp_path))] == ["a.ndjson", "b.json", "deep/c.json"]


def test_folder_with_nothing_to_read_is_refused(tmp_path: Path) -> None:
    assert why(read(tmp_path)) == [Why.NO_LISTINGS]


def test_folder_stops_when_the_time_is_over(file: Callable[..., Path], tmp_path: Path) -> None:
    file("{}", "a.json")
    assert why(read(tmp_path, Bounds(seconds=-1))) == [Why.TOO_SLOW]


def test_folder_of_tables_is_one_document(file: Callable[..., Path], tmp_path: Path) -> None:
    file("id,name\n1,A\n", "services.csv")
    file("id;service_id;number\n2;1;111\n", "phones.csv")
    file("", "contacts.csv")
    assert data_of(read(tmp_path)) == [
        {
            "phones.csv": [{"id": "2", "service_id": "1", "number": "111"}],
            "services.csv": [{"id": "1", "name": "A"}],
        }
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_of_a_table_is_found(file: Callable[..., Path], delimiter: str) -> None:
    rows = f'"Name, or title"{delimiter}Cost\n"A{delimiter}B"{delimiter}Free\n'
    (table,) = read(file(rows, "t.csv"))
    assert isinstance(table, Table)
    assert table.rows == ((2, {"Name, or title": f"A{delimiter}B", "Cost": "Free"}),)


def test_rows_keep_the_number_a_spreadsheet_shows(file: Callable[..., Path]) -> None:
    (table,) = read(file('\n\nName\n"two\nlines"\n\nlast\n', "t.csv"))
    assert isinstance(table, Table)
    assert [number for number, _ in table.rows] == [4, 7]


# Addresses


class Server:
    """A real server on this machine; `pages` by path, with the query where it matters."""

    def __init__(self) -> None:
        self.pages: dict[str, Any] = {}
        self.asked: list[str] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.asked.append(self.path)
                made = outer.pages.get(self.path, outer.pages.get(urlsplit(self.path).path))
                if callable(made):
                    made = made(self, parse_qs(urlsplit(self.path).query))
                    if made is None:
                        return
                self.answer(404 if made is None else 200, json.dumps(made).encode())

            def answer(self, status: int, body: bytes, **headers: str) -> None:
                self.send_response(status)
                for name, value in {"Content-Type": "application/json", **headers}.items():
                    self.send_header(name.replace("_", "-"), value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server()
    yield made
    made.http.shutdown()
    made.http.server_close()


def services(first: int, last: int, **more: Any) -> list[dict[str, Any]]:
    return [
        {"id": str(n), "name": f"Service {n}", "schedules": [{"byday": "MO"}], **more}
        for n in range(first, last)
    ]


def paged(total: int, size: int = 10, start: int = 1, name: str = "contents") -> Callable[..., Any]:
    def page(handler: Any, query: dict[str, list[str]]) -> dict[str, Any]:
        at = int(query.get("page", [str(start)])[0])
        first = (at - start) * size
        pages = -(-total // size)
        numbers = {"page_number": at} if name == "contents" else {"number": at}
        counted = {"total_pages": pages} if name == "contents" else {"totalPages": pages}
        return {**numbers, **counted, name: services(first, min(first + size, total))}

    return page


def ids(pieces: list[Piece]) -> list[str]:
    found = []
    for data in data_of(pieces):
        items = data.get("contents", data.get("content", [data])) if isinstance(data, dict) else data
        found += [item["id"] for item in items]
    return found


@pytest.mark.parametrize("total", [1, 10, 11, 95])
@pytest.mark.parametrize("name", ["contents", "content"])
@pytest.mark.parametrize("start", [0, 1])
def test_every_page_is_read_once(server: Server, total: int, name: str, start: int) -> None:
    server.pages["/services"] = paged(total, start=start, name=name)
    assert ids(read(f"{server.base}/services")) == [str(n) for n in range(total)]


def test_other_words_of_the_address_go_with_every_page(server: Server) -> None:
    server.pages["/services"] = paged(15)
    read(f"{server.base}/services?per_page=10&text=a%20b")
    assert server.asked[-1] == "/services?per_page=10&text=a+b&page=2"


def test_front_page_leads_to_the_services(server: Server) -> None:
    front = {"version": "HSDS-UK-3.0", "profile": "x", "openapi_url": "y"}
    server.pages |= {"/api": front, "/api/": front, "/api/services": paged(3)}
    assert ids(read(f"{server.base}/api/")) == ["0", "1", "2"]
    assert ids(read(f"{server.base}/api")) == ["0", "1", "2"]


def test_short_list_is_filled_from_each_own_page(server: Server) -> None:
    server.pages["/services"] = {
        "page_number": 1,
        "total_pages": 1,
        "contents": [{"id": "a", "name": "A"}, {"id": "b"}],
    }
    server.pages["/services/a"] = {"id": "a", "name": "A", "schedules": [{"byday": "MO"}]}
    pieces = read(f"{server.base}/services")
    assert data_of(pieces)[0]["schedules"] == [{"byday": "MO"}]
    assert data_of(pieces)[1] == [{"id": "b"}]
    assert why(pieces) == []


def test_full_list_is_not_asked_for_again_one_by_one(server: Server) -> None:
    server.pages["/services"] = paged(5)
    read(f"{server.base}/services")
    assert server.asked == ["/services"]


def test_page_that_fails_is_said_and_the_next_is_read(server: Server) -> None:
    server.pages["/services"] = paged(30)
    server.pages["/services?page=2"] = lambda handler, query: handler.answer(500, b"oops")
    pieces = read(f"{server.base}/services")
    assert ids(pieces) == [str(n) for n in (*range(10), *range(20, 30))]
    assert why(pieces) == [Why.BAD_ANSWER]


def test_three_failures_in_a_row_end_it(server: Server) -> None:
    good = paged(100)
    server.pages["/services"] = lambda handler, query: (
        good(handler, query) if not query else handler.answer(500, b"")
    )
    assert why(read(f"{server.base}/services")) == [Why.BAD_ANSWER] * 3


def test_server_that_repeats_its_page_is_left(server: Server) -> None:
    server.pages["/services"] = {"page_number": 1, "total_pages": 99, "contents": services(0, 3)}
    assert ids(read(f"{server.base}/services")) == ["0", "1", "2"]
    assert len(server.asked) == 2


@pytest.mark.parametrize("link", ["http://[x", "//[x", "http://]"])
def test_odd_link_to_the_next_page_leads_nowhere(server: Server, link: str) -> None:
    server.pages["/services"] = {"contents": services(0, 3), "next": link}
    assert ids(read(f"{server.base}/services")) == ["0", "1", "2"]


@pytest.mark.parametrize("number", ["%C2%B2", "9" * 5000])
def test_odd_number_of_a_page_is_passed_over(server: Server, number: str) -> None:
    server.pages["/services"] = {"page_number": 1, "total_pages": 2, "contents": services(0, 3)}
    assert ids(read(f"{server.base}/services?page={number}")) == ["0", "1", "2"]


def test_pages_over_the_bound_are_not_read(server: Server) -> None:
    server.pages["/services"] = paged(100)
    pieces = read(f"{server.base}/services", Bounds(loopback=True, pages=3))
    assert len(ids(pieces)) == 30
    assert why(pieces) == [Why.TOO_MANY_PAGES]


def test_page_too_big_is_refused(server: Server) -> None:
    server.pages["/services"] = services(0, 100)
    assert why(read(f"{server.base}/services", Bounds(loopback=True, page_bytes=500))) == [Why.TOO_BIG]


def test_packed_page_is_unpacked_and_a_bomb_is_not(server: Server) -> None:
    def packed(body: bytes) -> Callable[..., None]:
        return lambda handler, query: handler.answer(200, gzip.compress(body), Content_Encoding="gzip")

    server.pages["/good"] = packed(json.dumps(services(0, 2)).encode())
    server.pages["/bomb"] = packed(b"[" + b" " * 50_000_000 + b"]")
    assert ids(read(f"{server.base}/good")) == ["0", "1"]
    assert why(read(f"{server.base}/bomb", Bounds(loopback=True, page_bytes=1_000_000))) == [Why.TOO_BIG]


def test_answer_that_never_ends_is_left(server: Server) -> None:
    def drip(handler: Any, query: object) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _ in range(100):
            try:
                handler.wfile.write(b" ")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.05)

    server.pages["/services"] = drip
    started = time.monotonic()
    pieces = read(f"{server.base}/services", Bounds(loopback=True, answer_seconds=1))
    assert why(pieces) == [Why.NO_ANSWER]
    assert time.monotonic() - started < 4


def test_answer_that_breaks_off_is_refused(server: Server) -> None:
    def short(handler: Any, query: object) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        handler.wfile.write(b"[]")

    server.pages["/services"] = short
    assert why(read(f"{server.base}/services")) == [Why.NO_ANSWER]


@pytest.mark.parametrize(("status", "body"), [(404, b"{}"), (503, b"down"), (204, b"")])
def test_wrong_answer_is_refused(server: Server, status: int, body: bytes) -> None:
    server.pages["/services"] = lambda handler, query: handler.answer(status, body)
    assert why(read(f"{server.base}/services")) == [Why.BAD_ANSWER]


def test_nobody_there_is_refused() -> None:
    assert why(read("http://127.0.0.1:9/services")) == [Why.NO_ANSWER]


# No way into our own network

PRIVATE = (
    *(
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "224.0.0.1",
    ),
    *(
        "255.255.255.255",
        "100.64.0.1",
        "192.0.2.1",
        "198.18.0.1",
        "240.0.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
    ),
    *(
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:db8::1",
        "fe80::1%lo",
    ),
)


@pytest.mark.parametrize("address", PRIVATE)
def test_private_address_is_not_allowed(address: str) -> None:
    assert not is_allowed(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_open_address_is_allowed(address: str) -> None:
    assert is_allowed(address)


HIDDEN = (
    *(
        "http://127.0.0.1/",
        "http://localhost/",
        "http://0x7f.1/",
        "http://2130706433/",
        "http://0177.0.0.1/",
        "http://127.1/",
    ),
    *(
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::]/",
        "http://0/",
        "http://169.254.169.254/latest",
    ),
)


@pytest.mark.parametrize("address", HIDDEN)
def test_address_of_our_own_network_is_refused_however_written(address: str) -> None:
    assert why(read(address, Bounds(answer_seconds=3))) in ([Why.NOT_ALLOWED], [Why.NO_ANSWER])


def test_loopback_listener_is_never_reached_without_the_test_setting(server: Server) -> None:
    server.pages["/services"] = services(0, 1)
    assert why(read(f"{server.base}/services", Bounds())) == [Why.NOT_ALLOWED]
    assert server.asked == []


@pytest.mark.parametrize(
    "address",
    [
        "ftp://example.org/",
        "file:///etc/passwd",
        "gopher://x/",
        "http://",
        "http://a:b@example.org/",
        "http://x:99999/",
    ],
)
def test_odd_address_is_refused(address: str) -> None:
    with pytest.raises(FetchError) as error:
        checked(address)
    assert error.value.why is Why.NOT_ALLOWED


def test_redirect_to_an_odd_address_is_refused(server: Server) -> None:
    server.pages["/from"] = lambda handler, query: handler.answer(302, b"", Location="http://[x")
    assert why(read(f"{server.base}/from")) == [Why.NOT_ALLOWED]


def test_redirect_is_followed_and_checked_again(server: Server) -> None:
    server.pages["/old"] = lambda handler, query: handler.answer(302, b"", Location="/services")
    server.pages["/services"] = services(0, 1)
    server.pages["/away"] = lambda handler, query: handler.answer(302, b"", Location="http://10.0.0.1/")
    server.pages["/round"] = lambda handler, query: handler.answer(302, b"", Location="/round")
    server.pages["/file"] = lambda handler, query: handler.answer(302, b"", Location="file:///etc/passwd")
    assert ids(read(f"{server.base}/old")) == ["0"]
    assert why(read(f"{server.base}/away")) == [Why.NOT_ALLOWED]
    assert why(read(f"{server.base}/round")) == [Why.BAD_ANSWER]
    assert why(read(f"{server.base}/file")) == [Why.NOT_ALLOWED]


def test_name_with_one_private_address_is_refused_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    def two(*args: object, **kwargs: object) -> list[Any]:
        return [(0, 0, 0, "", ("8.8.8.8", 80)), (0, 0, 0, "", ("127.0.0.1", 80))]

    monkeypatch.setattr(checked_http.socket, "getaddrinfo", two)
    with pytest.raises(FetchError) as error:
        fetch("http://example.org/", most_bytes=10, seconds=1)
    assert error.value.why is Why.NOT_ALLOWED


def test_name_that_changes_its_mind_gains_nothing(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the address that was checked; the name is asked only once."""
    asked = []

    def once(*args: object, **kwargs: object) -> list[Any]:
        asked.append(args)
        return [(0, 0, 0, "", ("8.8.8.8" if len(asked) == 1 else "127.0.0.1", 80))]

    opened: list[Any] = []

    def refuse(address: Any, timeout: float) -> None:
        opened.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(checked_http.socket, "getaddrinfo", once)
    monkeypatch.setattr(checked_http.socket, "create_connection", refuse)
    with pytest.raises(FetchError):
        fetch("http://example.org/", most_bytes=10, seconds=1)
    assert opened == [("8.8.8.8", 80)]
    assert len(asked) == 1
