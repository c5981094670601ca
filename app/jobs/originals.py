"""Each day: events that are over get a day for their originals; where it has come they are overwritten."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from app import clock
from app.operations import originals

KIND = "originals"


def run(arguments: Mapping[str, object]) -> None:
    originals.set_dates(clock.today(), kept_days=current_app.config["ORIGINALS_KEPT_DAYS"])
    originals.overwrite_due(clock.today())
