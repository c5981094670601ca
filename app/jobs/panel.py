"""Each day: members of the panel whose break is over may be drawn again."""

from __future__ import annotations

from collections.abc import Mapping

from app.operations import panel

KIND = "panel-breaks"


def run(arguments: Mapping[str, object]) -> None:
    panel.end_breaks()
