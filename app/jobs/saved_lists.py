"""Each day: lists that nobody changed for 400 days go, and so does what was taken off a list a day ago."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import saved_lists

KIND = "saved-lists"


def run(arguments: Mapping[str, object]) -> None:
    now = clock.now()
    saved_lists.delete_unused(now=now)
    saved_lists.delete_removed(now=now)
