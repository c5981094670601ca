"""Each day: drafts that nobody came back to go, and addresses of decided changes are forgotten."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import forgotten_changes

KIND = "forget-changes"


def run(arguments: Mapping[str, object]) -> None:
    forgotten_changes.forget(now=clock.now())
