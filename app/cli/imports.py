"""`flask import feed` and `flask import csv`: what somebody else publishes, into the directory."""

from __future__ import annotations

import re
import sys
import time
from pathlib import Path
from urllib.parse import urlsplit

import click
from flask import current_app
from flask.cli import AppGroup

from app.cli import import_words
from app.database import db
from app.domain.feeds.friendly import template_rows
from app.gateways import feeds
from app.gateways.feed_documents import Bounds, Deadline
from app.operations import import_plan, imports, index

PATIENCE = 2.0
"""Seconds before progress is said, and between two sayings of it."""

group = AppGroup("import", help="Listings that others publish.")

_OPTIONS = (
    click.option(
        "--feed", "name", metavar="NAME", help="What to call the feed. Keep it the same every time."
    ),
    click.option("--apply", "apply_it", is_flag=True, help="Do it. Without this, it is only said."),
    click.option("--report", "report_file", metavar="FILE", help="Write the whole report to a file."),
    click.option("--examples", default=5, show_default=True, help="How many examples of each kind to show."),
)


class Ticker:
    """Says on screen how far a long step has come; quiet while things are quick."""

    def __init__(self) -> None:
        self.step = ""
        self.last = time.monotonic()

    def say(self, step: str, done: int, of: int | None) -> None:
        now = time.monotonic()
        if now - self.last >= PATIENCE:
            self.last = now
            click.echo(f"{step} {done} of {of}" if of else f"{step} {done or ''}".rstrip(), err=True)

    def reading(self, done: int, of: int | None) -> None:
        self.say("Fetching", done, of)


@group.command("feed")
@click.argument("source")
def feed(source: str, *, name: str | None, apply_it: bool, report_file: str | None, examples: int) -> None:
    """Bring in a feed: a file, a folder or a web address.

    Takes Open Referral UK 1.0 and 3.0 and HSDS 3.0, as pages, lists, JSON lines or tables. Without --apply
    nothing is changed.
    """
    run(source, name=name, apply_it=apply_it, report_file=report_file, examples=examples)


@group.command("csv")
@click.argument("source", required=False)
@click.option("--template", is_flag=True, help="Print a table to start from.")
def csv_(
    source: str | None,
    *,
    template: bool,
    name: str | None,
    apply_it: bool,
    report_file: str | None,
    examples: int,
) -> None:
    """Bring in a table with one row a listing, or a folder of HSDS tables."""
    if template:
        click.echo(template_rows(), nl=False)
        return
    if not source:
        raise click.UsageError("Say which file to read, or add --template.")
    run(source, name=name, apply_it=apply_it, report_file=report_file, examples=examples)


for _option in reversed(_OPTIONS):
    _option(feed)
    _option(csv_)


def run(source: str, *, name: str | None, apply_it: bool, report_file: str | None, examples: int) -> None:
    """Read, plan, apply when asked to, and report. Ends with 1 when nothing could be read."""
    ticker = Ticker()
    bounds = Bounds(**current_app.config.get_namespace("IMPORT_"))
    ground = index.ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])
    deadline = Deadline(bounds.seconds)
    pieces = list(feeds.read(source, bounds, ticker.reading))

    def plan() -> import_plan.Plan:
        key = feed_key(name, source)
        return imports.plan(pieces, feed=key, ground=ground, deadline=deadline, say=ticker.say)

    standing = imports.standing()
    made = plan()
    rows = 0
    if apply_it:
        db.session.rollback()  # planning reads only, so that nobody who saves meanwhile has to wait
        imports.begin()
        if imports.standing() != standing:
            made = plan()
        rows = imports.apply(made, ground, ticker.say)
        db.session.commit()
    else:
        db.session.rollback()
    for line in import_words.report(made, source=source, applied=apply_it, examples=max(0, examples)):
        click.echo(line)
    if apply_it and not rows and made.sum.taken:
        click.echo("\nThe directory says all of this already. Nothing was changed.")
    if report_file:
        write_report(report_file, made, source, apply_it)
    if not made.is_readable:
        click.echo("\nNothing could be read.")
        sys.exit(1)


def write_report(file: str, made: import_plan.Plan, source: str, applied: bool) -> None:
    lines = import_words.report(made, source=source, applied=applied, examples=10_000)
    try:
        Path(file).write_text("\n".join(lines) + "\n", encoding="utf-8")
    except OSError as error:
        click.echo(f"\nThe report could not be written to {file}: {error.strerror}.")
    else:
        click.echo(f"\nThe whole report is in {file}.")


def feed_key(name: str | None, source: str) -> str:
    """What the feed is called in the directory: as asked, else from its address or file."""
    if name and name.strip():
        return " ".join(name.split())[:100]
    if feeds.is_address(source):
        try:
            host = urlsplit(source).hostname or "feed"
        except ValueError:
            host = "feed"
        return host.removeprefix("www.")[:100]
    stem = Path(source).resolve().stem if source.strip("./\\ ") == "" else Path(source).stem
    return re.sub(r"[^\w.-]+", "-", stem).strip("-").lower()[:100] or "feed"
