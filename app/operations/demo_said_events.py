"""The invented events: three years of them, each with its keys, its people and its tablets."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from app import clock
from app.clock import LONDON
from app.database import db
from app.domain.engagement import EventKind, EventPart, EventStatus, to_the_hour
from app.domain.feeds.identity import slug as slug_of
from app.gateways import event_keys
from app.gateways.event_keys import Pair
from app.models.conversations import CaptureDevice
from app.models.engagement import Event, EventMember, Series
from app.operations import events, unsent
from app.operations.demo import demo_id
from app.operations.demo_said_stage import SaidFaultError, Stage, Toml
from app.queries.events import hash_of

FIRST_HOUR, LAST_HOUR = 10, 15
PUBLISHED_AFTER = dt.timedelta(days=60)
LOOP_CLOSED_AFTER = dt.timedelta(days=300)
AT_HOME = frozenset({(12, 24), (12, 25), (12, 26), (12, 27), (12, 31), (1, 1), (1, 2)})
"""Months and days on which nobody stands in a hall."""
ON_TABLETS = ((4, 1, 95), (0, 0, -3), (11, 2, 12))
"""Of yesterday's tablets: unsent, unfinished, seconds their clock is ahead."""


@dataclass(frozen=True, slots=True)
class Staged:
    """One event with the row it was made from, and its tablets."""

    event: Event
    row: Toml
    devices: tuple[uuid.UUID, ...]
    year: int

    @property
    def part(self) -> str:
        return str(self.row.get("part", ""))

    @property
    def is_over(self) -> bool:
        return self.event.status is EventStatus.CLOSED


def all_events(stage: Stage) -> list[Staged]:
    """Every event of the file. Past ones share a pair of keys: making one takes up to a second."""
    file = stage.files["events"]
    series = Series(id=demo_id("series", file["series"]["slug"]), **file["series"])
    db.session.add(series)
    shared = event_keys.make()
    made = [staged(stage, row, series, shared) for row in file["event"]]
    db.session.flush()
    for one in made:
        if one.event.status is EventStatus.OPEN:
            unsent.look_after(one.event)
    return made


def staged(stage: Stage, row: Toml, series: Series, shared: Pair) -> Staged:
    """Raises: SaidFaultError for a ward the place has not."""
    ward, name = row.get("ward", ""), row["name"]
    if ward and ward not in stage.wards:
        raise SaidFaultError(f"{name}: there is no ward {ward}")
    starts, ends = times(stage, row)
    part, days_ago = row.get("part", ""), row["days_ago"]
    over = ends < stage.now
    pair = shared if over and part != "yesterday" else event_keys.make()
    token = events.new_token()
    published = ends + PUBLISHED_AFTER
    closed = published + LOOP_CLOSED_AFTER
    event = Event(
        id=demo_id("event", name),
        slug=slug_of(name),
        name=name,
        about=row.get("about", ""),
        kind=EventKind(row["kind"]),
        status=EventStatus.CLOSED if over else EventStatus.OPEN,
        series=None if row.get("series") == "" else series,
        asks=stage.sets[row["asks"]],
        area_code=stage.wards[ward].code if ward else "",
        community=row.get("community", ""),
        venue=row.get("venue", ""),
        starts_at=starts,
        ends_at=ends,
        languages=[code for code in row.get("spoken", ()) if code in stage.files["events"]["written"]],
        is_online=row["kind"] == "online",
        words_under_13=row.get("words_under_13", False),
        host=row.get("host", ""),
        organiser_id=stage.officer_id,
        alert_to_id=stage.officer_id,
        public_key=pair.public,
        private_key=pair.private,
        join_token=token,
        join_hash=hash_of(token),
        published_at=published if published < stage.now else None,
        loop_closed_at=closed if closed < stage.now else None,
        is_demo=True,
        created_at=starts - dt.timedelta(days=30),
        members=list(members(stage, row)),
    )
    db.session.add(event)
    return Staged(event, row, tuple(devices(stage, event, row)), 2 - min(2, max(0, days_ago) // 365))


def times(stage: Stage, row: Toml) -> tuple[dt.datetime, dt.datetime]:
    """A day from ten to three; online from the first morning to the last night."""
    day = clock.local_day(stage.now) - dt.timedelta(days=row["days_ago"])
    if "part" not in row and (day.month, day.day) in AT_HOME:
        day -= dt.timedelta(days=7)
    last = day + dt.timedelta(days=row.get("days", 0))
    if row["kind"] == "online":
        return stage.at(day, 8), stage.at(last, 22)
    return stage.at(day, FIRST_HOUR), stage.at(last, LAST_HOUR)


def members(stage: Stage, row: Toml) -> Iterator[EventMember]:
    """The officer runs all of them; the facilitator has a part in what is near, and in some of the past."""
    if stage.officer_id:
        yield EventMember(account_id=stage.officer_id, part=EventPart.ORGANISER)
    theirs = "part" in row or row["days_ago"] % 20 == 0
    if stage.facilitator_id and theirs and row["kind"] != "online":
        yield EventMember(account_id=stage.facilitator_id, part=EventPart.FACILITATOR)


def devices(stage: Stage, event: Event, row: Toml) -> Iterator[uuid.UUID]:
    """Its tablets, all quiet, but for what was left on yesterday's."""
    if event.kind is EventKind.ONLINE or event.starts_at > stage.now + dt.timedelta(hours=12):
        return
    part = row.get("part", "")
    held = ON_TABLETS if part == "yesterday" else ((0, 0, 1),) * (1 + row["share"] // 4)
    seen = min(event.ends_at, stage.now)
    for number, (left, unfinished, ahead) in enumerate(held, 1):
        lost = row["days_ago"] % 100 == 0 and number == 2
        yield stage.rows.add(
            CaptureDevice,
            id=stage.new_id(),
            event_id=event.id,
            number=number,
            label="",
            token_hash=hash_of(secrets.token_urlsafe(24)),
            made_at=min(event.starts_at, stage.now),
            revoked_at=seen if lost else None,
            revoked_by=stage.officer_id if lost else None,
            seen_at=seen,
            unsent=left,
            unfinished=unfinished,
            clock_ahead=ahead,
        )


def some_hour(stage: Stage, event: Event) -> dt.datetime:
    """An hour of an event that has been already: when somebody spoke."""
    first = event.starts_at.astimezone(LONDON)
    last = min(event.ends_at, stage.now).astimezone(LONDON)
    days = max(0, (last.date() - first.date()).days)
    day = first.date() + dt.timedelta(days=stage.dice.randint(0, days))
    hours = (8, 21) if event.kind is EventKind.ONLINE else (FIRST_HOUR, LAST_HOUR - 1)
    moment = stage.at(day, stage.dice.randint(*hours))
    return to_the_hour(min(moment, last.astimezone(dt.UTC)))
