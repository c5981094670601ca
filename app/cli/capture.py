"""`flask capture rescue FILE`: take in what a tablet could not send."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import AppGroup

from app.database import begin_writing, db
from app.domain import rescue_file
from app.domain.errors import NotThereError
from app.domain.rescue_file import NotARescueFileError
from app.domain.viewer import SYSTEM
from app.operations import rescuing
from app.queries.events import event_by_id, event_called

group = AppGroup("capture", help="What tablets took down.")


@group.command("rescue")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--event", "slug", metavar="SLUG", help="Where the file does not say of which event it is.")
def rescue(file: Path, slug: str | None) -> None:
    """Take in a rescue file of a tablet. Twice does it once."""
    try:
        held = rescue_file.read(file.read_bytes())
        db.session.rollback()
        begin_writing()
        event = event_called(slug) if slug else held.event_id and event_by_id(held.event_id)
        if not event:
            raise click.ClickException("No event: say which with --event SLUG")
        report = rescuing.take_in(event, held, by=SYSTEM)
        db.session.commit()
    except NotThereError:
        raise click.ClickException(f"No event is called {slug}") from None
    except NotARescueFileError as error:
        raise click.ClickException(f"Not taken in: {error.why.value}") from None
    click.echo(f"New: {report.new}. Already there: {report.same}. Other versions: {report.versions}.")
    for number, why in report.refused:
        click.echo(f"Refused: record {number}, {why.value}")
