"""A published feed, or files of one, for a check: whatever is wrong on the way comes back as data."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NoReturn
from urllib.parse import urlencode, urlsplit

from app.domain.openreferral.check_documents import Paper
from app.domain.openreferral.check_walk import AskAll, Reply, Request
from app.gateways.checked_http import Answer, FetchError, fetch
from app.gateways.feed_documents import MEGABYTE, is_deeper

AT_ONCE = 5
SECONDS = 30.0
"""For one answer."""
PAGE_BYTES = 20 * MEGABYTE
FILE_BYTES = 200 * MEGABYTE
FILES = 5_000
DEPTH = 40
ORIGIN = "https://a-page-elsewhere.example"
TOO_MANY = 429
TRIES = 4
LONGEST_WAIT = 60.0
SUFFIXES = frozenset((".json", ".jsonl", ".ndjson"))
LOOPBACK = frozenset(("localhost", "127.0.0.1", "::1"))

Get = Callable[[str], Answer]
"""The answer at an address. Raises: FetchError."""


def ask_address(base: str) -> AskAll:
    """Asks a server, five questions at a time. Our own machine only where the address says so itself."""
    loopback = (urlsplit(base).hostname or "") in LOOPBACK
    held = base.strip().partition("?")[0].partition("#")[0].rstrip("/")

    def get(address: str) -> Answer:
        return fetch(address, most_bytes=PAGE_BYTES, seconds=SECONDS, loopback=loopback, origin=ORIGIN)

    def ask_all(requests: Sequence[Request]) -> Iterator[Reply]:
        if len(requests) == 1:
            yield ask(get, address_of(held, requests[0]))
            return
        with ThreadPoolExecutor(AT_ONCE) as pool:
            yield from pool.map(lambda one: ask(get, address_of(held, one)), requests)

    return ask_all


def ask_through(get: Get, base: str) -> AskAll:
    """Asks one question after another, by a way of the caller's own."""

    def ask_all(requests: Sequence[Request]) -> Iterator[Reply]:
        for request in requests:
            yield ask(get, address_of(base.rstrip("/"), request))

    return ask_all


def address_of(base: str, request: Request) -> str:
    if "://" in request.path:
        return request.path
    path = f"{base}/" if request.path == "/" else base + request.path
    return f"{path}?{urlencode(request.query)}" if request.query else path


def ask(get: Get, address: str) -> Reply:
    """One reply; a server that is asked too often is given the time it asks for."""
    for attempt in range(TRIES):
        began = time.monotonic()
        try:
            answer = get(address)
        except FetchError as error:
            return Reply(problem=error.detail or error.why.value, seconds=time.monotonic() - began)
        seconds = time.monotonic() - began
        if answer.status != TOO_MANY or attempt == TRIES - 1:
            break
        time.sleep(patience(answer.headers))
    data, is_json = parsed(answer.body)
    allows = answer.headers.get("access-control-allow-origin", "")
    return Reply(answer.status, answer.kind, data, is_json, "*" if allows in {"*", ORIGIN} else "", seconds)


def patience(headers: Mapping[str, str]) -> float:
    """Units: seconds."""
    said = headers.get("retry-after", "")
    return min(float(said) if said.isascii() and said.isdigit() else 1.0, LONGEST_WAIT)


def parsed(body: bytes) -> tuple[Any, bool]:
    """What strict JSON says, and whether it is that."""
    try:
        data = json.loads(body.decode("utf-8"), parse_constant=_refuse)
    except (ValueError, RecursionError):
        return None, False
    return (None, False) if is_deeper(data, DEPTH) else (data, True)


def _refuse(word: str) -> NoReturn:
    raise ValueError(word)


def papers(path: Path) -> Iterator[Paper]:
    """Every file of JSON in a folder, or the one file; a file of JSON lines line by line."""
    if not path.is_dir():
        yield from _papers_of(path, path.name)
        return
    files = sorted(
        one
        for one in path.rglob("*")
        if one.suffix.lower() in SUFFIXES and one.name != "datapackage.json" and one.is_file()
    )
    for one in files[:FILES]:
        yield from _papers_of(one, str(one.relative_to(path)))
    for one in files[FILES : FILES + 1]:
        yield Paper(str(one.relative_to(path)), problem="too many files")


def _papers_of(path: Path, name: str) -> Iterator[Paper]:
    try:
        if path.stat().st_size > FILE_BYTES:
            yield Paper(name, problem="too big")
            return
        if path.suffix.lower() in {".jsonl", ".ndjson"}:
            yield from _lines(path, name)
            return
        data, is_json = parsed(path.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except OSError as error:
        yield Paper(name, problem=error.strerror or "cannot be opened")
        return
    yield Paper(name, data) if is_json else Paper(name, problem="not JSON")


def _lines(path: Path, name: str) -> Iterator[Paper]:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                data, is_json = parsed(line)
                yield Paper(name, data) if is_json else Paper(name, problem=f"line {number} is not JSON")
