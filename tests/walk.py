"""Walks every address with every method as everybody, and says what each of them meets."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Response
from flask.testing import FlaskClient
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from app.database import db
from app.domain.roles import Permission, Role, scope_of
from app.domain.viewer import BY_LINK
from app.extensions import limiter
from app.operations import audit
from app.queries import sessions
from app.queries.sessions import OpenSession
from app.web import errors, tokens
from app.web.access import Needs, declared
from app.web.sessions import cookie_name
from tests import (  # noqa: F401 - their makers
    objects,
    objects_connect,
    objects_engagement,
    objects_everybody,
    objects_insight,
)
from tests.objects import CASES, World

WHO = ("anonymous", "link", "person", *(role.value for role in Role))
METHODS = ("GET", "POST")
BY_SESSION = {
    "anonymous": frozenset[Permission](),
    "link": BY_LINK,
    "person": frozenset({Permission.MY_OPEN}),
}
"""What those may who hold no role."""
PLAIN = {
    "filename": "mark.svg",
    "name": "none",
    "code": "none",
    "number": 0,
    "token": "none",
    "stub": "oruk",
    "path": "none",
    "place": "none",
    "version": "none",
    "look": "none",
    "letter": "a",
    "answer": "accept",
    "page": "what",
    "step": "name",
    "kind": "csv",
    "plans.kind": "goals",
    "measures.kind": "ons4",
    "translating.kind": "po",
    "part": "strengths",
    "thing": "0000000a",
    "group": "need",
    "item_id": 0,
    "batch_id": objects.NOBODY,
    "joined_id": objects.NOBODY,
    "term_id": objects.NOBODY,
    "taxonomy_id": objects.NOBODY,
}
"""Arguments of addresses that name nothing of anybody's."""


@dataclass(frozen=True)
class Step:
    """One request of the walk, but for who sends it."""

    endpoint: str
    rule: str
    method: str
    case: str
    address: str


def steps(app: Flask, world: World) -> Iterator[Step]:
    """Every address, method and case; the addresses of other languages lead to the same views."""
    adapter = app.url_map.bind("localhost")
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        if "lang" in rule.arguments or (rule.defaults and "lang" in rule.defaults and "/<" in rule.rule[:2]):
            continue
        if not app.view_functions[rule.endpoint].__module__.startswith("app."):
            continue  # another test's own view, on the application it shares with this one
        for case in cases(rule):
            values = arguments(rule, world, case)
            if values is None:
                continue
            address = adapter.build(rule.endpoint, values, force_external=False)
            for method in METHODS:
                if method in (rule.methods or ()):
                    yield Step(rule.endpoint, rule.rule, method, case, address)


def cases(rule: Rule) -> tuple[str, ...]:
    makers = [objects.maker_of(rule.endpoint, name) for name in rule.arguments]
    if any(map(objects.is_of_people, makers)):
        return CASES
    return tuple(case for case in CASES if case != "protected") if any(makers) else ("",)


def arguments(rule: Rule, world: World, case: str) -> dict[str, Any] | None:
    """Values for the rule's arguments; None where the case makes no sense for it."""
    values: dict[str, Any] = dict(rule.defaults or {})
    makers = {name: objects.maker_of(rule.endpoint, name) for name in rule.arguments - values.keys()}
    of_people = any(map(objects.is_of_people, makers.values()))
    for name, maker in makers.items():
        whose = case if objects.is_of_people(maker) or not of_people else "own"
        value = objects.thing(world, maker, whose) if maker else plain(rule.endpoint, name)
        if value is None:
            return None
        values[name] = value
    return values


def plain(endpoint: str, name: str) -> object:
    """An argument that names nothing of anybody's: the blueprint's own, or one for all."""
    return PLAIN.get(f"{endpoint.partition('.')[0]}.{name}", PLAIN.get(name))


def unknown_arguments(app: Flask) -> set[str]:
    """Arguments nothing is made for."""
    return {
        name
        for rule in app.url_map.iter_rules()
        for name in rule.arguments
        if name not in PLAIN and name != "lang" and not objects.maker_of(rule.endpoint, name)
    }


