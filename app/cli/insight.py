"""`flask insight`: how good suggestions are, measured on files of comments that people coded."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click
from flask.cli import AppGroup

from app.domain.suggesting import Coded
from app.gateways import suggester
from app.gateways.labelled_files import LabelledFileError, coded_in

if TYPE_CHECKING:
    from app.gateways.suggester_trial import Trial

group = AppGroup("insight", help="What was said: how well it is understood by machine, measured.")

FILE = click.Path(path_type=Path)


@group.command("evaluate")
@click.argument("file", type=FILE, required=False)
@click.option("--train", type=FILE, help="Learn from this file.")
@click.option("--test", type=FILE, help="Measure on this file.")
@click.option("--folds", type=click.IntRange(2, 20), help="Learn and measure on FILE in so many parts.")
@click.option("--cold", is_flag=True, help="Measure FILE as it would be with example quotes alone.")
@click.option("--quotes", type=click.IntRange(1, 100), help="With --cold: the most quotes a code has. 20.")
@click.option("--embeddings/--no-embeddings", default=False, help="Use the meaning of sentences (an extra).")
def evaluate(file: Path | None, embeddings: bool, **wanted: Any) -> None:
    """Say how good suggestions of codes are.

    Files are CSV in UTF-8 with the columns text, labels (parted by |) and, if there, question. A row without
    labels, or with "Not assigned" alone, is one that fits no code. Other columns are passed over. Codes with
    fewer than 10 comments are not learned.
    """
    train, test, folds = wanted["train"], wanted["test"], wanted["folds"]
    cold = wanted["cold"] or wanted["quotes"] is not None
    if not suggester.is_there():
        refuse("scikit-learn is not installed. Run script/setup, or install requirements/insight.txt.")
    if embeddings and not suggester.knows_meaning():
        refuse("The extra is not installed. Run: script/setup --with embeddings")
    encoder = suggester.encoder(wanted=embeddings)
    trial = importlib.import_module("app.gateways.suggester_trial")
    if train and test and not (file or folds or cold):
        found, _ = trial.held_out(read(train), read(test), encoder=encoder)
    elif file and cold and not (train or test or folds):
        found = trial.from_quotes(read(file), quotes=wanted["quotes"] or trial.QUOTES, encoder=encoder)
    elif file and not (train or test):
        found = trial.in_folds(read(file), folds or 5, encoder=encoder)
    else:
        refuse("Give --train FILE --test FILE, or --folds 5 FILE, or --cold FILE.")
    for line in told(found, embeddings, only_order=cold):
        click.echo(line)


def told(trial: Trial, embeddings: bool, *, only_order: bool) -> Iterator[str]:
    """The figures, one a line."""
    found = trial.scores
    if not only_order:
        yield f"micro-F1: {found.micro_f1:.3f}"
        yield f"macro-F1: {found.macro_often:.3f}"
    yield f"LRAP: {found.ranking:.3f}"
    yield f"recall at 3: {found.top:.3f}"
    yield f"recall at 3, all labels pooled: {found.top_pooled:.3f}"
    if only_order:
        yield f"example quotes for each code: {trial.learned_from} at most"
    else:
        yield f"macro-F1, codes with fewer than 10 to measure on too: {found.macro_f1:.3f}"
        yield f"learned from: {trial.learned_from} comments"
    yield f"measured on: {trial.measured_on} comments, {len(found.codes)} codes"
    yield f"training seconds: {trial.seconds:.1f}"
    yield f"features: {'words, parts of words and meaning' if embeddings else 'words and parts of words'}"
    if not only_order:
        yield "precision  recall  support  kappa  code"
        for one in found.codes:
            shares = f"{part(one.precision):>9}  {part(one.recall):>6}  {one.support:>7}"
            yield f"{shares}  {part(one.kappa):>5}  {one.code}"


def part(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def read(path: Path) -> list[Coded]:
    try:
        return coded_in(path)
    except LabelledFileError as error:
        refuse(f"{path} cannot be read: {error}.")


def refuse(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(2)
