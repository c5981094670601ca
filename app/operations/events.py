"""Listening events: planned, changed, opened, closed, called off."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import exists, select

from app import clock
from app.database import db, is_first
from app.domain.engagement import EventKind, EventPart, EventStatus, SetStatus
from app.domain.errors import NeedsMoreError, NotAllowedError, NotThereError, StaleError
from app.domain.event_moves import EventAction, EventNeed, after
from app.domain.feeds.identity import slug as slug_of
from app.domain.viewer import Viewer
from app.gateways.event_keys import Pair
from app.models.conversations import CaptureRecord
from app.models.engagement import Event, EventMember, QuestionSetVersion, Series
from app.operations import audit, unsent
from app.queries.events import hash_of

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of what people type from a screen: none looks like another."""


@dataclass(frozen=True, slots=True)
class Planned:
    """What an officer says about an event."""

    name: str
    kind: EventKind
    version_id: uuid.UUID
    """The questions, in the version that is asked."""
    starts_at: dt.datetime
    ends_at: dt.datetime
    about: str = ""
    series_id: uuid.UUID | None = None
    area_code: str = ""
    community: str = ""
    venue: str = ""
    languages: tuple[str, ...] = ()
    is_online: bool = False
    words_under_13: bool = False
    host: str = ""
    organiser_id: uuid.UUID | None = None
    alert_to_id: uuid.UUID | None = None
    facilitators: frozenset[uuid.UUID] = field(default_factory=frozenset)


FIELDS = (
    "name",
    "about",
    "kind",
    "series_id",
    "version_id",
    "area_code",
    "community",
    "venue",
    "starts_at",
    "ends_at",
    "is_online",
    "words_under_13",
    "host",
    "organiser_id",
    "alert_to_id",
)


def make(planned: Planned, *, pair: Pair, key: uuid.UUID, by: Viewer) -> Event:
    """A planned event, its address, its keys and the code that tablets join by.

    `key` is the form's: sent twice, it is the same event.
    Raises: NotThereError for questions nobody published or a series that is not there.
    """
    if (there := db.session.get(Event, key)) is not None:
        return there
    check(planned)
    token = new_token()
    made = Event(
        id=key,
        slug=free_slug(planned.name, planned.starts_at),
        languages=list(planned.languages),
        public_key=pair.public,
        private_key=pair.private,
        join_token=token,
        join_hash=hash_of(token),
        **{name: getattr(planned, name) for name in FIELDS},
    )
    if not is_first(made):
        return db.session.get_one(Event, key)
    made.members = members_of(made.id, planned)
    db.session.flush()
    audit.record(by, "event.made", of=("event", made.id))
    return made


def change(event: Event, planned: Planned, *, by: Viewer, version: int) -> None:
    """Its address never changes; its questions do not once it has opened.

    Raises: StaleError; NotAllowedError for an event that was called off, or other questions too late;
    NotThereError as `make`.
    """
    held = fresh(event, version)
    asks_otherwise = planned.version_id != held.version_id
    if held.status is EventStatus.CANCELLED or (asks_otherwise and held.status is not EventStatus.DRAFT):
        raise NotAllowedError
    if held.status is EventStatus.OPEN and planned.alert_to_id is None:
        raise NeedsMoreError({EventNeed.ALERT_TO})
    check(planned, asked_before=held.version_id)
    changed = {
        name: (getattr(held, name), getattr(planned, name))
        for name in FIELDS
        if getattr(held, name) != getattr(planned, name)
    }
    for name in FIELDS:
        setattr(held, name, getattr(planned, name))
    held.languages = list(planned.languages)
    held.modified_at = clock.now()
    set_members(held, planned)
    if held.status is EventStatus.OPEN:
        unsent.look_after(held)
    db.session.flush()
    audit.record(by, "event.changed", of=("event", held.id), fields=changed)


def is_as(event: Event, planned: Planned) -> bool:
    """Does it say all this already? Then the form was sent twice."""
    facilitators = {one.account_id for one in event.members if one.part is EventPart.FACILITATOR}
    return (
        all(getattr(event, name) == getattr(planned, name) for name in FIELDS)
        and list(planned.languages) == event.languages
        and planned.facilitators - {planned.organiser_id} == facilitators
    )


def move(event: Event, action: EventAction, *, by: Viewer, version: int) -> None:
    """Raises: StaleError, NotAllowedError, NeedsMoreError."""
    held = fresh(event, version)
    held.status = after(held.status, action, given(held))
    if held.status is EventStatus.OPEN:
        unsent.look_after(held)
    db.session.flush()
    audit.record(by, f"event.{PAST[action]}", of=("event", held.id))


PAST = {
    EventAction.OPEN: "opened",
    EventAction.CLOSE: "closed",
    EventAction.REOPEN: "reopened",
    EventAction.CANCEL: "cancelled",
}


def given(event: Event) -> set[EventNeed]:
    """What holds of an event of all that moves ask for."""
    held = {
        EventNeed.ALERT_TO: event.alert_to_id is not None,
        EventNeed.QUESTIONS: event.asks.status is SetStatus.PUBLISHED,
        EventNeed.STILL_TO_COME: clock.now() < event.ends_at,
        EventNeed.NOTHING_CAME: not db.session.scalar(
            select(exists().where(CaptureRecord.event_id == event.id))
        ),
    }
    return {need for need, holds in held.items() if holds}


def fresh(event: Event, version: int) -> Event:
    """The event as it stands now, nobody else changing it. Raises: StaleError, NotThereError."""
    held = db.session.get(Event, event.id, with_for_update={"of": Event}, populate_existing=True)
    if held is None:
        raise NotThereError
    if held.version != version:
        raise StaleError
    return held


def check(planned: Planned, *, asked_before: uuid.UUID | None = None) -> None:
    """Raises: NotThereError."""
    asks = db.session.get(QuestionSetVersion, planned.version_id)
    fine = asks is not None and (asks.status is SetStatus.PUBLISHED or asks.id == asked_before)
    if not fine or (planned.series_id and db.session.get(Series, planned.series_id) is None):
        raise NotThereError


def members_of(event_id: uuid.UUID, planned: Planned) -> list[EventMember]:
    parts = dict.fromkeys(planned.facilitators, EventPart.FACILITATOR)
    if planned.organiser_id:
        parts[planned.organiser_id] = EventPart.ORGANISER
    return [EventMember(event_id=event_id, account_id=who, part=part) for who, part in sorted(parts.items())]


def set_members(event: Event, planned: Planned) -> None:
    """Those who stay keep their row."""
    wanted = {one.account_id: one for one in members_of(event.id, planned)}
    held = {one.account_id: one for one in event.members}
    for who, row in held.items():
        if who not in wanted:
            event.members.remove(row)
        else:
            row.part = wanted[who].part
    event.members.extend(row for who, row in wanted.items() if who not in held)


def new_token() -> str:
    """What the code for tablets carries: short enough to type, too long to guess (59 bits)."""
    letters = "".join(secrets.choice(LETTERS) for _ in range(12))
    return "-".join(letters[at : at + 4] for at in (0, 4, 8))


def free_slug(name: str, starts_at: dt.datetime) -> str:
    """A readable address nobody has: the name, with its year or a number where it is taken."""
    start = slug_of(name)[:60].strip("-") or "event"
    return free(start, clock.local_day(starts_at).year, db.session.scalars(select(Event.slug)))


def free(start: str, year: int, taken: Iterable[str]) -> str:
    held = set(taken)
    made, number = start, 1
    while made in held:
        made, number = (f"{start}-{year}" if number == 1 else f"{start}-{year}-{number}"), number + 1
    return made