@dataclass(frozen=True)
class Browser:
    """Somebody's browser, as it is at the start of every request: a page may have taken its cookie away."""

    client: FlaskClient
    cookie: str
    form_token: str

    def open(self, step: Step) -> TestResponse:
        """In a browser that has kept nothing of the steps before, so that their order does not matter."""
        client = FlaskClient(self.client.application, self.client.response_wrapper)
        if self.cookie:
            client.set_cookie(cookie_name(), self.cookie, domain="localhost")
        data = {tokens.FIELD: self.form_token} if step.method == "POST" else None
        return client.open(step.address, method=step.method, data=data)


def browsers(app: Flask, world: World) -> dict[str, Browser]:
    """Who -> a browser of theirs."""
    made = {}
    for who in WHO:
        token = world.tokens.get(who, "")
        headers = {"Cookie": f"{cookie_name()}={token}"} if token else {}
        with app.test_request_context(headers=headers):
            made[who] = Browser(FlaskClient(app, app.response_class), token, tokens.form_token())
    db.session.rollback()
    return made


def lets_in(app: Flask, endpoint: str, who: str) -> bool:
    """Does the gate let them through to this view? Whom it refuses: tests/rules/test_permissions.py."""
    wanted = declared(app.view_functions[endpoint])
    if not isinstance(wanted, Needs):
        return True
    if who in BY_SESSION:
        return wanted.permission in BY_SESSION[who]
    return scope_of(Role(who), wanted.permission) is not None


def meets(browser: Browser, step: Step) -> str:
    """What one of them meets: `yes`, `no`, `hidden`, `sign in` or, where the view failed, `crash`."""
    db.session.rollback()
    answer = browser.open(step)
    answer.close()
    if answer.status_code >= 500 and step.endpoint != "health.readyz":
        return "crash"
    if answer.status_code == 303 and urlsplit(answer.location or "").path in {"/sign-in", "/my"}:
        return "sign in"
    return {401: "no", 403: "no", 404: "hidden", 410: "hidden"}.get(answer.status_code, "yes")


@contextmanager
def changing_nothing(monkeypatch: Any) -> Iterator[None]:
    """Whatever a view commits is undone; what a refusal looks like is another test's.

    As nothing changes, a session is read once for all the requests that carry it. What was made before is let
    go of: each request finds the rows by itself, and nothing of them has to be forgotten after it.
    """

    def undo() -> None:
        db.session.flush()
        db.session.rollback()
        audit.forget()

    known: dict[str, OpenSession | None] = {}

    def read_once(token: str, *, now: dt.datetime) -> OpenSession | None:
        if token not in known:
            known[token] = open_session(token, now=now)
        return known[token]

    open_session = sessions.open_session
    db.session.expunge_all()
    monkeypatch.setattr(sessions, "open_session", read_once)
    monkeypatch.setattr(limiter, "enabled", False)
    monkeypatch.setattr(errors, "page", lambda code, **more: Response(status=code))  # nobody reads it here
    monkeypatch.setattr(db.session, "commit", undo)
    yield


def outcomes(
    app: Flask, world: World, wanted: Callable[[Step], bool] = lambda _: True
) -> dict[tuple[str, str, str], dict[str, str]]:
    """(address, method, case) -> who -> what they meet."""
    everybody = browsers(app, world)
    return {
        (step.rule, step.method, step.case): {who: meets(browser, step) for who, browser in everybody.items()}
        for step in list(steps(app, world))
        if wanted(step)
    }


def as_csv(found: dict[tuple[str, str, str], dict[str, str]]) -> str:
    """The table people review."""
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\n")
    rows.writerow(("address", "method", "whose", *WHO))
    for (rule, method, case), row in found.items():
        rows.writerow((rule, method, case or "-", *(row[who] for who in WHO)))
    return written.getvalue()


def from_csv(lines: Iterable[str]) -> dict[tuple[str, str, str], dict[str, str]]:
    return {
        (row["address"], row["method"], "" if row["whose"] == "-" else row["whose"]): {
            who: row[who] for who in WHO
        }
        for row in csv.DictReader(lines)
    }
