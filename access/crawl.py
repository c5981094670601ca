"""Finds pages: by following links as each reader, and by the application's own list of addresses."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import Any
from urllib.parse import parse_qsl, urldefrag, urljoin, urlsplit

from flask import Flask, template_rendered
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from access.demonstration import Demonstration, Reader
from access.found import Found, pages_there
from app.web.access import PUBLIC, declared
from tests import pages, walk

OF_A_KIND = 2
"""So many addresses of one view with the same arguments are opened by each reader."""
NOT_ENGLISH = 2
READER = etree.HTMLParser(remove_comments=True)


class Crawl:
    """Opens pages in this process, without a browser."""

    def __init__(self, demonstration: Demonstration, *, of_a_kind: int = OF_A_KIND) -> None:
        self.demonstration = demonstration
        self.app = demonstration.app
        self.adapter = self.app.url_map.bind("localhost")
        self.of_a_kind = of_a_kind
        self.rendered: list[str] = []

    def quickly(self, wanted: Callable[[str], bool]) -> list[Found]:
        """Every view once, whoever reads it."""
        with self.watched():
            return list(self.by_view(one for one in self.demonstration.made if wanted(one.who)))

    def everything(self, wanted: Callable[[str], bool], say: Callable[[str], None]) -> list[Found]:
        """Every answer. `wanted`: is this one's role asked for?"""
        found: list[Found] = []
        with self.watched():
            for reader in self.demonstration.readers:
                if wanted(reader.who):
                    begun = time.monotonic()
                    mine = list(self.by_links(reader))
                    found += mine
                    say(f"{reader.who}: {len(mine)} addresses by links, {time.monotonic() - begun:.0f} s")
            for reader in self.demonstration.made:
                if wanted(reader.who):
                    known = {one.endpoint for one in found if one.reader.who == reader.who and one.is_page}
                    more = list(self.by_list(reader, known))
                    found += more
                    say(f"{reader.who}: {len(more)} more by the list of addresses")
        return found

    def behind(self, met: set[str], say: Callable[[str], None]) -> list[Found]:
        """Pages of templates that nobody met by links: behind doors, then whatever row shows them."""
        found: list[Found] = []
        with self.watched():
            for one in self.further(met):
                if one.is_page and one.template and one.template not in met:
                    found.append(one)
        new = {one.template for one in found}
        say(f"{len(new)} templates behind live links and in other states: {', '.join(sorted(new))}")
        return found

    def further(self, met: set[str]) -> Iterator[Found]:
        yield from self.by_doors()
        yield from self.by_view(self.demonstration.made)
        yield from self.by_rows(met)

    def by_doors(self) -> Iterator[Found]:
        for door in self.demonstration.doors:
            kind = self.kind_of(door.address)
            yield self.open(Reader(door.who, door.cookie), door.address, kind[0] if kind else "", "")

    def by_rows(self, met: set[str]) -> Iterator[Found]:
        """Views of the parts of which templates are not met; each row as the first reader it lets in."""
        parts = {name.partition("/")[0] for name in pages_there() - met}
        for endpoint, address in self.demonstration.rows:
            if endpoint.partition(".")[0] in parts:
                yield from self.first_let_in(endpoint, address)

    def first_let_in(self, endpoint: str, address: str) -> Iterator[Found]:
        for reader in self.demonstration.readers:
            if walk.lets_in(self.app, endpoint, reader.who):
                found = self.open(reader, address, endpoint, "")
                if found.status == 200:
                    yield found
                    return

    def watched(self) -> AbstractContextManager[Any]:
        """Inside, every answer knows its template."""
        return template_rendered.connected_to(self.note, self.app)

    def note(self, _: Flask, template: Any, **__: object) -> None:
        name = template.name or ""
        if not name.startswith(("layouts/_", "emails/", "letters/", "macros/")):
            self.rendered.append(name)

    def by_links(self, reader: Reader) -> Iterator[Found]:
        waiting = [(start, "") for start in (*reader.starts, "/no-such-page")]
        seen: set[str] = set()
        met: Counter[Any] = Counter()
        while waiting:
            address, came_from = waiting.pop(0)
            if address in seen:
                continue
            seen.add(address)
            if (kind := self.kind_of(address)) is None and address != "/no-such-page":
                yield Found(reader, address, "", "", 404, "", came_from=came_from)
                continue
            met[kind] += 1
            if met[kind] > self.of_a_kind or (kind and kind[NOT_ENGLISH] != "en"):
                continue
            found = self.open(reader, address, kind[0] if kind else "", came_from)
            yield found
            if found.is_page and found.status == 200:
                waiting += [(link, address) for link in self.links_of(found)]
            elif 300 <= found.status < 400:
                waiting.append((found.markup.decode(), address))

    def by_list(self, reader: Reader, known: set[str]) -> Iterator[Found]:
        for endpoint, address in self.demonstration.addresses:
            if endpoint not in known and walk.lets_in(self.app, endpoint, reader.who):
                yield self.open(reader, address, endpoint, "")

    def by_view(self, readers: Iterable[Reader]) -> Iterator[Found]:
        """Every view once, as the first reader it lets in."""
        known: set[str] = set()
        for reader in readers:
            for found in self.by_list(reader, known):
                if found.status == 200:
                    known.add(found.endpoint)
                    if found.is_page:
                        yield found

    def kind_of(self, address: str) -> tuple[str, tuple[str, ...], str] | None:
        """View, names of what is asked, language; None for an address that is nowhere."""
        parts = urlsplit(address)
        try:
            endpoint, values = self.adapter.match(parts.path, method="GET")
        except RequestRedirect:
            return ("", (), "en")
        except HTTPException:
            return None
        asked = tuple(sorted({name for name, _ in parse_qsl(parts.query)}))
        return str(endpoint), asked, str(values.get("lang", "en"))

    def open(self, reader: Reader, address: str, endpoint: str, came_from: str) -> Found:
        client = FlaskClient(self.app, self.app.response_class)
        if reader.cookie:
            client.set_cookie(self.demonstration.cookie_name, reader.cookie, domain="localhost")
        self.rendered.clear()
        answer = client.get(address)
        view = self.app.view_functions.get(endpoint)
        is_page = answer.mimetype == "text/html"
        is_elsewhere = 300 <= answer.status_code < 400
        found = Found(
            reader,
            address,
            endpoint,
            (self.rendered or [""])[-1] if is_page and not is_elsewhere else "",
            answer.status_code,
            answer.mimetype or "",
            within(answer.location or "") if is_elsewhere else unpacked(answer) if is_page else b"",
            is_public=view is None or declared(view) == PUBLIC,
            sets_cookie="Set-Cookie" in answer.headers,
            came_from=came_from,
            headers=policy(answer),
        )
        answer.close()
        return found

    def links_of(self, found: Found) -> Iterator[str]:
        root = etree.fromstring(found.markup.decode(), READER)
        for item in root.iter("a"):
            link = urldefrag(urljoin(found.address, item.get("href") or ""))[0]
            parts = urlsplit(link)
            if link and not parts.scheme and not parts.netloc:
                yield link


def policy(answer: Any) -> tuple[tuple[str, str], ...]:
    name = "Content-Security-Policy"
    return ((name, answer.headers[name]),) if name in answer.headers else ()


def within(location: str) -> bytes:
    parts = urlsplit(location)
    return (parts.path + (f"?{parts.query}" if parts.query else "")).encode()


def unpacked(answer: Any) -> bytes:
    return bytes(pages.UNPACK[answer.headers.get("Content-Encoding", "identity")](answer.get_data()))


def kind_once(one: Found) -> tuple[str, str, str]:
    """What a browser opens once: a template and view for a class of readers."""
    view = " ".join(filter(None, (one.endpoint if one.status < 400 else "", one.step)))
    return (one.reader_class, one.template or one.endpoint, view)


def each_once(found: Iterable[Found]) -> list[Found]:
    """One page of each template and view for each class of readers: those a browser opens."""
    kept: dict[tuple[str, str, str], Found] = {}
    for one in found:
        if one.is_page and one.template:
            key = kind_once(one)
            if key not in kept or (kept[key].reader.who != "anonymous" and one.is_public):
                kept.setdefault(key, one)
    return sorted(kept.values(), key=lambda one: (one.reader_class, one.template, one.address))
