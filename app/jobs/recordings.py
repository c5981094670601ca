"""Each day: files of films and recordings that no page names any more are deleted."""

from __future__ import annotations

from collections.abc import Mapping

from flask import current_app

from app.operations import recordings

KIND = "recordings"


def run(arguments: Mapping[str, object]) -> None:
    recordings.sweep(current_app.config["DATA"])
