"""Lists about events: what is on, who has a part, what came in and from which tablets. Counts, no words."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Integer, and_, case, cast, func, select

from app import clock
from app.database import db
from app.domain.engagement import CaptureWay, ConversationState, EventKind, EventStatus, SetStatus
from app.domain.errors import NotThereError
from app.domain.places import AreaKind
from app.domain.roles import GRANTS, Permission, Role
from app.domain.viewer import Viewer
from app.models.conversations import CaptureDevice, CaptureRecord, Conversation
from app.models.engagement import Event, QuestionSet, QuestionSetVersion, Series
from app.models.people import Account, RoleGrant
from app.models.places import Area
from app.models.visibility import visible_to

AREA_KINDS = (AreaKind.LOCAL_CARE_PARTNERSHIP, AreaKind.PRIORITY_NEIGHBOURHOOD, AreaKind.WARD)


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event in a list."""

    id: uuid.UUID
    name: str
    kind: EventKind
    status: EventStatus
    venue: str
    starts_at: dt.datetime
    ends_at: dt.datetime
    series_id: uuid.UUID | None
    series: str
    came: int
    """How many conversations have come in."""


@dataclass(frozen=True, slots=True)
class Tablet:
    """A tablet of an event, as it last reported."""

    id: uuid.UUID
    number: int
    label: str
    made_at: dt.datetime
    seen_at: dt.datetime | None
    unsent: int
    unfinished: int
    clock_ahead: int
    """Units: seconds."""
    revoked_at: dt.datetime | None

    @property
    def has_some_left(self) -> bool:
        return bool(self.unsent or self.unfinished)


@dataclass(frozen=True, slots=True)
class Came:
    """What has come in from an event. A conversation that was sent in several versions is one."""

    by_hour: tuple[tuple[dt.datetime, tuple[int, ...]], ...] = ()
    """Each hour, and how many came in by each way, in the order of `ways`."""
    ways: tuple[CaptureWay, ...] = ()
    conversations: int = 0
    unfinished: int = 0
    in_trouble: int = 0
    """Sealed records that could not be opened or understood."""
    not_opened: int = 0
    """Sealed records that are still to be opened."""
    taken_back: int = 0
    kept: int = 0
    """Opened, and counted in what was heard."""
    waiting: int = 0
    """Somebody reads them, or chooses among two versions, first."""


def listed(viewer: Viewer, *, series_id: uuid.UUID | None = None) -> list[EventRow]:
    """Every event in sight, those that begin last first."""
    came = (
        select(CaptureRecord.event_id, func.count().label("came"))
        .where(CaptureRecord.number == 1)
        .group_by(CaptureRecord.event_id)
        .subquery()
    )
    found = (
        select(Event, Series.name, came.c.came)
        .outerjoin(Series, Series.id == Event.series_id)
        .outerjoin(came, came.c.event_id == Event.id)
        .where(visible_to(Event, viewer, Permission.EVENT_SEE))
        .order_by(Event.starts_at.desc(), Event.name, Event.id)
    )
    if series_id is not None:
        found = found.where(Event.series_id == series_id)
    return [
        EventRow(
            id=event.id,
            name=event.name,
            kind=event.kind,
            status=event.status,
            venue=event.venue,
            starts_at=event.starts_at,
            ends_at=event.ends_at,
            series_id=event.series_id,
            series=series or "",
            came=count or 0,
        )
        for event, series, count in db.session.execute(found)
    ]


def has_alike(name: str, starts_at: dt.datetime, viewer: Viewer, *, besides: uuid.UUID) -> bool:
    """Is there an event of this name on this day, one that was not called off?"""
    midnight = dt.datetime.combine(starts_at.astimezone(clock.LONDON).date(), dt.time(), clock.LONDON)
    names = db.session.scalars(
        select(Event.name).where(
            visible_to(Event, viewer, Permission.EVENT_SEE),
            Event.starts_at >= midnight.astimezone(dt.UTC),
            Event.starts_at < (midnight + dt.timedelta(days=1)).astimezone(dt.UTC),
            Event.status != EventStatus.CANCELLED,
            Event.id != besides,
        )
    )
    return name.casefold() in {one.casefold() for one in names}


def tablets_of(event: Event) -> list[Tablet]:
    """By their numbers."""
    held = CaptureDevice
    rows = db.session.execute(
        select(
            held.id,
            held.number,
            held.label,
            held.made_at,
            held.seen_at,
            held.unsent,
            held.unfinished,
            held.clock_ahead,
            held.revoked_at,
        )
        .where(held.event_id == event.id)
        .order_by(held.number)
    )
    return [Tablet(*row) for row in rows]


def tablet_of(event: Event, device_id: uuid.UUID) -> CaptureDevice:
    """Raises: NotThereError for one of another event."""
    found = db.session.scalar(
        select(CaptureDevice).where(CaptureDevice.id == device_id, CaptureDevice.event_id == event.id)
    )
    if found is None:
        raise NotThereError
    return found


