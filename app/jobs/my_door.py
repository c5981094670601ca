"""Sends the link to their own page to whoever asked for it, where the address is known and safe."""

from __future__ import annotations

from collections.abc import Mapping

from app.operations import my_door

KIND = my_door.ASKED


def run(arguments: Mapping[str, object]) -> None:
    my_door.answer_asked(str(arguments["email"]))
