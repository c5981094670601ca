"""`flask prepare`: everything a fresh database needs before the first page. Safe to run at every start."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from flask import current_app
from flask_migrate import upgrade
from sqlalchemy import text

from app.database import db
from app.operations import demo
from app.queries import demo as queries
from app.queries import readiness

Step = Callable[[], str]


@click.command("prepare")
@click.option("--first-step", default=1, help="The number of the first step, when others went before.")
@click.option("--steps", default=5, help="How many steps there are in all.")
def command(first_step: int, steps: int) -> None:
    """Bring the tables up to date, load the place, add demo listings to an empty directory, build the index.

    GINNEL_DEMO=0 leaves the directory empty.
    """
    todo: tuple[tuple[str, Step], ...] = (
        ("the database", bring_tables_up_to_date),
        ("postcodes and places", load_place),
        ("listings", load_demo),
        ("the search index", build_index),
        ("people to sign in as", load_people),
    )
    for number, (name, step) in enumerate(todo, first_step):
        click.echo(f"{number} of {steps}: {name}")
        click.echo(f"   {step()}")


def bring_tables_up_to_date() -> str:
    if "database" in (missing := readiness.missing()):
        raise click.ClickException("The database does not answer. Is GINNEL_DATABASE_URL right?")
    wanted = (folder() / "HEAD").read_text().strip()
    if "tables" not in missing:
        held = db.session.scalar(text("SELECT version_num FROM alembic_version"))
        db.session.rollback()
        if held == wanted:
            return "Up to date already."
    upgrade(directory=str(folder()))
    return f"Now at {wanted}."


def load_place() -> str:
    """Load when the place's files, or where they go, are not those of the last time."""
    kept = Path(current_app.config["DATA"]) / "place-loaded"
    mark = mark_of_place()
    if "postcodes" not in readiness.missing() and kept.exists() and kept.read_text() == mark:
        return "Loaded already."
    run("place", "load")
    kept.write_text(mark)
    return "Loaded."


def load_demo() -> str:
    if os.environ.get("GINNEL_DEMO") == "0":
        return "No made-up listings wanted."
    if not demo.is_empty():
        return "There are listings already."
    run("demo", "load")
    return "Made-up listings are in. Every page says so."


def build_index() -> str:
    """Once; after that every change and the daily job keep it."""
    if "search" not in readiness.missing():
        return "Built already."
    run("search", "rebuild")
    return "Built."


def load_people() -> str:
    """In a demonstration only. Their password is told at every start."""
    if not queries.is_demo():
        return "None: this is no demonstration. The first administrator: flask accounts invite."
    run("accounts", "demo")
    run("demo", "work")
    run("demo", "people")
    run("demo", "said")
    run("demo", "answers")
    run("demo", "panel")
    return "Sign in as one of them at /sign-in."


def run(*words: str) -> None:
    """One of our own commands, its words on the screen."""
    found: click.Command | None = current_app.cli
    context = click.get_current_context()
    for word in words:
        found = found.get_command(context, word) if isinstance(found, click.Group) else None
    if found is None:
        raise click.ClickException(f"There is no command flask {' '.join(words)}.")
    db.session.rollback()  # what was only looked at must not hold the command's own transaction back
    context.invoke(found)


def folder() -> Path:
    return Path(current_app.config["ROOT"]) / "migrations"


def mark_of_place() -> str:
    """Changes with any file of the place, with the tables, and with the database."""
    found = hashlib.sha256(str(current_app.config["SQLALCHEMY_DATABASE_URI"]).encode())
    found.update((folder() / "HEAD").read_bytes())
    for path in files_of_place():
        found.update(path.name.encode() + path.read_bytes())
    return found.hexdigest()


def files_of_place() -> Iterator[Path]:
    root = Path(current_app.config["ROOT"]) / "places"
    for base in (root, root / current_app.config["PLACE"]):
        yield from sorted(path for path in base.glob("*.*") if path.is_file())
