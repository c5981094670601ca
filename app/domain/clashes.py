"""Who else asks the same people at the same time. A warning, never a ban.

Source: engagement.md 8: "3 other teams ask this community about transport in May".
"""

from __future__ import annotations

import calendar
import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from app.domain.words import fold

NEAR = dt.timedelta(weeks=4)
"""So close to one another two activities ask at the same time, besides those in the same month."""


class Why(StrEnum):
    """What two activities share, worst first."""

    PEOPLE_AND_TOPIC = "people-and-topic"
    PEOPLE = "people"
    AREA_AND_TOPIC = "area-and-topic"


@dataclass(frozen=True, slots=True)
class Asking:
    """One activity as the rule sees it. Communities and topics are keys of `domain.alike`."""

    led_by: str
    starts_on: dt.date
    ends_on: dt.date
    communities: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()
    """Codes; none means the whole place."""
    id: uuid.UUID | None = None
    """None before it is kept."""


@dataclass(slots=True)
class Clash:
    """Those that share the same with one activity, other teams' or its own: one sentence."""

    why: Why
    found: list[Asking] = field(default_factory=list)
    teams: set[str] = field(default_factory=set)
    """Other teams, folded; none where it is the same team that asks."""
    shared: set[str] = field(default_factory=set)
    """Keys of the communities that are shared."""
    topics: set[str] = field(default_factory=set)
    first: dt.date = dt.date.max
    last: dt.date = dt.date.min
    """When the others ask, as far as it is near."""


def window(one: Asking) -> tuple[dt.date, dt.date]:
    """From when until when another counts: the whole months it runs in, or four weeks either side."""
    month_end = calendar.monthrange(one.ends_on.year, one.ends_on.month)[1]
    first = min(one.starts_on.replace(day=1), one.starts_on - NEAR)
    return first, max(one.ends_on.replace(day=month_end), one.ends_on + NEAR)


def is_near(one: Asking, other: Asking) -> bool:
    first, last = window(one)
    return other.starts_on <= last and other.ends_on >= first


def why(one: Asking, other: Asking) -> Why | None:
    """What makes two activities clash; None where nothing does."""
    if not is_near(one, other):
        return None
    same_topic = bool(one.topics & other.topics)
    if one.communities & other.communities:
        return Why.PEOPLE_AND_TOPIC if same_topic else Why.PEOPLE
    same_area = not one.areas or not other.areas or bool(one.areas & other.areas)
    return Why.AREA_AND_TOPIC if same_area and same_topic else None


def grouped(one: Asking, others: Iterable[Asking]) -> list[Clash]:
    """The others that clash, by what they share. What the same team asks is a group of its own."""
    groups: dict[tuple[Why, bool], Clash] = {}
    first, last = window(one)
    for other in others:
        reason = why(one, other)
        if reason is None:
            continue
        is_own = fold(other.led_by) == fold(one.led_by)
        group = groups.setdefault((reason, is_own), Clash(reason))
        group.found.append(other)
        if not is_own:
            group.teams.add(fold(other.led_by))
        group.shared |= one.communities & other.communities
        group.topics |= one.topics & other.topics
        group.first = min(group.first, max(first, other.starts_on))
        group.last = max(group.last, min(last, other.ends_on))
    return [groups[key] for reason in Why for key in ((reason, False), (reason, True)) if key in groups]
