"""Each day: the words of reports that are a year old go."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import reports

KIND = "reports"


def run(arguments: Mapping[str, object]) -> None:
    reports.forget_words(now=clock.now())