def came_of(event: Event) -> Came:
    """Two statements, however many conversations there are."""
    record = CaptureRecord
    first = cast(record.number == 1, Integer)
    rows = db.session.execute(
        select(
            record.received_at,
            record.way,
            func.sum(first),
            func.sum(case((and_(record.number == 1, record.is_unfinished), 1), else_=0)),
            func.sum(case((record.trouble.is_not(None), 1), else_=0)),
            func.sum(case((and_(record.envelope.is_not(None), record.trouble.is_(None)), 1), else_=0)),
        )
        .where(record.event_id == event.id)
        .group_by(record.received_at, record.way)
    ).all()
    counts = db.session.execute(
        select(Conversation.state, func.count())
        .where(Conversation.event_id == event.id)
        .group_by(Conversation.state)
    )
    states: dict[ConversationState, int] = {row[0]: row[1] for row in counts}
    ways = tuple(way for way in CaptureWay if any(row[1] is way for row in rows))
    numbers = {(row[0], row[1]): int(row[2]) for row in rows}
    hours = sorted({row[0] for row in rows})
    return Came(
        by_hour=tuple((hour, tuple(numbers.get((hour, way), 0) for way in ways)) for hour in hours),
        ways=ways,
        conversations=sum(numbers.values()),
        unfinished=sum(int(row[3]) for row in rows),
        in_trouble=sum(int(row[4]) for row in rows),
        not_opened=sum(int(row[5]) for row in rows),
        taken_back=states.get(ConversationState.TAKEN_BACK, 0) + states.get(ConversationState.REFUSED, 0),
        kept=states.get(ConversationState.KEPT, 0),
        waiting=states.get(ConversationState.WAITING, 0) + states.get(ConversationState.OTHER_VERSION, 0),
    )


def series_listed() -> list[Series]:
    return list(db.session.scalars(select(Series).order_by(Series.name, Series.id)))


def series_for(series_id: uuid.UUID) -> Series:
    """Raises: NotThereError."""
    found = db.session.get(Series, series_id)
    if found is None:
        raise NotThereError
    return found


def versions_to_ask(*, besides: uuid.UUID | None = None) -> list[tuple[uuid.UUID, str, int]]:
    """The newest published version of each set: id, name, number; and one that is asked already."""
    newest = (
        select(QuestionSetVersion.question_set_id, func.max(QuestionSetVersion.number).label("number"))
        .where(QuestionSetVersion.status == SetStatus.PUBLISHED)
        .group_by(QuestionSetVersion.question_set_id)
        .subquery()
    )
    is_newest = and_(
        newest.c.question_set_id == QuestionSetVersion.question_set_id,
        newest.c.number == QuestionSetVersion.number,
    )
    rows = db.session.execute(
        select(QuestionSetVersion.id, QuestionSet.name, QuestionSetVersion.number)
        .join(QuestionSet, QuestionSet.id == QuestionSetVersion.question_set_id)
        .outerjoin(newest, is_newest)
        .where((newest.c.number.is_not(None)) | (QuestionSetVersion.id == besides))
        .order_by(QuestionSet.name, QuestionSetVersion.number)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def areas() -> list[tuple[str, AreaKind, str]]:
    """Areas an event may be for, by kind and name: code, kind, name."""
    rows = db.session.execute(
        select(Area.code, Area.kind, Area.name)
        .where(Area.kind.in_(AREA_KINDS), Area.valid_to.is_(None))
        .order_by(Area.name, Area.code)
    ).all()
    return sorted(((row[0], row[1], row[2]) for row in rows), key=lambda row: AREA_KINDS.index(row[1]))


def area_called(code: str) -> str:
    """Its name; empty where there is none."""
    return (db.session.scalar(select(Area.name).where(Area.code == code)) if code else "") or ""


def people_who(permission: Permission) -> list[tuple[uuid.UUID, str]]:
    """Accounts that hold the permission today, by name."""
    roles = [role for role in Role if permission in GRANTS[role]]
    held = select(RoleGrant.account_id).where(RoleGrant.role.in_(roles), RoleGrant.ended_at.is_(None))
    rows = db.session.execute(
        select(Account.id, Account.name).where(Account.id.in_(held), Account.disabled_at.is_(None))
    )
    return sorted(((row[0], row[1]) for row in rows), key=lambda row: (row[1].casefold(), row[0]))


def names_of(accounts: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    wanted = {one for one in accounts if one}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    return {row[0]: row[1] for row in rows}


def left_on_tablets(now: dt.datetime, *, event_id: uuid.UUID | None = None) -> list[tuple[Event, int]]:
    """Events that are over and can still be sent to, and on how many tablets something lies."""
    counted = (
        select(Event, func.count(CaptureDevice.id))
        .join(CaptureDevice, CaptureDevice.event_id == Event.id)
        .where(
            Event.status.in_((EventStatus.OPEN, EventStatus.CLOSED)),
            Event.ends_at <= now,
            (CaptureDevice.unsent > 0) | (CaptureDevice.unfinished > 0),
        )
        .group_by(Event.id)
        .order_by(Event.ends_at, Event.id)
    )
    if event_id is not None:
        counted = counted.where(Event.id == event_id)
    return [(row[0], row[1]) for row in db.session.execute(counted)]


def is_over(event: Event) -> bool:
    return clock.now() >= event.ends_at
