"""Every form a person of each role is shown, found by opening every page there is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from flask import Flask
from flask.testing import FlaskClient
from lxml import etree
from werkzeug.test import TestResponse

from app.database import db
from app.domain.roles import Role
from app.web import tokens
from app.web.sessions import cookie_name
from tests import walk
from tests.objects import World

WALKERS = (
    "anonymous",
    Role.DIRECTORY_EDITOR.value,
    "link",
    Role.ADMINISTRATOR.value,
    Role.GOVERNANCE_LEAD.value,
    Role.TEAM_LEAD.value,
    Role.HELPLINE_WORKER.value,
    Role.PROVIDER.value,
    Role.REFERRER.value,
    Role.ENGAGEMENT_OFFICER.value,
)
"""Who opens pages, in this order: the first to meet a form fills it in."""

TYPED = {"text", "email", "tel", "url", "search", "number", "password", "hidden", "date", "time"}
PLAUSIBLE = {
    "email": "bev@beckside.example",
    "tel": "0113 496 0000",
    "url": "https://kettle.example/",
    "number": "3",
    "password": "a kettle and nine biscuits",
}
ORDINARY = "Kettle On"
READER = etree.HTMLParser(remove_comments=True)
"""Quick, and not strict: whether a page is good HTML is looked at elsewhere (tests/pages.py)."""


@dataclass(frozen=True)
class FoundForm:
    """A form on a page: where it goes, and what is in its boxes before anybody types."""

    who: str
    page: str
    action: str
    method: str
    endpoint: str
    values: dict[str, list[str]] = field(compare=False)
    files: frozenset[str] = frozenset()

    @property
    def key(self) -> tuple[Any, ...]:
        return (self.method, self.endpoint, tuple(sorted({*self.values, *self.files})))

    @property
    def fields(self) -> list[str]:
        return [name for name in self.values if name != tokens.FIELD]


def forms(
    app: Flask, world: World, everybody: dict[str, walk.Browser], more: tuple[str, ...] = ()
) -> list[FoundForm]:
    """Each form once. `more`: addresses that only somebody with a link knows."""
    found: dict[tuple[Any, ...], FoundForm] = {}
    adapter = app.url_map.bind("localhost")
    steps = [step for step in walk.steps(app, world) if step.method == "GET" and step.case in ("", "own")]
    addresses = {step.address: step.endpoint for step in steps}
    addresses |= {one: adapter.match(one, method="GET")[0] for one in more}
    for who in WALKERS:
        for address, endpoint in addresses.items():
            if not walk.lets_in(app, endpoint, who):
                continue
            answer = get(everybody[who], address)
            if answer.status_code == 200 and answer.mimetype == "text/html":
                for form in forms_of(app, who, address, answer.get_data()):
                    found.setdefault(form.key, form)
            answer.close()
    return list(found.values())


def with_its_cookie(browser: walk.Browser) -> FlaskClient:
    """As it is at the start of every request: a page may have taken its cookie away."""
    if browser.cookie:
        browser.client.set_cookie(cookie_name(), browser.cookie, domain="localhost")
    return browser.client


def get(browser: walk.Browser, address: str) -> TestResponse:
    db.session.rollback()  # the walk shares one session, and an error's page may have read with it
    return with_its_cookie(browser).get(address)


def forms_of(app: Flask, who: str, page: str, markup: bytes) -> Iterator[FoundForm]:
    root = etree.fromstring(markup.decode(), READER)
    adapter = app.url_map.bind("localhost")
    boxes: dict[Any, list[Any]] = {form: [] for form in root.iter("form")}
    named = {form.get("id"): form for form in boxes if form.get("id")}
    for form in boxes:
        boxes[form] += [one for one in form.iter() if one.tag in ("input", "select", "textarea", "button")]
    for one in root.iter():
        if one.get("form") in named:
            boxes[named[one.get("form")]].append(one)
    for form, inside in boxes.items():
        action = urljoin(page, form.get("action") or page)
        method = (form.get("method") or "get").upper()
        try:
            endpoint = adapter.match(urlsplit(action).path, method=method)[0]
        except Exception as error:
            raise AssertionError(f"{page}: a form leads to {action}, which is nowhere") from error
        values: dict[str, list[str]] = {}
        files = set()
        for box in inside:
            name, kind = box.get("name"), box.get("type", "text" if box.tag == "input" else "")
            if not name or (box.tag == "button" and name in values):
                continue
            if kind == "file":
                files.add(name)
            elif kind in ("radio", "checkbox"):
                if name not in values or box.get("checked") is not None:
                    values[name] = [box.get("value") or "on"]
            elif box.tag == "select":
                options = [option.get("value", "") for option in box.iter("option")]
                values[name] = [next(filter(None, options), "")]
            elif box.tag == "textarea":
                values[name] = ["".join(box.itertext()).lstrip("\n") or ORDINARY]
            else:
                value = box.get("value") or PLAUSIBLE.get(
                    kind, ORDINARY if kind in TYPED - {"hidden"} else ""
                )
                values.setdefault(name, []).append(value)
        yield FoundForm(who, page, action, method, endpoint, values, frozenset(files))
