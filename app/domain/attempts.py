"""When somebody counts as unreachable. The system counts; nobody has to remember. Source: referrals.md 5.3.

At least three tries, two ways, two times of day, over ten working days, and only by ways that are safe.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from app.domain import working_days
from app.domain.contact_log import ContactChannel, ContactResult, Direction
from app.domain.reaching import Outcome, Reaching, judge

LEAST_TRIES = 3
LEAST_WAYS = 2
LEAST_TIMES = 2
LEAST_DAYS = 10
"""Working days between the first try and today."""

NOON, EVENING = 12, 17


@dataclass(frozen=True, slots=True)
class Try:
    """What the rule needs of one contact. `at` is the time on the wall in the place."""

    direction: Direction
    channel: ContactChannel
    result: ContactResult
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Attempts:
    """How far the rule is met: each count beside what it needs."""

    tries: int
    ways: int
    ways_needed: int
    """Fewer where fewer ways are safe."""
    times: int
    days: int
    first_on: dt.date | None
    unsafe: int
    """Tries by ways that are not safe. They do not count."""

    @property
    def is_met(self) -> bool:
        return (
            self.tries >= LEAST_TRIES
            and self.ways >= self.ways_needed
            and self.times >= LEAST_TIMES
            and self.days >= LEAST_DAYS
        )


def is_two_way(direction: Direction, result: ContactResult) -> bool:
    """Did something come from them?"""
    return direction is Direction.THEY or result is ContactResult.TALKED


def unreachable(
    contacts: Iterable[Try], reaching: Reaching, *, today: dt.date, holidays: Collection[dt.date] = ()
) -> Attempts:
    """Count the tries since we last heard from them."""
    tries: list[Try] = []
    for one in sorted(contacts, key=lambda contact: contact.at):
        if is_two_way(one.direction, one.result):
            tries.clear()
        else:
            tries.append(one)
    safe = [one for one in tries if judge(reaching, one.channel).outcome is not Outcome.BLOCK]
    first = safe[0].at.date() if safe else None
    return Attempts(
        tries=len(safe),
        ways=len({one.channel for one in safe}),
        ways_needed=min(LEAST_WAYS, len(reaching["channels"]) or LEAST_WAYS),
        times=len({time_of_day(one.at) for one in safe}),
        days=working_days.between(first, today, holidays) if first else 0,
        first_on=first,
        unsafe=len(tries) - len(safe),
    )


def time_of_day(at: dt.datetime) -> str:
    """Morning, afternoon or evening."""
    return "morning" if at.hour < NOON else "afternoon" if at.hour < EVENING else "evening"
