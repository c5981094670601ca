"""Clocks of the machines as data: what is due how long after what, and in which state each one runs.

Source: referrals.md 4.2. Clocks never move anything by themselves but where a step says so: a job reads them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from app.domain import working_days
from app.domain.waits import FIRST_CONTACT_WITHIN

REOPEN_DAYS = 90
"""How long a closed case can be opened again, unless the place says otherwise."""


class Clock(StrEnum):
    DRAFT = "draft"
    WAIT = "wait"
    """T0. It runs from the day a referral came until the first contact both ways; nothing stops it."""
    TRIAGE = "triage"
    QUESTION = "question"
    """A question the referrer has not answered. The wait runs on beside it."""
    FIRST_CONTACT = "first-contact"
    RETURN = "return"
    """Until the day somebody is expected back."""
    PROVIDER = "provider"
    """A provider who has not answered. Silence is never a decline."""
    SHARE = "share"
    """What a provider still sees after the end."""
    TRANSFER = "transfer"
    REOPENING = "reopening"


class Effect(StrEnum):
    """What happens when a step of a clock is reached."""

    PURGE = "purge"
    SHOW_LATE = "show-late"
    REMIND = "remind"
    TELL_LEAD = "tell-lead"
    TASK = "task"
    EXPIRE = "expire"
    END_SHARE = "end-share"
    END_REOPENING = "end-reopening"


@dataclass(frozen=True, slots=True)
class Step:
    days: int
    effect: Effect
    working: bool = False
    """Monday to Friday without bank holidays; else every day counts."""


CLOCKS: dict[Clock, tuple[Step, ...]] = {
    Clock.DRAFT: (Step(14, Effect.PURGE),),
    Clock.WAIT: (),
    Clock.TRIAGE: (Step(2, Effect.SHOW_LATE, working=True),),
    Clock.QUESTION: (Step(3, Effect.REMIND), Step(7, Effect.TELL_LEAD)),
    Clock.FIRST_CONTACT: (Step(FIRST_CONTACT_WITHIN, Effect.TASK, working=True),),
    Clock.RETURN: (Step(0, Effect.TASK),),
    Clock.PROVIDER: (
        Step(3, Effect.REMIND),
        Step(7, Effect.REMIND),
        Step(10, Effect.REMIND),
        Step(14, Effect.TASK),
    ),
    Clock.SHARE: (Step(30, Effect.END_SHARE),),
    Clock.TRANSFER: (Step(10, Effect.EXPIRE),),
    Clock.REOPENING: (Step(REOPEN_DAYS, Effect.END_REOPENING),),
}
"""Clock -> its steps in order. `RETURN` counts from the return date itself."""


def due_on(step: Step, since: dt.date, holidays: Collection[dt.date] = ()) -> dt.date:
    """The day a step is reached that began to run on `since`."""
    if not step.working:
        return since + dt.timedelta(days=step.days)
    return working_day_after(since, step.days, holidays)


def reached(clock: Clock, since: dt.date, today: dt.date, holidays: Collection[dt.date] = ()) -> int:
    """How many steps of the clock are reached."""
    return sum(today >= due_on(step, since, holidays) for step in CLOCKS[clock])


def is_reached(
    clock: Clock, effect: Effect, since: dt.date, today: dt.date, holidays: Collection[dt.date] = ()
) -> bool:
    """Is a step with this effect reached?"""
    steps = CLOCKS[clock][: reached(clock, since, today, holidays)]
    return any(step.effect is effect for step in steps)


def working_day_after(day: dt.date, number: int, holidays: Collection[dt.date] = ()) -> dt.date:
    """So many working days later: from Friday one working day leads to Monday."""
    return working_days.after(day, number, holidays)


def can_reopen(closed_on: dt.date, today: dt.date, days: int = REOPEN_DAYS) -> bool:
    """Can a case closed on that day still be opened again? The last day counts."""
    return today <= closed_on + dt.timedelta(days=days)
