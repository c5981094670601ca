"""Soon after something came in: looks through it for what may tell who is speaking."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from app.operations import looking
from app.queries import redactions

KIND = "points-looked-through"


def is_needed() -> bool:
    return redactions.is_looked_for()


def run(arguments: Mapping[str, object]) -> None:
    looking.look_through_new(current_app.config["PLACE_DATA"])
