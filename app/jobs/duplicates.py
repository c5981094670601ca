"""Each night: find listings that may be one."""

from __future__ import annotations

from collections.abc import Mapping

from app.operations import duplicates

KIND = "find-duplicates"


def run(arguments: Mapping[str, object]) -> None:
    duplicates.find()
