"""`flask keys`: which keys seal what, and sealing again with the newest."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from app.models.sealed import keys
from app.operations import resealing

group = AppGroup("keys", help="The keys that seal personal values.")


@group.command("state")
def state() -> None:
    """Say how many values each key seals."""
    counted = resealing.held()
    for name in sorted({*keys().fields, *counted}):
        note = (
            " (newest)" if name == keys().newest else "" if name in keys().fields else " (we do not hold it)"
        )
        click.echo(f"{name}{note}: {counted[name]} values")


@group.command("rotate")
def rotate() -> None:
    """Seal everything again with the newest key: the last of GINNEL_FIELD_KEYS."""
    click.echo(f"Sealed again: {resealing.reseal()} values.")
