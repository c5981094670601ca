"""Each day: what is due goes on link workers' days; hand-overs nobody answered and cover that is over end."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from app import clock
from app.operations import cover, due_tasks, transfers

KIND = "case-tasks"


def run(arguments: Mapping[str, object]) -> None:
    today = clock.today()
    transfers.expire_due(today)
    cover.end_over(today)
    due_tasks.raise_due(today, current_app.config["PLACE_DATA"].bank_holidays)
