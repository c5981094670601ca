"""`flask search rebuild`: make the search index again from the listings."""

from __future__ import annotations

import time

import click
from flask import current_app
from flask.cli import AppGroup

from app.database import begin_writing, db
from app.operations import index, vocabulary

group = AppGroup("search", help="The search index.")


@group.command("rebuild")
def rebuild() -> None:
    """Make the search index again. Safe at any time; readers keep the old one until it is done."""
    started = time.monotonic()
    on = index.ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])
    db.session.rollback()
    begin_writing()
    vocabulary.load(on.vocabulary)
    listed = index.rebuild(on, progress)
    db.session.commit()
    click.echo(f"{listed} listings can be found. Done in {time.monotonic() - started:.1f} seconds.")


def progress(done: int, of: int) -> None:
    if done % 5000 == 0:
        click.echo(f"   {done} of {of}")
