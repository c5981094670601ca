"""Each day: let go of yesterday's times and work out those of the newest day ahead."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from app import clock
from app.operations import occurrences

KIND = "roll-occurrences"


def run(arguments: Mapping[str, object]) -> None:
    occurrences.roll_forward(clock.today(), current_app.config["PLACE_DATA"])
