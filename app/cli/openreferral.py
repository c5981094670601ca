"""`flask openreferral check | files`: is a feed of open data right, ours or anybody's? Make our files now."""

from __future__ import annotations

import json
import logging
import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app import clock
from app.cli import openreferral_words
from app.domain.openreferral import check_documents, check_feed
from app.domain.openreferral.check_report import Report
from app.domain.openreferral.check_walk import Limits
from app.domain.openreferral.fields import Profile
from app.gateways import checked_feed, download_files
from app.jobs import open_data, own_feed

EVERY = 10**9

group = AppGroup("openreferral", help="Open data by the standard of Open Referral.")


@group.command("check")
@click.argument("address", required=False)
@click.option("--json", "as_json", is_flag=True, help="The whole report as JSON.")
@click.option(
    "--strict/--not-strict", default=None, help="Count fields that the standard does not know as wrong."
)
@click.option(
    "--profile",
    type=click.Choice([one.value for one in Profile]),
    help="Which of ours; what files are held to.",
)
@click.option("--per-page", default=50, show_default=True, help="How many records to ask for at a time.")
@click.option("--pages", default=400, show_default=True, help="How many pages of a list to read at most.")
@click.option("--open", "opened", default=20, show_default=True, help="How many records of a list to open.")
@click.option("--all", "everything", is_flag=True, help="Read every page and open every record.")
@click.option("--minutes", default=30.0, show_default=True, help="Stop after so long, and say so.")
def check(
    address: str | None,
    *,
    as_json: bool,
    strict: bool,
    profile: str | None,
    per_page: int,
    pages: int,
    opened: int,
    everything: bool,
    minutes: float,
) -> None:
    """Check our own two feeds, or the one at ADDRESS: a web address, a file or a folder.

    Nothing is asked of anybody but the feed itself. Ends with 1 when something is wrong.
    """
    limits = Limits(per_page, EVERY, EVERY) if everything else Limits(per_page, pages, opened)
    if not address:
        logging.getLogger("ginnel").setLevel(logging.WARNING)  # not a line for each question to ourselves
        wanted = [profile] if profile else list(own_feed.STUBS)
        reports = [own_feed.check(one, limits) for one in wanted]
    elif "://" in address:
        ends = time.monotonic() + minutes * 60
        reports = [
            check_feed.check(
                address,
                checked_feed.ask_address(address),
                clock.today(),
                limits=limits,
                strict=strict,
                is_over=lambda: time.monotonic() > ends,
            )
        ]
    else:
        reports = [_of_files(Path(address), strict=strict, profile=profile)]
    _say(reports, as_json=as_json)
    if not all(one.passes for one in reports):
        raise SystemExit(1)


@group.command("files")
def files() -> None:
    """Make the files to take away now. The daily job makes them too."""
    open_data.make_files({})
    for one in download_files.held(current_app.config["DATA"]).values():
        click.echo(f"{one.name}: {one.records:,} records, {one.size:,} bytes")


def _of_files(path: Path, *, strict: bool, profile: str | None) -> Report:
    if not path.exists():
        raise click.ClickException(f"There is no file, folder or web address {path}.")
    return check_documents.check(
        str(path),
        checked_feed.papers(path),
        clock.today(),
        strict=strict,
        profile=Profile(profile) if profile else None,
    )


def _say(reports: list[Report], *, as_json: bool) -> None:
    if as_json:
        held = [one.as_json() for one in reports]
        click.echo(json.dumps(held[0] if len(held) == 1 else held, indent=2, ensure_ascii=False))
        return
    click.echo("\n\n".join("\n".join(openreferral_words.report(one)) for one in reports))
