"""Each day: owners are reminded of answers and in the end forgotten; followers hear what changed."""

from __future__ import annotations

from collections.abc import Mapping

from app import clock
from app.operations import answer_reminders, answers, followers

KIND = "statements"


def run(arguments: Mapping[str, object]) -> None:
    answer_reminders.remind(clock.today())
    answers.forget_owners(clock.today())
    followers.forget(clock.now())
    followers.tell_changes(clock.today())
