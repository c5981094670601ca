"""What there is to read, event by event, and where somebody stopped."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.engagement import EventKind
from app.domain.reading import Wanted, Which
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Series
from app.models.insight import Coding, PointRead
from app.queries.reading import (
    is_coded,
    is_likely,
    is_read,
    is_untranslated,
    page,
    points,
    readable,
)


@dataclass(frozen=True, slots=True)
class Room:
    """The points of one event. Counts are of points."""

    event_id: uuid.UUID
    event: str
    kind: EventKind
    day: dt.date
    series_id: uuid.UUID | None
    series: str
    points: int
    coded: int
    left: int
    likely: int
    """May tell who is speaking, and nobody has decided yet."""
    untranslated: tuple[tuple[str, int], ...]
    """Language and how many."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """The next point to read after the last one that somebody read."""

    event_id: uuid.UUID
    event: str
    point_id: uuid.UUID


def rooms(viewer: Viewer) -> list[Room]:
    """Events with something to read, the newest first. Two statements."""
    rows = db.session.execute(
        points(
            Conversation.event_id,
            Point.language,
            func.count(),
            func.count().filter(is_coded()),
            func.count().filter(~is_coded(), ~is_read()),
            func.count().filter(is_likely()),
            func.count().filter(is_untranslated()),
        )
        .where(*readable(viewer))
        .group_by(Conversation.event_id, Point.language)
        .order_by(Conversation.event_id, Point.language)
    ).all()
    numbers: dict[uuid.UUID, list[int]] = {}
    foreign: dict[uuid.UUID, list[tuple[str, int]]] = {}
    for event_id, language, *counted in rows:
        sums = numbers.setdefault(event_id, [0, 0, 0, 0])
        *plain, untranslated = counted
        numbers[event_id] = [one + more for one, more in zip(sums, plain, strict=True)]
        if untranslated:
            foreign.setdefault(event_id, []).append((language, untranslated))
    events = db.session.execute(
        select(Event.id, Event.name, Event.kind, Event.starts_at, Event.series_id, Series.name)
        .outerjoin(Series, Series.id == Event.series_id)
        .where(Event.id.in_(list(numbers)))
        .order_by(Event.starts_at.desc(), Event.name, Event.id)
    )
    return [
        Room(
            event_id=row[0],
            event=row[1],
            kind=row[2],
            day=row[3].astimezone(clock.LONDON).date(),
            series_id=row[4],
            series=row[5] or "",
            points=numbers[row[0]][0],
            coded=numbers[row[0]][1],
            left=numbers[row[0]][2],
            likely=numbers[row[0]][3],
            untranslated=tuple(foreign.get(row[0], ())),
        )
        for row in events
    ]


def stopped(viewer: Viewer) -> Stopped | None:
    """Where to go on: the next point of that event that nobody has coded yet."""
    read = db.session.execute(
        select(PointRead.point_id, PointRead.read_at)
        .where(PointRead.read_by == viewer.account_id)
        .order_by(PointRead.read_at.desc())
        .limit(1)
    ).first()
    coded = db.session.execute(
        select(Coding.point_id, Coding.coded_at)
        .where(Coding.coder_id == viewer.account_id)
        .order_by(Coding.coded_at.desc())
        .limit(1)
    ).first()
    both = [row for row in (read, coded) if row is not None]
    if not both:
        return None
    last = max(both, key=lambda row: row[1])[0]
    event = db.session.execute(
        points(Event.id, Event.name)
        .join(Event, Event.id == Conversation.event_id)
        .where(Point.id == last, *readable(viewer))
    ).first()
    if event is None:
        return None
    wanted = Wanted(event=event[0], which=Which.OPEN)
    ids = page(viewer, wanted, after=last, most=1).ids or page(viewer, wanted, most=1).ids
    return Stopped(event[0], event[1], ids[0]) if ids else None
