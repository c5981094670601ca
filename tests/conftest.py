"""Fixtures every test may use.

`app`, `db_session`, `client`: an application on a migrated database with the place loaded and no listings.
`demo_app`, `demo_client`: the same with the demo listings. `clock` stops the time. `live`, `page` and
`open_page` drive a real Chromium. `as_role` gives a browser with somebody signed in. `--database=both` runs
whatever touches a database on PostgreSQL too.
"""

from __future__ import annotations

import contextvars
import datetime as dt
import gc
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, suppress
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from sqlalchemy.orm import Session, scoped_session
from werkzeug.test import TestResponse

from app.domain.roles import Role
from tests import databases, pages, templates
from tests.databases import TestDatabase

pytest_plugins = ["tests.browser"]

settings.register_profile(
    "steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("explore", derandomize=False, deadline=None, print_blob=True)
settings.load_profile("steady")
"""The same examples in every run. `--hypothesis-profile=explore` looks for new ones."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database",
        choices=("sqlite", "postgresql", "both"),
        default=os.environ.get("GINNEL_TEST_DATABASE", "sqlite"),
        help="where tests that touch a database run (default: sqlite)",
    )


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "database_kind" not in metafunc.fixturenames:
        return
    wanted = metafunc.config.getoption("--database")
    kinds = ["sqlite", "postgresql"] if wanted == "both" else [wanted]
    if metafunc.definition.get_closest_marker("browser") or metafunc.definition.get_closest_marker("sqlite"):
        kinds = ["sqlite"]
    if metafunc.definition.get_closest_marker("postgresql"):
        kinds = [kind for kind in kinds if kind == "postgresql"]
    metafunc.parametrize("database_kind", kinds, scope="session")


def pytest_collection_finish(session: pytest.Session) -> None:
    """Tests and modules stay to the end: they are not looked through for what can be thrown away.

    While the first worker makes the templates of SQLite, the second makes those of PostgreSQL.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    is_second = os.environ.get("PYTEST_XDIST_WORKER") == "gw1"
    if is_second and any("[postgresql" in item.name for item in session.items):
        with suppress(Exception):  # the first test that needs one says what went wrong
            for contents in ("place", "demo"):
                templates.template("postgresql", contents)


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


RECORDERS = {"unmet_search", "listing_view", "audit_event", "audit_head", "browser_session"}
"""Tables a GET may write: counters without persons, the trace of looks, "seen" marks (decisions.md 1)."""


class Client(FlaskClient):
    """A test client that checks every page it fetches, and runs each request as a server would: alone."""

    database: TestDatabase | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        from app.database import db

        here = bool(contextvars.copy_context().get(_app_context()))
        if here:
            db.session.commit()  # what the test has made is there for the request to see
        cookieless = not self._cookies
        written = self.database.written if self.database else set()
        before = written.copy()
        written.clear()
        response: TestResponse = contextvars.Context().run(super().open, *args, **kwargs)
        changed = written - RECORDERS
        written |= before
        if here:
            db.session.expire_all()
        pages.check(response, cookieless=cookieless)
        if response.request.method in ("GET", "HEAD") and changed:
            raise AssertionError(f"GET {response.request.path} writes to {', '.join(sorted(changed))}")
        return response


def _app_context() -> contextvars.ContextVar[Any]:
    from flask.globals import _cv_app

    return _cv_app


class Ready:
    """An application on its own copy of a template, kept for the session."""

    def __init__(self, kind: str, contents: str) -> None:
        from app.database import db

        self.database = TestDatabase(kind, contents)
        self.app = templates.app_on(self.database.url)
        self.app.test_client_class = type("Client", (Client,), {"database": self.database})
        with self.app.app_context():
            self.engine = db.engine
        self.database.watch(self.engine)

    def restore(self) -> None:
        from app.database import Base

        self.database.restore(self.engine, Base.metadata)
        self.forget()

    def forget(self) -> None:
        """Empty what the app remembers of its database: whatever it keeps as `ginnel_...`."""
        kept = {name: value for name, value in self.app.extensions.items() if name.startswith("ginnel_")}
        for name, value in kept.items():
            if hasattr(value, "clear"):
                value.clear()
            else:
                del self.app.extensions[name]

    def drop(self) -> None:
        self.engine.dispose()
        self.database.drop()


@pytest.fixture
def empty_database(database_kind: str) -> Iterator[str]:
    """The address of a database with nothing in it, for migrations and commands that start from nothing."""
    with databases.empty(database_kind) as url:
        yield url


@pytest.fixture(scope="session")
def ready(database_kind: str) -> Iterator[Ready]:
    made = Ready(database_kind, "place")
    yield made
    made.drop()


@pytest.fixture(scope="session")
def demo_ready(database_kind: str) -> Iterator[Ready]:
    made = Ready(database_kind, "demo")
    yield made
    made.drop()


def in_context(ready: Ready) -> Iterator[Flask]:
    from app.database import db

    with ready.app.app_context():
        yield ready.app
        db.session.remove()
    ready.restore()


@pytest.fixture(scope="session")
def bare_app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """An application with no tables behind it, for what can be told without any."""
    return templates.app_on(f"sqlite:///{tmp_path_factory.mktemp('bare')}/none.sqlite")


@pytest.fixture
def app(ready: Ready) -> Iterator[Flask]:
    """The application inside its context, on a database with the place and nothing else."""
    yield from in_context(ready)


@pytest.fixture
def demo_app(demo_ready: Ready) -> Iterator[Flask]:
    """The application inside its context, on a database with the demo listings and their index."""
    yield from in_context(demo_ready)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def demo_client(demo_app: Flask) -> FlaskClient:
    return demo_app.test_client()


@pytest.fixture
def as_role(app: Flask) -> Callable[..., FlaskClient]:
    """`as_role(Role.PROVIDER, organization_id=...)`: a browser signed in; its `account` says who that is."""

    from tests.people import signed_in

    def made(role: Role, **where: Any) -> FlaskClient:
        browser = app.test_client()
        browser.account = signed_in(browser, role, **where)  # type: ignore[attr-defined]
        return browser

    return made


@pytest.fixture
def db_session(app: Flask) -> scoped_session[Session]:
    """The session of the test. Requests made by `client` see what it holds."""
    from app.database import db

    return db.session


@pytest.fixture
def count_statements() -> Callable[[], AbstractContextManager[list[str]]]:
    return databases.count_statements


class Clock:
    """Stops the app's clock: `clock.set("2026-11-24T09:30")` is local time in the place."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.monkeypatch = monkeypatch

    def set(self, moment: str | dt.datetime) -> None:
        words = moment if isinstance(moment, str) else moment.isoformat()
        self.monkeypatch.setenv("GINNEL_NOW", words)

    def move(self, **by: float) -> None:
        from app import clock

        self.set(clock.now() + dt.timedelta(**by))


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A stopped clock: Tuesday 24 November 2026, 10 in the morning, until the test says otherwise."""
    stopped = Clock(monkeypatch)
    stopped.set("2026-11-24T10:00")
    return stopped
