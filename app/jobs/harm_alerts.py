"""Each day: worries of the day before that nobody looked at are raised again, with all who may answer."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import harm_alerts

KIND = "harm-alerts"


def run(arguments: Mapping[str, object]) -> None:
    harm_alerts.ask_again(clock.today())
