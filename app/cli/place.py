"""`flask place load | load-postcodes | load-practices | load-terms`: fill the tables of the place."""

from __future__ import annotations

import csv
import time
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.database import begin_writing, db
from app.domain.errors import PlaceFolderError, PostcodeFileError
from app.domain.places import Place
from app.gateways import code_files, place_folder, place_statements, question_set_files
from app.gateways.postcodes import Wanted, file_rows
from app.operations import frames, places, question_sets, routing_rules, statements
from app.operations.places import PlaceLoaded, PostcodesLoaded

group = AppGroup("place", help="The place this installation serves.")
file = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


@group.command("load")
def load() -> None:
    """Load postcodes, areas, deprivation, names and what people told us before. Safe to run again."""
    place, root = _place()
    started = time.monotonic()
    try:
        told = place_statements.statements(root, place)
        ready = question_set_files.ready_sets(root, place.key)
        codes = code_files.ready_frame(root, place.key)
    except PlaceFolderError as error:
        raise click.ClickException(f"Nothing was loaded. {error.file}: {error.reason}.") from error
    begin_writing()
    postcodes, rest = places.load_all(place, root, progress=_progress)
    many = statements.load(told)
    asked = question_sets.load_ready(ready)
    coded = frames.load_ready(codes)
    db.session.commit()
    _say_postcodes(postcodes, place)
    _say_rest(rest)
    click.echo(f"What people told us before: {many} statements.")
    click.echo(
        f"Sets of questions: {asked.new} new, {asked.changed} changed, {asked.unchanged} as they were."
    )
    if coded and codes:
        click.echo(f"Codes to start with: {len(codes.codes)}, as the usual ones.")
    click.echo(f"Done in {time.monotonic() - started:.1f} seconds.")


@group.command("load-postcodes")
@click.argument("path", type=file, metavar="FILE")
def load_postcodes(path: Path) -> None:
    """Add newer postcodes: the ONS Postcode Directory, the National Statistics Postcode Lookup or OS
    Code-Point Open, as CSV or zip, as published.
    """
    place, root = _place()
    begin_writing()
    try:
        rows = file_rows(path, Wanted(place.postcode_areas, place.box))
        loaded = places.load_postcodes(rows, place, root, progress=_progress)
    except PostcodeFileError as error:
        db.session.rollback()
        raise click.ClickException(f"Nothing was loaded. {error.file}: {error.reason}.") from error
    if not loaded.read:
        db.session.rollback()
        areas = ", ".join(place.postcode_areas)
        raise click.ClickException(f"Nothing was loaded. {path.name} holds no postcode of {areas}.")
    rest = places.load_place(place, root)
    db.session.commit()
    _say_postcodes(loaded, place)
    _say_rest(rest)


@group.command("load-practices")
@click.argument("path", type=file, metavar="FILE")
@click.option("--demo", is_flag=True, help="They are made up, for a demonstration.")
def load_practices(path: Path, demo: bool) -> None:
    """Add practices from a CSV with the columns ods_code and name. Safe to run again."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as held:
            reader = csv.DictReader(held)
            if not {"ods_code", "name"} <= set(reader.fieldnames or ()):
                raise click.ClickException("Nothing was loaded. The first line must name ods_code and name.")
            rows = [(reader.line_num, row["ods_code"] or "", row["name"] or "") for row in reader]
    except (UnicodeDecodeError, csv.Error) as error:
        raise click.ClickException(f"Nothing was loaded. {path.name} is no CSV in UTF-8.") from error
    begin_writing()
    loaded = routing_rules.load_practices(rows, source=path.name, is_demo=demo)
    db.session.commit()
    click.echo(f"{loaded.new} new, {loaded.changed} changed, {loaded.unchanged} as they were.")
    for line, why in loaded.refused:
        click.echo(f"Line {line} was left out: {why}.")


@group.command("load-terms")
@click.argument("path", type=file, metavar="FILE")
@click.option("--demo", is_flag=True, help="They are made up, for a demonstration.")
def load_terms(path: Path, demo: bool) -> None:
    """Load school terms as the council publishes them, in place of those held.

    places/leeds/terms.toml shows how the file is written.
    """
    try:
        terms = place_folder.term_times(path)
    except PlaceFolderError as error:
        raise click.ClickException(f"Nothing was loaded. {path.name}: {error.reason}.") from error
    if not terms:
        raise click.ClickException(f"Nothing was loaded. {path.name} has no [[term]] in it.")
    begin_writing()
    loaded = places.load_terms(terms, demo=demo)
    db.session.commit()
    if loaded:
        click.echo(f"Terms loaded: {loaded}, from {terms[0].start} to {terms[-1].end}.")
    else:
        click.echo("True terms are loaded already, so the made-up ones were left out.")


def _place() -> tuple[Place, Path]:
    config = current_app.config
    return config["PLACE_DATA"], config["ROOT"]


def _progress(step: str, done: int) -> None:
    click.echo(f"  {step}: {done:,}")


def _say_postcodes(loaded: PostcodesLoaded, place: Place) -> None:
    click.echo(
        f"Postcodes: {loaded.held:,} held, {loaded.new:,} of them new. "
        f"{loaded.inside:,} are in {place.words(place.name, 'en')}."
    )
    if loaded.nearest:
        click.echo(
            f"  {loaded.nearest:,} are newer than our table, "
            "so they have the ward of the nearest postcode in it."
        )


def _say_rest(loaded: PlaceLoaded) -> None:
    click.echo(
        f"Areas: {loaded.areas:,}. Neighbourhoods with a figure for deprivation: {loaded.neighbourhoods:,}. "
        f"Names: {loaded.names:,}."
    )
    if loaded.missing:
        click.echo(f"  No postcode was found for: {', '.join(loaded.missing)}.")
