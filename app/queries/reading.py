"""Points to read: a list in one order that nothing moves, its counts, and the neighbours of a point in it.

The order is that of random ids, conversation by conversation: it says nothing about who spoke when, and a
page begins after a point, not at a number, so that nothing jumps when others code at the same time.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, extract, func, or_, select

from app.database import db
from app.domain.coding import at_version
from app.domain.engagement import ConversationState
from app.domain.insight import CodingLayer, RoundStatus
from app.domain.reading import Wanted, Which
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.code_frames import Code, FrameVersion
from app.models.coding_rounds import CodingRound, RoundCoder, RoundPoint
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.models.insight import Coding, PointCheck, PointRead, PointTranslation, QuoteMark
from app.models.visibility import visible_to
from app.queries import frames
from app.queries.codings import counts
from app.queries.point_words import holds_all
from app.queries.rounds import coded_alone
from app.queries.shown_words import ENGLISH, is_after_hiding

PAGE = 50
MOST_COUNTED = 2_000
"""More than so many are not counted one by one: every page would wait for it."""
ORDER = (Conversation.id, Point.position, Point.id)
Condition = ColumnElement[bool]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of points, and whether there is more on either side."""

    ids: tuple[uuid.UUID, ...]
    has_before: bool
    has_after: bool


def is_coded() -> Condition:
    return exists().where(Coding.point_id == Point.id, counts())


def is_read() -> Condition:
    return exists().where(PointRead.point_id == Point.id)


def is_good() -> Condition:
    return exists().where(QuoteMark.point_id == Point.id)


def is_likely() -> Condition:
    """It may tell who is speaking, and nobody has decided yet."""
    return exists().where(PointCheck.point_id == Point.id, PointCheck.likely > 0)


def is_untranslated() -> Condition:
    translated = exists().where(PointTranslation.point_id == Point.id, is_after_hiding())
    return and_(Point.language != ENGLISH, ~translated)


def differs() -> Condition:
    """All coders of a round are done, and some gave it a code that others did not."""
    coders = (
        select(func.count())
        .where(RoundCoder.round_id == CodingRound.id)
        .correlate(CodingRound)
        .scalar_subquery()
    )
    torn = (
        select(Coding.code_id)
        .where(
            Coding.round_id == CodingRound.id,
            Coding.point_id == RoundPoint.point_id,
            Coding.layer == CodingLayer.BLIND,
            Coding.ended_at.is_(None),
        )
        .correlate(CodingRound, RoundPoint)
        .group_by(Coding.code_id)
        .having(func.count(Coding.coder_id.distinct()) < coders)
        .exists()
    )
    return Point.id.in_(
        select(RoundPoint.point_id)
        .join(CodingRound, CodingRound.id == RoundPoint.round_id)
        .where(CodingRound.status == RoundStatus.CODED, RoundPoint.settled_at.is_(None), torn)
    )


def is_blind(viewer: Viewer) -> Condition:
    """They code it alone in an open round: no list may tell them what others gave it."""
    return Point.id.in_(coded_alone(viewer))


def which_is(viewer: Viewer, which: Which) -> list[Condition]:
    blind = is_blind(viewer)
    return {
        Which.ALL: list[Condition](),
        Which.OPEN: [or_(blind, and_(~is_coded(), ~is_read()))],
        Which.CODED: [is_coded(), ~blind],
        Which.NOTHING: [is_read(), ~is_coded(), ~blind],
        Which.DIFFER: [differs(), ~blind],
        Which.FOREIGN: [is_untranslated()],
        Which.LIKELY: [is_likely()],
    }[which]


def readable(viewer: Viewer) -> list[Condition]:
    """Only what counts, and only what has words."""
    return [
        visible_to(Conversation, viewer, Permission.FEEDBACK_READ),
        Conversation.state == ConversationState.KEPT,
        Point.words.is_not(None),
    ]


def conditions(viewer: Viewer, wanted: Wanted) -> list[Condition]:
    asked = [*readable(viewer), *which_is(viewer, wanted.which)]
    if wanted.event:
        asked.append(Conversation.event_id == wanted.event)
    if wanted.series:
        asked.append(Conversation.event_id.in_(select(Event.id).where(Event.series_id == wanted.series)))
    if wanted.year:
        in_year = extract("year", Event.starts_at) == wanted.year
        asked.append(Conversation.event_id.in_(select(Event.id).where(in_year)))
    if wanted.q:
        asked.append(holds_all(wanted.q))
    if wanted.question:
        asked.append(Point.question_key == wanted.question)
    if wanted.area:
        asked.append(Conversation.area_code == wanted.area)
    if wanted.lang:
        asked.append(Point.language == wanted.lang)
    if wanted.code or wanted.coder:
        asked.append(~is_blind(viewer))
    if wanted.code:
        standing = standing_for(wanted.code)
        asked.append(exists().where(Coding.point_id == Point.id, Coding.code_id.in_(standing), counts()))
    if wanted.coder:
        asked.append(exists().where(Coding.point_id == Point.id, Coding.coder_id == wanted.coder, counts()))
    if wanted.good:
        asked.append(is_good())
    return asked


def standing_for(code_id: uuid.UUID) -> list[uuid.UUID]:
    """The code and those that went into it."""
    code = db.session.get(Code, code_id)
    if code is None:
        return [code_id]
    number = db.session.scalar(
        select(func.max(FrameVersion.number)).where(FrameVersion.frame_id == code.frame_id)
    )
    history = frames.history(code.frame_id)
    return [one for one in history.since if at_version(history, one, number or 0).code_id == code_id]


