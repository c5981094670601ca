"""Each day: providers are reminded, people are asked whether it helped, and shares that are over end."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import introduction_chasing

KIND = "introductions"


def run(arguments: Mapping[str, object]) -> None:
    introduction_chasing.chase(clock.today())
    introduction_chasing.ask_helped(clock.now())
    introduction_chasing.end_shares(clock.now())
