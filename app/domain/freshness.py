"""How long a listing counts as checked, what happens as it grows old, and who is looked at first.

All of it depends on the day alone, so that a page is right whether or not last night's job ran.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.listing import Capacity, Kind

CHECK_EVERY: Mapping[Kind, int] = {
    Kind.ACTIVITY: 90,
    Kind.GROUP: 90,
    Kind.SERVICE: 120,
    Kind.PLACE: 180,
    Kind.ROOM: 180,
    Kind.FUND: 90,
    Kind.VOLUNTEERING: 90,
    Kind.APP: 180,
    Kind.SKILL: 180,
}
"""After how long somebody should say again that it is right. Units: days."""

FROM_ANYWHERE = 180
"""A line to ring or a website changes less often than a room full of people. Units: days."""

REMINDERS = (0, 14, 28)
"""When we write to ask. Units: days after it is due."""

ANSWER_WITHIN = 14
"""How long the last reminder has to be answered before the page says that nobody could. Units: days."""

UNCHECKED_AFTER = REMINDERS[-1] + ANSWER_WITHIN
"""From then the page says that we have not been able to check. Units: days after it is due."""

NEVER_FIRST_AFTER = 365
OFFERED_FOR_ARCHIVING_AFTER = 730
"""Units: days since the last check."""

TOGETHER_WITHIN = 14
"""What falls due this soon after another listing of the same people is asked about with it. Units: days."""

ROOM_COUNTS_FOR = 30
"""How long we repeat what somebody said about free places. Units: days."""

LINK_FAILS_AFTER = 3
"""A website that was silent on this many nights running is said to be."""


class Standing(StrEnum):
    """Where on the ladder a listing stands."""

    FRESH = "fresh"
    DUE = "due"
    """We ask, and wait."""
    UNCHECKED = "unchecked"
    """We asked and heard nothing; the page says so."""
    OLD = "old"
    """Over a year; it never comes first."""
    FORGOTTEN = "forgotten"
    """Over two years; offered for archiving."""
    NEVER = "never"
    """Nobody has ever checked it."""


@dataclass(frozen=True, slots=True)
class Band:
    """An age, for figures. The last one has no end."""

    name: str
    under: int | None
    """Units: days since the last check."""


BANDS: Sequence[Band] = (
    Band("3-months", 92),
    Band("6-months", 183),
    Band("12-months", NEVER_FIRST_AFTER + 1),
    Band("24-months", OFFERED_FOR_ARCHIVING_AFTER + 1),
    Band("older", None),
)


def check_every(kind: Kind, *, in_person: bool) -> int:
    """Units: days."""
    return CHECK_EVERY[kind] if in_person else max(CHECK_EVERY[kind], FROM_ANYWHERE)


def due_on(checked_on: dt.date | None, kind: Kind, *, in_person: bool, known_since: dt.date) -> dt.date:
    """When somebody should say that it is right: at once where nobody ever has."""
    if checked_on is None:
        return known_since
    return checked_on + dt.timedelta(days=check_every(kind, in_person=in_person))


def standing(checked_on: dt.date | None, kind: Kind, *, in_person: bool, today: dt.date) -> Standing:
    if checked_on is None:
        return Standing.NEVER
    age = (today - checked_on).days
    if age > OFFERED_FOR_ARCHIVING_AFTER:
        return Standing.FORGOTTEN
    if age > NEVER_FIRST_AFTER:
        return Standing.OLD
    late = age - check_every(kind, in_person=in_person)
    if late >= UNCHECKED_AFTER:
        return Standing.UNCHECKED
    return Standing.DUE if late >= 0 else Standing.FRESH


def is_unchecked(checked_on: dt.date | None, kind: Kind, *, in_person: bool, today: dt.date) -> bool:
    """Does its page say that we have not been able to check it?"""
    return standing(checked_on, kind, in_person=in_person, today=today) not in (
        Standing.FRESH,
        Standing.DUE,
    )


def next_reminder(due: dt.date, sent: int, last: dt.date | None) -> dt.date | None:
    """When the next reminder goes; None when all have gone. `last`: the day the last one went.

    Where the first one goes late, the others follow as far apart as ever.
    """
    if sent >= len(REMINDERS):
        return None
    day = due + dt.timedelta(days=REMINDERS[sent])
    if sent and last is not None:
        return max(day, last + dt.timedelta(days=REMINDERS[sent] - REMINDERS[sent - 1]))
    return day


def room(
    capacity: Capacity, said_on: dt.date | None, checked_on: dt.date | None, today: dt.date
) -> tuple[Capacity, bool]:
    """What we may still say about free places, and whether we stopped because it was said too long ago."""
    if capacity is Capacity.UNKNOWN:
        return capacity, False
    day = said_on or checked_on
    if day is None or (today - day).days > ROOM_COUNTS_FOR:
        return Capacity.UNKNOWN, True
    return capacity, False


@dataclass(frozen=True, slots=True)
class Risk:
    """What makes a wrong listing worse."""

    sensitive: bool = False
    closed_reports: int = 0
    """How many readers said that it has closed."""
    website_fails: bool = False
    hidden_place: bool = False
    no_way_to_ask: bool = False
    """Neither a telephone number nor an e-mail address."""

    @property
    def factor(self) -> float:
        return (
            1.0
            + 1.0 * self.sensitive
            + 0.75 * min(self.closed_reports, 4)
            + 0.5 * self.website_fails
            + 0.5 * self.hidden_place
            + 0.25 * self.no_way_to_ask
        )


MOST_TIMES_LATE = 8.0
NEVER_CHECKED = 3.0


def priority(*, age: int | None, every: int, views_a_week: float, risk: Risk) -> float:
    """Age x views x risk: who is looked at first. 0 for what is not due and that nobody complains of.

    `age`: days since the last check, None for never. Views count by their order of size, so that one
    famous listing does not hide a hundred others.
    """
    lateness = NEVER_CHECKED if age is None else min(age / every, MOST_TIMES_LATE)
    if lateness < 1.0 and not risk.closed_reports and not risk.website_fails:
        return 0.0
    return round(lateness * (1.0 + math.log2(1.0 + views_a_week)) * risk.factor, 3)


def band_of(age: int) -> str:
    """The band of figures an age belongs to."""
    return next(band.name for band in BANDS if band.under is None or age < band.under)


def median(ages: Sequence[tuple[int, int]]) -> int | None:
    """The middle of ages given as pairs of age and how many; None for nothing."""
    total = sum(many for _, many in ages)
    passed = 0
    for age, many in sorted(ages):
        passed += many
        if passed * 2 >= total:
            return age
    return None