def points(*columns: Any) -> Select[*tuple[Any, ...]]:
    return select(*columns).select_from(Point).join(Conversation, Conversation.id == Point.conversation_id)


def page(
    viewer: Viewer,
    wanted: Wanted,
    *,
    after: uuid.UUID | None = None,
    before: uuid.UUID | None = None,
    most: int = PAGE,
) -> Found:
    """The points after, or before, one of them; the first ones where neither is given."""
    asked = points(Point.id).where(*conditions(viewer, wanted))
    here = key_of(before or after)
    if before and here:
        rows = db.session.scalars(
            asked.where(is_before(here)).order_by(*(column.desc() for column in ORDER)).limit(most + 1)
        ).all()
        return Found(tuple(reversed(rows[:most])), has_before=len(rows) > most, has_after=True)
    if here:
        asked = asked.where(is_after(here))
    rows = db.session.scalars(asked.order_by(*ORDER).limit(most + 1)).all()
    return Found(tuple(rows[:most]), has_before=here is not None, has_after=len(rows) > most)


Key = tuple[uuid.UUID, int, uuid.UUID]


def key_of(point_id: uuid.UUID | None) -> Key | None:
    """Where a point stands in the order."""
    if point_id is None:
        return None
    row = db.session.execute(
        select(Point.conversation_id, Point.position, Point.id).where(Point.id == point_id)
    ).first()
    return (row[0], row[1], row[2]) if row else None


def is_after(key: Key) -> Condition:
    conversation, position, point = key
    later = or_(Point.position > position, and_(Point.position == position, Point.id > point))
    return and_(
        Conversation.id >= conversation,
        or_(Conversation.id > conversation, later),
    )


def is_before(key: Key) -> Condition:
    conversation, position, point = key
    sooner = or_(Point.position < position, and_(Point.position == position, Point.id < point))
    return and_(
        Conversation.id <= conversation,
        or_(Conversation.id < conversation, sooner),
    )


def count(viewer: Viewer, wanted: Wanted, *, before: Key | None = None) -> int | None:
    """How many, or how many before a place in the order; None for more than are counted."""
    asked = points(Point.id).where(*conditions(viewer, wanted))
    if before:
        asked = asked.where(is_before(before))
    some = asked.limit(MOST_COUNTED + 1).subquery()
    number = db.session.scalar(select(func.count()).select_from(some)) or 0
    return number if number <= MOST_COUNTED else None


@dataclass(frozen=True, slots=True)
class Beside:
    """Where a point stands in the list somebody walks through."""

    number: int | None
    """1 for the first; None for one so far on that it is not counted."""
    is_in: bool
    """Does it fit what the list is of?"""
    previous: uuid.UUID | None
    following: tuple[uuid.UUID, ...]
    """The next ones to read."""


def beside(viewer: Viewer, wanted: Wanted, point_id: uuid.UUID, *, most: int = 5) -> Beside:
    sooner = count(viewer, wanted, before=key_of(point_id))
    before = page(viewer, wanted, before=point_id, most=1).ids
    is_in = db.session.scalar(points(Point.id).where(*conditions(viewer, wanted), Point.id == point_id))
    return Beside(
        number=None if sooner is None else sooner + 1,
        is_in=is_in is not None,
        previous=before[0] if before else None,
        following=page(viewer, wanted, after=point_id, most=most).ids,
    )


def marks(point_id: uuid.UUID) -> tuple[bool, bool]:
    """Is a point coded, and is it left to read?"""
    row = db.session.execute(
        select(is_coded(), is_read()).select_from(Point).where(Point.id == point_id)
    ).one()
    return bool(row[0]), not (row[0] or row[1])


@dataclass(frozen=True, slots=True)
class Standing:
    """How far some points are read."""

    points: int
    coded: int
    left: int
    languages: tuple[str, ...]


def standing(viewer: Viewer, wanted: Wanted) -> Standing:
    """Of all points of an event, a series, a year or everything. One statement."""
    of_all = conditions(viewer, wanted.scope)
    rows = db.session.execute(
        points(
            Point.language,
            func.count(),
            func.count().filter(is_coded()),
            func.count().filter(~is_coded(), ~is_read()),
        )
        .where(*of_all)
        .group_by(Point.language)
        .order_by(Point.language)
    ).all()
    sums = [sum(row[at] for row in rows) for at in (1, 2, 3)]
    return Standing(sums[0], sums[1], sums[2], tuple(row[0] for row in rows))


@dataclass(frozen=True, slots=True)
class Held:
    """A point as a list knows it, without its words."""

    point: Point
    event_id: uuid.UUID
    event: str
    venue: str
    community: str
    area_code: str
    spoke_at: dt.datetime
    is_coded: bool
    is_read: bool
    is_good: bool
    is_untranslated: bool
    differs: bool


def held(ids: Sequence[uuid.UUID]) -> list[Held]:
    """Some points, in the order their ids are given. One statement."""
    rows = db.session.execute(
        points(
            Point,
            Event.id,
            Event.name,
            Event.venue,
            Conversation.community,
            Conversation.area_code,
            Conversation.spoke_at,
            is_coded(),
            is_read(),
            is_good(),
            is_untranslated(),
            differs(),
        )
        .join(Event, Event.id == Conversation.event_id)
        .where(Point.id.in_(ids))
    )
    found = {row[0].id: Held(*row) for row in rows}
    return [found[one] for one in ids if one in found]
