"""A listing as a card shows it, read from its projection. Structure and dates; the words are made in web/."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

from app.domain import freshness
from app.domain.listing import Answer, Capacity, CheckedBy, Kind, Status
from app.domain.places import Point
from app.domain.schedule import PLACE_ZONE, Calendar, Hours, Occurrence, Rule, upcoming
from app.domain.schedule_json import rule_from_json

MOST_TIMES = 5
FAR_AWAY = 1e9


@dataclass(frozen=True, slots=True)
class Spot:
    """One place a listing happens. No address at all where it must not be shown."""

    venue: str
    locality: str
    ward: str
    """Ward code; empty when not known."""
    point: Point | None
    undisclosed: bool
    access: Mapping[str, Answer]
    """Venue facts that somebody told us, such as `{"step-free": Answer.YES}`."""
    rules: tuple[int, ...] = ()
    """Positions of the rules held here, where each place has times of its own."""


@dataclass(frozen=True, slots=True)
class Times:
    """The next times, nearest first, none over yet; empty where it is by arrangement."""

    coming: tuple[Occurrence, ...]
    when_text: str

    @property
    def next(self) -> Occurrence | None:
        return self.coming[0] if self.coming else None


@dataclass(frozen=True)
class Card:
    number: int
    id: str
    slug: str
    name: str
    summary: str
    language: str
    """Language of name and summary, for the `lang` attribute where it differs from the page's."""
    kind: Kind
    organization: str
    drawing: str
    times: Times
    rules: tuple[Rule, ...]
    """For what has no date to show: "Every night, 10pm to 6am"."""
    spots: tuple[Spot, ...]
    """Nearest first where a place was searched."""
    miles: float | None
    """Distance to the nearest place, where a place was searched. Units: miles, one decimal."""
    in_person: bool
    online: bool
    by_phone: bool
    at_home: bool
    citywide: bool
    sensitive: bool
    cost: str
    """In the publisher's words; may be empty."""
    pence: int | None
    capacity: Capacity
    waiting_weeks: int | None
    room_is_old: bool
    """Somebody said whether there is room, but too long ago to repeat it."""
    status: Status
    closed_note: str
    back_on: dt.date | None
    checked_on: dt.date | None
    checked_by: CheckedBy
    closed_reports: int
    """How many readers told us that it has closed, where they are enough to warn others."""
    is_unchecked: bool
    """We asked and nobody answered in time, or nobody has ever checked it."""
    terms: tuple[str, ...]
    """Every facet value it has, such as `who:women-only`."""
    languages: tuple[str, ...]

    @cached_property
    def spot(self) -> Spot | None:
        """The nearest place, else the first."""
        return self.spots[0] if self.spots else None

    @cached_property
    def next_elsewhere(self) -> Spot | None:
        """Where the next time is, when it is not at the nearest place."""
        following = self.times.next
        if following is None or self.spot is None or following.rule in self.spot.rules:
            return None
        return next((spot for spot in self.spots if following.rule in spot.rules), None)

    @cached_property
    def is_free(self) -> bool:
        return self.pence == 0

    @cached_property
    def is_closed_now(self) -> bool:
        return self.status is Status.TEMPORARILY_CLOSED

    @cached_property
    def step_free(self) -> Answer:
        """At the nearest place."""
        return self.spot.access.get("step-free", Answer.UNKNOWN) if self.spot else Answer.UNKNOWN


