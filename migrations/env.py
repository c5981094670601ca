"""Runs migrations on the application's own engine, in one transaction each."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from alembic import context
from flask import current_app
from sqlalchemy import Connection, Engine

import app.models  # noqa: F401  (registers every table)
from app.database import UTCDateTime, db
from app.models.sealed import Sealed, SealedJSON

SHADOW = ("search_text_",)
"""Tables a full-text engine keeps for itself."""
VECTORS = {"title_words", "head_words", "all_words"}
"""Columns PostgreSQL works out from the documents."""


def is_ours(thing: object, name: str | None, kind: str, reflected: bool, compare_to: object) -> bool:
    """Leave alone what autogenerate cannot know: the full-text tables of SQLite and columns of PostgreSQL."""
    if kind == "table" and name and (name == "search_text" or name.startswith(SHADOW)):
        return False
    if kind == "column" and name in VECTORS:
        return False
    return not (kind == "index" and name and name.startswith("ix_search_text_"))


def in_plain_types(kind: str, item: object, context: object) -> str | bool:
    """Write our own types as what the database holds, so that a migration never imports the app."""
    if kind == "type" and isinstance(item, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(item, Sealed | SealedJSON):
        return "sa.LargeBinary()"
    return False


def run() -> None:
    engine: Engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection, rebuilding_tables(connection):
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_as_batch=True,
            compare_type=True,
            transaction_per_migration=True,
            include_object=is_ours,
            render_item=in_plain_types,
        )
        with context.begin_transaction():
            context.run_migrations()


@contextmanager
def rebuilding_tables(connection: Connection) -> Iterator[None]:
    """A batch migration drops a SQLite table and makes it again: what hangs on its rows must not go too.

    The keys are checked at the end. SQLite hears the pragma only outside a transaction, hence the cursor.
    """
    if connection.dialect.name != "sqlite":
        yield
        return
    cursor = connection.connection.cursor()
    cursor.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"foreign keys broken in {sorted({row[0] for row in broken})}")
    finally:
        connection.rollback()
        cursor.execute("PRAGMA foreign_keys=ON")
        cursor.close()


run()
