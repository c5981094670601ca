"""A demonstration of its own to look at: data in a folder that goes away, a clock that stands still."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from factory.alchemy import SQLAlchemyModelFactory
from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from config import ROOT
from tests import objects, walk

if TYPE_CHECKING:
    from access.doors import Door

NOW = "2026-11-24T10:00"
"""A Tuesday on which the demonstration has something for everybody."""
UNSET = ("GINNEL_DATABASE_URL", "GINNEL_ENV", "GINNEL_HOSTS", "GINNEL_PLACE", "GINNEL_PUBLIC_ADDRESS")


@dataclass(frozen=True)
class Reader:
    """Somebody who reads pages: a role, a person, somebody with a link, or anybody."""

    who: str
    cookie: str = ""
    """The token of their session; empty for somebody nobody knows."""
    starts: tuple[str, ...] = ("/",)


@dataclass(frozen=True)
class Demonstration:
    """The application, and who reads it."""

    app: Flask
    cookie_name: str
    readers: tuple[Reader, ...]
    """Those of the demonstration, whose pages are full: they follow links."""
    made: tuple[Reader, ...]
    """Those for whom a thing of every kind was made: they open every address there is."""
    addresses: tuple[tuple[str, str], ...]
    """Endpoint and address of everything the made readers open."""
    doors: tuple[Door, ...] = ()
    """What only a letter's link opens, or what only stands so for a moment."""
    rows: tuple[tuple[str, str], ...] = ()
    """Endpoint and address of what the demonstration holds, many of a kind."""


def prepared(data: Path) -> None:
    """Demo data in this folder, unless it is there already."""
    for name in UNSET:
        os.environ.pop(name, None)
    os.environ |= {"GINNEL_DATA": str(data), "GINNEL_NOW": NOW}
    if not (data / "ginnel.sqlite").exists():
        print("Making a demonstration to look at (some 45 seconds)", flush=True)
        command = [sys.executable, "-m", "flask", "prepare"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)


def demonstration(data: Path) -> Demonstration:
    prepared(data)
    from access import doors, rows
    from app import create_app
    from app.database import db
    from app.domain.roles import Role
    from app.extensions import limiter
    from app.operations import sessions
    from app.queries.accounts import by_email
    from app.web.sessions import cookie_name
    from config import settings

    app = create_app(settings())
    limiter.enabled = False
    with app.app_context():
        number_from(100_000)
        for name in walk.unknown_arguments(app):
            walk.PLAIN[name] = objects.NOBODY
        world = objects.world()
        steps = [step for step in walk.steps(app, world) if step.method == "GET"]
        readers = [Reader("anonymous")]
        for role in Role:
            account = by_email(f"{role.value}@demo.example")
            if account is not None:
                token = sessions.start_for_account(account.id, roles=frozenset({role}))
                readers.append(Reader(role.value, token, ("/today", "/")))
        made = [Reader(who, world.tokens.get(who, "")) for who in walk.WHO]
        readers += [
            Reader(one.who, one.cookie, ("/my" if one.who == "person" else "/",))
            for one in made
            if one.who in ("link", "person")
        ]
        db.session.commit()
        behind, held = doors.doors(world), rows.addresses(app, world)
        db.session.remove()
        addresses = tuple(
            dict.fromkeys((step.endpoint, step.address) for step in steps if step.case in ("", "own"))
        )
    named = cookie_name_of(app, cookie_name)
    return Demonstration(app, named, tuple(readers), tuple(made), addresses, behind, held)


def number_from(first: int) -> None:
    """What is made for the walk has numbers of its own beside those of the demonstration."""
    waiting: list[Any] = [SQLAlchemyModelFactory]
    while waiting:
        maker = waiting.pop()
        waiting += maker.__subclasses__()
        if not maker._meta.abstract and maker._meta.counter_reference is maker._meta:
            maker.reset_sequence(first)


def cookie_name_of(app: Flask, named: object) -> str:
    with app.app_context():
        return str(named())  # type: ignore[operator]


class Quiet(WSGIRequestHandler):
    """Says nothing of each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - werkzeug's own name
        if type == "error":
            super().log(type, message, *args)


@contextmanager
def served(app: Flask) -> Iterator[SimpleNamespace]:
    """The application on a free port of this machine."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield SimpleNamespace(url=f"http://127.0.0.1:{server.port}")
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
