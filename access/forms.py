"""Sends every form once with nothing in it, and keeps the pages that say what is wrong."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask.testing import FlaskClient
from lxml import etree

from access.crawl import READER, Crawl, policy, unpacked
from access.demonstration import Demonstration
from access.found import Found

UNTYPED = {"hidden"}
NEVER = {"accounts.sign_out"}


@dataclass(frozen=True)
class EmptyForm:
    """A form as it is sent by somebody who has filled in nothing."""

    page: Found
    action: str
    endpoint: str
    fields: dict[str, str]


def answers_to_forms(demonstration: Demonstration, found: Iterable[Found]) -> list[Found]:
    """Each form of the pages once; whatever sending it changes is taken back."""
    crawl = Crawl(demonstration)
    said: list[Found] = []
    sent: set[tuple[str, str]] = set()
    with untouched(demonstration), crawl.watched():
        for page in found:
            if page.status != 200 or page.answer_to_form:
                continue
            for form in empty_forms(crawl, page):
                key = (form.endpoint, page.reader_class)
                if key not in sent and form.endpoint not in NEVER:
                    sent.add(key)
                    said += list(send(crawl, form))
    return said


def empty_forms(crawl: Crawl, page: Found) -> Iterator[EmptyForm]:
    root = etree.fromstring(page.markup.decode(), READER)
    for form in root.iter("form"):
        if (form.get("method") or "get").lower() != "post" or form.find("..//main") is not None:
            continue
        action = urljoin(page.address, form.get("action") or page.address)
        try:
            endpoint = crawl.adapter.match(urlsplit(action).path, method="POST")[0]
        except Exception:
            continue
        fields: dict[str, str] = {}
        for box in form.iter("input", "textarea", "select", "button"):
            name, kind = box.get("name"), box.get("type", "submit" if box.tag == "button" else "text")
            if not name or kind in ("radio", "checkbox", "file"):
                continue
            if kind in ("hidden", "submit"):
                fields.setdefault(name, box.get("value") or "")
            else:
                fields.setdefault(name, "")
        yield EmptyForm(page, action, str(endpoint), fields)


def send(crawl: Crawl, form: EmptyForm) -> Iterator[Found]:
    """The page that says what is wrong, if there is one."""
    client = FlaskClient(crawl.app, crawl.app.response_class)
    reader = form.page.reader
    if reader.cookie:
        client.set_cookie(crawl.demonstration.cookie_name, reader.cookie, domain="localhost")
    crawl.rendered.clear()
    answer: Any = client.post(form.action, data=form.fields)
    if answer.status_code in (200, 409, 422) and answer.mimetype == "text/html":
        yield replace(
            form.page,
            address=form.action,
            endpoint=form.endpoint,
            template=(crawl.rendered or [""])[-1],
            status=answer.status_code,
            markup=unpacked(answer),
            came_from=form.page.address,
            answer_to_form=True,
            headers=policy(answer),
        )
    elif answer.status_code >= 500:
        yield replace(
            form.page, address=form.action, endpoint=form.endpoint, status=answer.status_code, markup=b""
        )
    answer.close()


@contextmanager
def untouched(demonstration: Demonstration) -> Iterator[None]:
    """The database as it was, whatever is done inside."""
    from app.database import db

    with demonstration.app.app_context():
        engine = db.engine
        path = Path(str(engine.url.database))
        db.session.remove()
    engine.dispose()
    kept = path.with_suffix(".kept")
    copied(path, kept)
    try:
        yield
    finally:
        with demonstration.app.app_context():
            db.session.remove()
        engine.dispose()
        copied(kept, path)
        kept.unlink()


def copied(source: Path, target: Path) -> None:
    """As SQLite copies itself, with what still stands in its log."""
    with closing(sqlite3.connect(source)) as read, closing(sqlite3.connect(target)) as written:
        read.backup(written)
