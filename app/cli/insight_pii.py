"""`flask insight evaluate-pii FILE`: how much personal data is found in texts that somebody marked."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NoReturn

import click
from flask import current_app
from flask.cli import with_appcontext

from app.domain.finding_score import MarkedFileError, Score, marked_texts
from app.gateways import name_finder
from app.queries.likely import likely_in


@click.command("evaluate-pii")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--with-model/--without",
    "with_model",
    default=None,
    help="Use the language model, or leave it out. By default it is used if it is installed.",
)
@with_appcontext
def command(path: Path, with_model: bool | None) -> None:
    """Say how much of the personal data marked in FILE is found.

    FILE is a CSV with the columns text and spans: start:end:KIND parted by |, code points, end exclusive.
    """
    try:
        texts = marked_texts(path.read_text(encoding="utf-8-sig").splitlines(keepends=True))
    except FileNotFoundError:
        refuse(f"There is no file {path}.")
    except (OSError, UnicodeDecodeError, MarkedFileError) as error:
        refuse(f"{path} cannot be read: {error}.")
    uses = name_finder.is_there() if with_model is None else with_model
    if uses and not name_finder.is_there():
        refuse("The language model is not installed. Install requirements/names.txt, or say --without.")
    score, began = Score(), time.perf_counter()
    for text in texts:
        score.add(text, likely_in(text.text, current_app.config["PLACE_DATA"], with_model=uses))
    tell(score, uses, (time.perf_counter() - began) / len(texts))


def tell(score: Score, uses: bool, seconds: float) -> None:
    click.echo(f"recall: {score.recall():.2f}")
    click.echo(f"found: {score.found.total()} of {score.marked.total()} places")
    for kind in sorted(score.marked):
        told = f"{score.found[kind]} of {score.marked[kind]}"
        click.echo(f"  {kind.value:16} recall {score.recall(kind):.2f}  {told}")
    alarms = ", ".join(f"{kind.value} {many}" for kind, many in sorted(score.alarms.items()) if many)
    click.echo(f"false alarms: {score.alarms.total()}{f' ({alarms})' if alarms else ''}")
    click.echo(f"clean texts touched: {score.touched} of {score.clean}")
    click.echo(
        f"finder: {'rules and language model' if uses else 'rules alone'}, {seconds * 1000:.1f} ms each"
    )
    click.echo("Nothing found does not mean that nobody can be recognised.")


def refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