def card(
    number: int,
    data: Mapping[str, Any],
    *,
    lang: str,
    now: dt.datetime,
    calendar: Calendar,
    most_times: int = MOST_TIMES,
) -> Card:
    """The card of a projection's data, in a language where it has one, as of a moment."""
    words: Mapping[str, str] = data.get("texts", {}).get(lang) or {}
    checked_on = _date(data.get("checked_on"))
    today, kind, in_person = now.date(), Kind(data["kind"]), "in-person" in data["how"]
    status = status_on(today, Status(data.get("status", "active")), _date(data.get("back_on")))
    said = Capacity(data.get("capacity", "unknown"))
    capacity, room_is_old = freshness.room(said, _date(data.get("capacity_on")), checked_on, today)
    return Card(
        number=number,
        id=data["id"],
        slug=data["slug"],
        name=words.get("name") or data["name"],
        summary=words.get("summary") or data["summary"],
        language=lang if words.get("name") else data.get("language", "en"),
        kind=kind,
        organization=data.get("organization", ""),
        drawing=data.get("drawing", ""),
        times=Times(times_from(data, now, calendar, most_times), data.get("when_text", "")),
        rules=tuple(rule_from_json(rule) for rule in data.get("rules", ())),
        spots=spots_from(data.get("spots", ())),
        miles=None,
        in_person=in_person,
        online="online" in data["how"],
        by_phone="phone" in data["how"],
        at_home="home" in data["how"],
        citywide=data.get("citywide", False),
        sensitive=data.get("sensitive", False),
        cost=data.get("cost", ""),
        pence=data.get("pence"),
        capacity=capacity,
        waiting_weeks=data.get("waiting_weeks"),
        room_is_old=room_is_old,
        status=status,
        closed_note=data.get("closed_note", "") if status is not Status.ACTIVE else "",
        back_on=_date(data.get("back_on")),
        checked_on=checked_on,
        checked_by=CheckedBy(data.get("checked_by", "nobody")),
        closed_reports=data.get("closed_reports", 0),
        is_unchecked=freshness.is_unchecked(checked_on, kind, in_person=in_person, today=today),
        terms=tuple(data.get("terms", ())),
        languages=tuple(data.get("languages", ())),
    )


def status_on(day: dt.date, status: Status, back_on: dt.date | None) -> Status:
    """What was closed until a day is open again from that day, as its times count from then."""
    is_back = status is Status.TEMPORARILY_CLOSED and back_on is not None and back_on <= day
    return Status.ACTIVE if is_back else status


def spots_from(rows: Sequence[Mapping[str, Any]]) -> tuple[Spot, ...]:
    return tuple(
        Spot(
            venue=row.get("venue", ""),
            locality=row.get("locality", ""),
            ward=row.get("ward", ""),
            point=Point(*row["point"]) if row.get("point") else None,
            undisclosed=row.get("undisclosed", False),
            access={fact: Answer(answer) for fact, answer in row.get("access", {}).items()},
            rules=tuple(row.get("rules", ())),
        )
        for row in rows
    )


def nearest_first(spots: tuple[Spot, ...], here: Point) -> tuple[tuple[Spot, ...], float | None]:
    """Places by distance and the miles to the nearest; those without a point last."""
    away = [here.miles_to(spot.point) if spot.point else FAR_AWAY for spot in spots]
    if not away or min(away) == FAR_AWAY:
        return spots, None
    if len(spots) == 1:
        return spots, round(away[0], 1)
    order = sorted(range(len(spots)), key=away.__getitem__)
    return tuple(spots[at] for at in order), round(away[order[0]], 1)


def times_from(
    data: Mapping[str, Any], now: dt.datetime, calendar: Calendar, most: int
) -> tuple[Occurrence, ...]:
    """The next times held; worked out from the rules only when all of those held are over."""
    held = data.get("times", ())
    coming = tuple(islice((one for one in map(_occurrence, held) if one.over_at > now), most))
    if held and not coming:
        rules = [rule_from_json(rule) for rule in data.get("rules", ())]
        return tuple(upcoming(rules, calendar, now, 3))
    return coming


def still_coming(times: Times, now: dt.datetime) -> Times:
    """Without those that have ended since."""
    if not times.coming or times.coming[0].over_at > now:
        return times
    return Times(tuple(one for one in times.coming if one.over_at > now), times.when_text)


def _occurrence(held: Sequence[Any]) -> Occurrence:
    starts, ends, rule = held
    begins = dt.datetime.fromisoformat(starts)
    until = dt.datetime.fromisoformat(ends).replace(tzinfo=PLACE_ZONE) if ends else None
    timed = len(starts) > 10
    hours = Hours(begins.time(), until.time() if until else None) if timed else Hours()
    return Occurrence(begins.replace(tzinfo=PLACE_ZONE), until, rule, timed, hours)


def _date(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None
