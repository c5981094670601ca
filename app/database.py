"""The database handle: `db` with a typed Base, named constraints and safe SQLite settings."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Dialect, Engine, MetaData, event, inspect, select
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-16384",
    "PRAGMA mmap_size=0",
    "PRAGMA temp_store=MEMORY",
)

ASIDE_MILLISECONDS = 100
"""How long a record that may be let go waits for another writer."""


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)


class UTCDateTime(TypeDecorator[dt.datetime]):
    """An aware UTC moment; refuses naive values. SQLite stores it without an offset."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        return value.astimezone(dt.UTC)

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


JSONType = JSON().with_variant(JSONB(), "postgresql")


def compact_json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


db = SQLAlchemy(
    model_class=Base,
    session_options={"expire_on_commit": False},
    engine_options={"json_serializer": compact_json},
)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


def prepare_engine(engine: Engine, *, busy_seconds: float) -> None:
    """Set what every SQLite connection needs; PostgreSQL needs nothing."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def on_connect(connection: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we say BEGIN ourselves
        cursor = connection.cursor()
        cursor.execute(f"PRAGMA busy_timeout={round(busy_seconds * 1000)}")  # the next may have to wait
        for pragma in SQLITE_PRAGMAS:
            cursor.execute(pragma)
        cursor.close()

    @event.listens_for(engine, "begin")
    def on_begin(connection: Any) -> None:
        immediate = connection.get_execution_options().get("write", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def begin_writing() -> None:
    """Start the session's transaction as a writer: on SQLite it takes the write lock at once."""
    db.session.connection(execution_options={"write": True})


Row = TypeVar("Row", bound=Base)


def held_row(model: type[Row], key: object) -> Row | None:
    """The row as it is now, for nobody else to change meanwhile; None where there is none.

    Getting or refreshing with a lock fails where a row with a version moved on since it was read.
    """
    return db.session.scalars(
        select(model)
        .where(inspect(model).primary_key[0] == key)
        .with_for_update(of=model)
        .execution_options(populate_existing=True)
    ).one_or_none()


def is_first(row: Base) -> bool:
    """Put in a row whose key came with a form. False where the same form, sent twice, was quicker."""
    try:
        with db.session.begin_nested():
            db.session.add(row)
    except IntegrityError:
        return False
    return True


@contextmanager
def writing_aside() -> Iterator[Connection]:
    """A short transaction of its own, for a record that may be let go: it hardly waits for another writer.

    Raises: OperationalError where somebody else is writing for longer.
    """
    with db.engine.connect().execution_options(write=True) as own, hardly_waiting(own), own.begin():
        yield own


@contextmanager
def hardly_waiting(connection: Connection) -> Iterator[None]:
    """Give a SQLite connection little patience for a while. PostgreSQL locks rows, which are soon free."""
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA busy_timeout")
    (usual,) = cursor.fetchone() or (0,)
    cursor.execute(f"PRAGMA busy_timeout={ASIDE_MILLISECONDS}")
    try:
        yield
    finally:
        cursor.execute(f"PRAGMA busy_timeout={usual}")
        cursor.close()
