"""`flask demo load | work | people | said`: invented listings, work for staff, people, what they said."""

from __future__ import annotations

import csv
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

from app.database import begin_writing, db
from app.domain.words import fold
from app.gateways import code_files, place_folder
from app.operations import (
    demo,
    demo_answers,
    demo_codings,
    demo_pages,
    demo_panel,
    demo_people,
    demo_said,
    demo_work,
    index,
    places,
    point_words,
    vocabulary,
)
from app.operations.demo_said_stage import SaidFaultError
from app.operations.demo_said_words import WordsFaultError

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


@group.command("work")
def work() -> None:
    """Give the invented staff something to do: changes to review, reports to answer. Once only."""
    path = folder() / "work" / "waiting.toml"
    on = index.ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])
    db.session.rollback()
    begin_writing()
    if not path.exists() or demo_work.is_there():
        db.session.rollback()
        click.echo("Nothing new waits for anybody.")
        return
    file = tomllib.loads(path.read_text(encoding="utf-8"))
    count = demo_work.load(file, on)
    for row in file.get("plain_page", ()):
        count += demo_pages.add(row, current_app.config["ROOT"], on.place.key)
    db.session.commit()
    click.echo(f"Waiting for the invented editor: {count}.")


@group.command("people")
def people() -> None:
    """Invented people in every state of social prescribing, over two years. Once only."""
    path = folder() / "people" / "people.toml"
    started = time.monotonic()
    db.session.rollback()
    begin_writing()
    if not path.exists() or demo_people.is_there():
        db.session.rollback()
        click.echo("Nobody new is made up.")
        return
    count = demo_people.load(tomllib.loads(path.read_text(encoding="utf-8")))
    db.session.commit()
    click.echo(f"{count} made-up people were referred. Done in {time.monotonic() - started:.1f} seconds.")


@group.command("said")
def said() -> None:
    """Three years of invented events and conversations. Once only."""
    path = folder() / "said"
    started = time.monotonic()
    db.session.rollback()
    begin_writing()
    if not path.exists() or demo_said.is_there():
        db.session.rollback()
        click.echo("Nobody new has said anything.")
        return
    try:
        made = demo_said.load(
            {one.stem: tomllib.loads(one.read_text(encoding="utf-8")) for one in sorted(path.glob("*.toml"))}
        )
    except (SaidFaultError, WordsFaultError) as error:
        db.session.rollback()
        raise click.ClickException(f"Nothing was made up. {error}.") from error
    codes = code_files.ready_frame(current_app.config["ROOT"], current_app.config["PLACE_DATA"].key)
    read = demo_codings.add(made.themes, codes.themes if codes else {})
    point_words.index_missing()
    db.session.commit()
    click.echo(
        f"{made.conversations:,} made-up conversations at {made.events} events, with {made.points:,} points. "
        f"{read:,} points are read. "
        f"Done in {time.monotonic() - started:.1f} seconds."
    )


@group.command("answers")
def answers() -> None:
    """What an invented partnership published and did about what was said. Once only."""
    path = folder() / "answers.toml"
    db.session.rollback()
    begin_writing()
    codes = code_files.ready_frame(current_app.config["ROOT"], current_app.config["PLACE_DATA"].key)
    if not path.exists() or codes is None or demo_answers.is_there():
        db.session.rollback()
        click.echo("Nothing new was published.")
        return
    results, told = demo_answers.load(tomllib.loads(path.read_text(encoding="utf-8")), codes.themes)
    wards = {fold(ward.name): ward.code for ward in current_app.config["PLACE_DATA"].wards}
    with (folder() / "outside.csv").open(encoding="utf-8", newline="") as file:
        demo_answers.bring_in(csv.DictReader(file), wards)
    db.session.commit()
    click.echo(f"Made-up results of {results} events and years are published, and {told} statements.")


@group.command("panel")
def panel() -> None:
    """An invented people's panel, its draws, and stories. Once only."""
    path = folder() / "panel" / "panel.toml"
    db.session.rollback()
    begin_writing()
    if not path.exists() or demo_panel.is_there():
        db.session.rollback()
        click.echo("Nobody new is on the panel.")
        return
    members, stories = demo_panel.load(tomllib.loads(path.read_text(encoding="utf-8")))
    db.session.commit()
    click.echo(f"{members} made-up people are on the panel, and {stories} told a story.")


def folder() -> Path:
    return Path(current_app.config["ROOT"], "places", current_app.config["PLACE"], "demo")


def files() -> Iterator[dict[str, Any]]:
    for path in sorted(folder().glob("*.toml")):
        yield tomllib.loads(path.read_text(encoding="utf-8"))
