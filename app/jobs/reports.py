"""Each day: what readers doubted for 30 days while nobody checked is hidden; words and addresses go."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from app import clock
from app.operations import page_problems, reports
from app.operations.index import ground

KIND = "reports"


def run(arguments: Mapping[str, object]) -> None:
    now = clock.now()
    reports.hide_unchecked(
        now=now, ground=ground(current_app.config["PLACE_DATA"], current_app.config["ROOT"])
    )
    reports.forget(now=now)
    page_problems.forget(now=now)
