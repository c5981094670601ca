"""Somebody answers online, page by page, as a browser without a script does."""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse


class Hidden(HTMLParser):
    """The hidden fields of the form that carries the answers."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("type") == "hidden":
            self.fields[str(given["name"])] = given.get("value") or ""


class Answering:
    """`Answering(client, event).answer(words="...").send()`: the page is `.shown`."""

    def __init__(self, client: FlaskClient, event: object, lang: str = "", **headers: str) -> None:
        self.client, self.headers = client, headers
        self.address = f"{lang and '/' + lang}/have-your-say/{event.slug}"  # type: ignore[attr-defined]  # an Event
        self.answer_to(client.get(self.address, **self.environment))

    @property
    def environment(self) -> dict[str, object]:
        source = self.headers.get("source")
        return {"environ_base": {"REMOTE_ADDR": source}} if source else {}

    def answer_to(self, response: TestResponse) -> TestResponse:
        self.response = response
        self.shown = unescape(response.get_data(as_text=True))
        self.fields = Hidden(response.get_data(as_text=True)).fields
        return response

    def post(self, **fields: str) -> TestResponse:
        return self.answer_to(
            self.client.post(self.address, data={**self.fields, **fields}, **self.environment)
        )

    def answer(self, **fields: str) -> Answering:
        """Fill this page and go on."""
        self.post(**fields)
        return self

    @property
    def step(self) -> str:
        return self.fields.get("step", "")

    def to_the_end(self, **words: str) -> Answering:
        """On to the page of answers: `words` by the key of a question."""
        while self.step != "check":
            key = self.step.removeprefix("q-")
            before = self.step
            self.answer(**({"words": words[key]} if key in words else {}))
            assert self.step != before, self.shown
        return self

    def send(self, **fields: str) -> TestResponse:
        return self.post(do="send", **fields)
