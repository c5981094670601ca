"""`flask translations export`: write what translators brought into the files of the repository."""

from __future__ import annotations

from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from app.domain.languages import ENGLISH
from app.gateways import translation_files
from app.queries import translations

group = AppGroup("translations", help="Words of other languages.")


@group.command("export")
@click.option("--language", help="One language only, by its code.")
def export(language: str | None) -> None:
    """Put the words into translations/<code>/LC_MESSAGES/messages.po, over those that stand there."""
    root: Path = current_app.config["ROOT"]
    codes = [one.code for one in current_app.config["PLACE_DATA"].languages if one.code != ENGLISH]
    if language is not None and language not in codes:
        raise click.ClickException(f"no such language; there are: {', '.join(codes)}")
    for code in [language] if language else codes:
        held = translations.rows(code)
        brought = {key: tuple(one.forms) for key, one in held.items()}
        click.echo(f"{code}: {translation_files.write_over(root, code, brought)} strings written.")
