"""Each day: owners are reminded of answers, and those who follow a statement hear what changed."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import answer_reminders, followers

KIND = "statements"


def run(arguments: Mapping[str, object]) -> None:
    answer_reminders.remind(clock.today())
    followers.forget(clock.now())
    followers.tell_changes(clock.today())
