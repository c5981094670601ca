"""Throw-away databases for tests: copies of a template, and the way back to it.

A test may commit. Afterwards the rows of the tables it wrote are deleted; where that cannot bring the
template back, the whole database is copied again. Nothing is rolled back behind a view's back.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.engine import Engine

from tests.kept import KEPT, is_running
from tests.postgresql import databases_of, on_server, postgresql_server
from tests.templates import template

WRITES = re.compile(
    r"\b(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|REPLACE\s+INTO|UPDATE(?:\s+OR\s+\w+)?|DELETE\s+FROM|COPY|TRUNCATE(?:\s+TABLE)?)"
    r"\s+(?:ONLY\s+)?[\"`]?(\w+)",
    re.IGNORECASE,
)

SHAPES = re.compile(r"^\s*(?:CREATE|DROP|ALTER)\s", re.IGNORECASE)

DELETES = re.compile(r"\bDELETE\s+FROM\s+[\"`]?(\w+)", re.IGNORECASE)

GUARDED = {"audit_event"}
"""Tables whose rows a trigger keeps."""

FEW = 1000
"""Units: rows. A table of the template with no more is filled again; else the database is copied again."""

NOT_COUNTED = re.compile(r"^\s*(?:PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b", re.IGNORECASE)


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


@lru_cache(maxsize=4096)
def touched(statement: str) -> tuple[bool, frozenset[str], frozenset[str]]:
    """Whether a statement shapes tables; the tables it writes; those it deletes from."""
    return (
        bool(SHAPES.match(statement)),
        frozenset(WRITES.findall(statement)),
        frozenset(DELETES.findall(statement)),
    )


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
            shapes, writes, deletes = touched(statement)
            self.reshaped |= shapes
            if writes:
                self.written |= writes & self.tables
                self.deleted |= deletes

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
            order = [table.name for table in sorted_tables(metadata) if table.name in written]
            with (
                engine.connect() as connection,
                without_cascades(connection),
                connection.begin(),
                without_guards(connection, written & GUARDED),
            ):
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
        names = databases_of(postgresql_server(), "t")
    return [name for name in names if not is_running(int(name.split("_")[2]))]


@contextmanager
def without_cascades(connection: sa.Connection) -> Iterator[None]:
    """Rows are taken out and put back: those that point at them and were not written stay as they are."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield
        finally:
            driver.execute("PRAGMA foreign_keys=ON")
    else:
        with connection.begin():
            connection.exec_driver_sql("SET session_replication_role = replica")
        try:
            yield
        finally:
            with connection.begin():
                connection.exec_driver_sql("SET session_replication_role = DEFAULT")


@contextmanager
def without_guards(connection: sa.Connection, names: set[str]) -> Iterator[None]:
    """Tables whose rows nobody may delete, for a moment like any other: a test's rows must go."""
    if not names:
        yield
    elif connection.dialect.name == "sqlite":
        listed = ", ".join(f"'{name}'" for name in names)
        held = connection.exec_driver_sql(
            f"SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ({listed})"
        ).all()
        for name, _ in held:
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        yield
        for _, statement in held:
            connection.exec_driver_sql(statement)
    else:
        for name in names:
            connection.exec_driver_sql(f"ALTER TABLE {name} DISABLE TRIGGER USER")
        yield
        for name in names:
            connection.exec_driver_sql(f"ALTER TABLE {name} ENABLE TRIGGER USER")


@lru_cache
def sorted_tables(metadata: sa.MetaData) -> list[sa.Table]:
    """Every table after those it points at, sorted once."""
    return metadata.sorted_tables


def pointing_at(names: set[str], metadata: sa.MetaData) -> set[str]:
    """The tables whose rows depend, through any number of others, on rows of these."""
    found = set(names)
    for table in sorted_tables(metadata) if names else ():
        if any(key.column.table.name in found for key in table.foreign_keys):
            found.add(table.name)
    return found


MEMORY = Path("/dev/shm")
"""Where Linux keeps files in memory."""
ROOM = 2**29
"""Units: bytes. A container may give the memory folder no more than 64 MB."""


def memory() -> Path | None:
    """A folder that waits for no disk, where there is one: migrating waits for it hundreds of times."""
    is_there = os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM
    return MEMORY if is_there else None


@contextmanager
def empty(kind: str) -> Iterator[str]:
    """The address of a database with nothing in it."""
    name = f"t_empty_{os.getpid()}_{time.monotonic_ns()}"
    if kind == "sqlite":
        with tempfile.TemporaryDirectory(dir=memory()) as folder:
            yield f"sqlite:///{folder}/{name}.sqlite"
        return
    server = postgresql_server()
    on_server(server, f'CREATE DATABASE "{name}"')
    try:
        yield server.set(database=name).render_as_string(hide_password=False)
    finally:
        on_server(server, f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
