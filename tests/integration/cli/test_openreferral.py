"""`flask openreferral check`: what whoever runs a feed reads, and how it ends."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from click.testing import Result
from flask import Flask

from app.cli import openreferral_words
from app.domain.openreferral.check import Fault, Level
from app.domain.openreferral.check_feed import NOBODY
from app.domain.openreferral.fields import Profile
from app.gateways import checked_feed
from app.gateways.checked_feed import ask, ask_address, parsed, patience
from tests.published_schemas import FOLDERS

Run = Callable[..., Result]
ONE = "ac148810-d857-441c-9679-408f346de14b"


@pytest.fixture
def run(app: Flask) -> Run:
    return lambda *words: app.test_cli_runner().invoke(args=["openreferral", "check", *map(str, words)])


class Handler(BaseHTTPRequestHandler):
    """A small feed of one service; `broken` takes its name away."""

    broken = False
    busy = 0

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        if Handler.busy:
            Handler.busy -= 1
            self.answer(429, {"message": "slowly"}, {"Retry-After": "0"})
            return
        path = parts.path.removeprefix("/feed")
        if path in {"", "/"}:
            self.answer(
                200, {"version": "HSDS-UK-3.0", "profile": "https://x.org/", "openapi_url": "https://x.org/"}
            )
        elif path == "/services":
            page = parse_qs(parts.query).get("page", ["1"])[0]
            self.answer(*((200, self.page()) if page == "1" else (400, {"message": "no such page"})))
        elif path == f"/services/{ONE}":
            self.answer(200, self.service())
        else:
            self.answer(404, {"message": f"none {NOBODY}"})

    def service(self) -> dict[str, Any]:
        held = {
            "id": ONE,
            "name": "Tea",
            "status": "active",
            "organization_id": ONE,
            "assured_date": "2026-11-01",
        }
        if Handler.broken:
            del held["name"]
        return held

    def page(self) -> dict[str, Any]:
        sums = {"total_items": 1, "total_pages": 1, "page_number": 1, "size": 1}
        flags = {"first_page": True, "last_page": True, "empty": False}
        return {**sums, **flags, "contents": [self.service()]}

    def answer(self, status: int, data: object, more: dict[str, str] | None = None) -> None:
        body = json.dumps(data).encode()
        self.send_response(status)
        headers = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*", **(more or {})}
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        pass


@pytest.fixture
def feed() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Handler.broken, Handler.busy = False, 0
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/feed"
    server.shutdown()
    server.server_close()


def test_the_standards_examples_pass(run: Run) -> None:
    result = run(FOLDERS[Profile.UK] / "examples")
    assert result.exit_code == 0
    assert "Passes." in result.output
    assert "services: 2 read" in result.output


def test_a_feed_on_this_machine_is_checked(run: Run, feed: str, clock: Any) -> None:
    result = run(feed)
    assert result.exit_code == 0, result.output
    assert "services: 1 of 1 read, 1 opened by their own address" in result.output
    assert "Checked in the last 3 months: 1." in result.output


def test_a_wrong_feed_ends_with_1_and_says_what_is_wrong(run: Run, feed: str) -> None:
    Handler.broken = True
    result = run(feed)
    assert result.exit_code == 1
    assert "/services contents[].name is missing, and must be there" in result.output
    assert f"      {ONE}" in result.output
    assert "Does not pass" in result.output


def test_json_holds_the_whole_report(run: Run, feed: str) -> None:
    Handler.broken = True
    result = run(feed, "--json")
    assert result.exit_code == 1
    report = json.loads(result.output)
    assert (report["passes"], report["version"], report["lists"][0]["records"]) == (False, "HSDS-UK-3.0", 1)
    assert {
        "level": "error",
        "fault": "missing",
        "endpoint": "/services",
        "path": "contents[].name",
    }.items() <= (report["findings"][0].items())


def test_a_server_that_is_busy_is_asked_again(run: Run, feed: str) -> None:
    Handler.busy = 3
    assert run(feed).exit_code == 0


def test_what_is_not_there_is_said(run: Run, tmp_path: Path) -> None:
    result = run(tmp_path / "none.json")
    assert result.exit_code == 1
    assert "There is no file, folder or web address" in result.output


@pytest.mark.parametrize(
    "address",
    ["http://10.0.0.1/api", "http://169.254.169.254/", "http://0x7f.1/", "ftp://x.org/", "http://[::]/"],
)
def test_our_own_network_is_not_asked(address: str) -> None:
    [reply] = ask_address(address)([checked_feed.Request("/")])
    assert (reply.status, reply.is_json) == (0, False)
    assert reply.problem


def test_a_feed_may_not_send_us_to_this_machine() -> None:
    def get(address: str) -> Any:
        return checked_feed.fetch(address, most_bytes=1, seconds=1.0)

    assert ask(get, "http://127.0.0.1:1/").problem == "an address of a private network"


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"NaN", b'{"a": Infinity}', b"[" * 10_000, b"\xff", b"[" * 50 + b"]" * 50]
)
def test_what_is_not_strict_json_is_none(body: bytes) -> None:
    assert parsed(body) == (None, False)


@pytest.mark.parametrize(
    ("said", "seconds"), [("3", 3.0), ("100000", 60.0), ("soon", 1.0), ("-1", 1.0), ("²", 1.0)]
)
def test_a_server_may_not_make_us_wait_long(said: str, seconds: float) -> None:
    assert patience({"retry-after": said}) == seconds


def test_every_fault_has_its_words() -> None:
    assert set(openreferral_words.FAULTS) == set(Fault)
    assert set(openreferral_words.HEADINGS) == set(Level)


def test_the_files_can_be_made_at_any_time(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "DATA", tmp_path)
    result = app.test_cli_runner().invoke(args=["openreferral", "files"])
    assert result.exit_code == 0, result.output
    assert "hsds-tables.zip: 0 records" in result.output
    assert len(list((tmp_path / "downloads").glob("*.zip"))) == 1


def test_our_own_feeds_are_checked_without_a_server(app: Flask) -> None:
    result = app.test_cli_runner().invoke(args=["openreferral", "check"])
    assert result.exit_code == 0, result.output
    assert result.output.count("Checked: http://localhost/api/") == 2
    assert result.output.count("/services holds nothing") == 2
