"""`flask demo load`: put the invented listings of the place into an empty directory."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from app.database import begin_writing, db
from app.gateways import place_folder
from app.operations import demo, index, places, vocabulary

group = AppGroup("demo", help="Made-up listings to try Ginnel with.")


@group.command("load")
def load() -> None:
    """Fill an empty directory with made-up listings. Refused where there are listings already."""
    started = time.monotonic()
    on = index.ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])
    db.session.rollback()
    begin_writing()
    if not demo.is_empty():
        db.session.rollback()
        raise click.ClickException("There are listings already. Nothing was changed.")
    vocabulary.load(on.vocabulary)
    try:
        count = demo.load(files(), on.place)
    except demo.DemoFaultError as error:
        db.session.rollback()
        raise click.ClickException(f"Nothing was loaded. {error}.") from error
    terms = folder() / "terms.toml"
    if terms.exists():
        places.load_terms(place_folder.term_times(terms), demo=True)
    index.rebuild(on)
    db.session.commit()
    click.echo(f"{count} made-up listings are in. Done in {time.monotonic() - started:.1f} seconds.")


def folder() -> Path:
    return Path(current_app.config["ROOT"], "places", current_app.config["PLACE"], "demo")


def files() -> Iterator[dict[str, Any]]:
    for path in sorted(folder().glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))
