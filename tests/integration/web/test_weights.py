"""How many bytes a public page brings with it, packed: an old phone on a bad line still opens it."""

from __future__ import annotations

import contextvars
import re

import pytest
from flask import Flask
from werkzeug.test import Client, TestResponse

from app.web.access import PUBLIC, declared
from tests.pages import UNPACK

FIRST, AFTER = 100_000, 30_000
"""Units: bytes. The first page of a visit with all it loads, and a page after it."""
LOADED = re.compile(r"""(?:src|href)="(/assets/[^"]+)"|url\("?([^")]+)"?\)""")
PACKED = {"Accept-Encoding": "br"}
MOST_USED = ("/help-now", "/activities?q=singing&near=LS9", "/activities?near=LS9", "/activities/long-table")


def addresses(app: Flask) -> list[str]:
    """Every public page that needs no argument."""
    return [
        rule.rule
        for rule in app.url_map.iter_rules()
        if not rule.arguments
        and "GET" in (rule.methods or ())
        and declared(app.view_functions[rule.endpoint]) == PUBLIC
    ]


def unpacked(answer: TestResponse) -> str:
    return UNPACK[answer.headers.get("Content-Encoding", "identity")](answer.data).decode()


class Weighing:
    """Bytes of pages, and of files, each fetched once. Other tests look at the markup of these pages."""

    def __init__(self, app: Flask) -> None:
        self.browser = Client(app)
        self.known: dict[str, int] = {}

    def get(self, address: str) -> TestResponse:
        return contextvars.Context().run(self.browser.get, address, headers=PACKED)

    def loaded(self, text: str, folder: str = "/assets/") -> set[str]:
        found = {
            whole or folder + part for whole, part in LOADED.findall(text) if not part.startswith("data:")
        }
        return {one for one in found if one.startswith("/assets/")}

    def files(self, wanted: set[str]) -> int:
        return sum(self.file(one) for one in wanted)

    def file(self, address: str) -> int:
        if address not in self.known:
            answer = self.get(address)
            self.known[address] = len(answer.data)
            if address.endswith(".css"):
                self.known[address] += self.files(self.loaded(unpacked(answer)))
        return self.known[address]


@pytest.mark.sqlite
def test_no_public_page_is_heavy(demo_app: Flask) -> None:
    weighing = Weighing(demo_app)
    shared = weighing.loaded(unpacked(weighing.get("/about")))
    light, heavy = 0, {}
    for address in (*addresses(demo_app), *MOST_USED, *(f"/ar{one}" for one in MOST_USED)):
        answer = weighing.get(address)
        if answer.status_code != 200 or answer.mimetype != "text/html":
            continue
        files = weighing.loaded(unpacked(answer))
        first = len(answer.data) + weighing.files(files)
        after = len(answer.data) + weighing.files(files - shared)
        light += 1
        if first > FIRST or after > AFTER:
            heavy[address] = (first, after)
    assert heavy == {}
    assert light > 50, "pages were weighed"
