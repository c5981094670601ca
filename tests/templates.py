"""Databases made once and copied for each run: with the place alone, or with the demo listings."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import sqlalchemy as sa
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from config import ROOT
from tests.kept import KEPT, alone, is_old
from tests.postgresql import databases_of, on_server, postgresql_server

MADE_OF = {
    "ground": (
        "migrations/versions/*.py",
        "app/domain/near.py",
        "app/domain/places.py",
        "app/domain/postcode_groups.py",
        "app/models/places.py",
        "app/gateways/[np]*.py",
        "app/operations/places.py",
        "app/operations/statements.py",
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


class Compiled(BytecodeCache):
    """Templates of pages, compiled once for all the applications of a process."""

    def __init__(self) -> None:
        self.kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.kept:
            bucket.bytecode_from_string(self.kept[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.kept[bucket.key] = bucket.bytecode_to_string()


COMPILED = Compiled()


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
    app = create_app(TestConfig(url, data))
    app.jinja_env.bytecode_cache = COMPILED
    return app


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
