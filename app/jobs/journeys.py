"""Each day: journeys that nobody came back to for 14 days go, with all that was written."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import journey_drafts

KIND = "forget-journeys"


def run(arguments: Mapping[str, object]) -> None:
    journey_drafts.purge(now=clock.now())
