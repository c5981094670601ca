"""What an export will hold, settled before a row is read: events, codes, stand-in names, what is blanked."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, exists, func, not_, select, true

from app.clock import local_day
from app.database import db
from app.domain.coarsening import LEAST_ALIKE, Traits, coarsened
from app.domain.engagement import AgeBand, ConversationState
from app.domain.errors import NotThereError
from app.domain.export_tables import column_names
from app.domain.insight import RoundStatus
from app.domain.places import AreaKind
from app.domain.refi import Code
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.coding_rounds import CodingRound, RoundPoint
from app.models.conversations import Conversation, Point
from app.models.engagement import Event, Question, Series
from app.models.insight import Coding, PointCheck
from app.models.places import Area
from app.models.sealed import keyed_hash
from app.models.visibility import visible_to
from app.queries.codings import counts
from app.queries.export_codes import Frame, frames_of

FINE = frozenset({AreaKind.PRIORITY_NEIGHBOURHOOD})
"""Areas smaller than a ward: never in a file."""
Pseudonyms = Callable[[str, uuid.UUID], str]
"""Kind of thing and its id -> the name it has in the files."""


YEARS = range(1900, 2200)


class ScopeKind(StrEnum):
    """Of what an export is made."""

    EVENT = "event"
    SERIES = "series"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Scope:
    kind: ScopeKind
    of: str
    """An id, or the year."""

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.of}"

    @classmethod
    def read(cls, key: str) -> Scope:
        """Raises: NotThereError."""
        kind, _, of = key.partition(":")
        try:
            if kind == ScopeKind.YEAR and int(of) not in YEARS:
                raise NotThereError
            return cls(ScopeKind(kind), str(int(of)) if kind == ScopeKind.YEAR else str(uuid.UUID(of)))
        except ValueError:
            raise NotThereError from None


@dataclass(frozen=True, slots=True)
class Choice:
    """Something an export can be made of."""

    scope: Scope
    name: str


@dataclass(frozen=True, slots=True)
class Part:
    """One event of an export."""

    id: uuid.UUID
    name: str
    month: str


@dataclass(frozen=True, slots=True)
class Plan:
    scope: Scope
    name: str
    slug: str
    parts: Mapping[uuid.UUID, Part]
    has_words: bool
    """An extract under pseudonyms has none: words can be found again in another file."""
    rare: frozenset[tuple[uuid.UUID, str | int]]
    """Event with a language, or with how many talked, that too few of its conversations share."""
    shown: Mapping[Traits, Traits | None]
    """Of each conversation, what may be said; None where it stays out."""
    areas: Mapping[str, str]
    questions: Mapping[uuid.UUID, str]
    frames: Sequence[Frame]
    coders: Mapping[uuid.UUID, str]
    ids: Pseudonyms
    k: int
    comments: int
    """How many will be in it."""
    too_few: int
    """Comments left out, as their event is too small."""
    undecided: int
    """Comments left out, as something in them may tell who is speaking and nobody decided yet."""
    in_rounds: int
    """Comments whose codes are left out, as somebody codes them in a round that is open."""
    blanked: int
    """Conversations of which something is blanked."""

    @property
    def codes(self) -> tuple[Code, ...]:
        return tuple(code for frame in self.frames for code in frame.tree)

    @property
    def columns(self) -> list[tuple[uuid.UUID, str, str]]:
        """Of the wide file: code, column, what it is called."""
        given = [code for frame in self.frames for code in frame.given]
        names = column_names([code.name for code in given])
        return [(code.id, column, code.name) for code, column in zip(given, names, strict=True)]

    @property
    def frame_words(self) -> str:
        return "; ".join(f"{frame.name}, version {frame.number}" for frame in self.frames)

    def called(self, code_id: uuid.UUID) -> tuple[uuid.UUID, str, str]:
        """A code as it stands now, its name and its path. One that was split is still itself."""
        for frame in self.frames:
            now = frame.stands.get(code_id, code_id)
            if now in frame.paths:
                return now, *frame.paths[now]
        return code_id, "", ""


def choices(viewer: Viewer, permission: Permission = Permission.FEEDBACK_EXPORT) -> list[Choice]:
    """Years, series and events with something kept, the newest first."""
    rows = db.session.execute(
        select(Event.id, Event.name, Event.starts_at, Event.series_id)
        .where(
            within_reach(viewer, permission),
            Event.id.in_(select(Conversation.event_id).where(Conversation.state == ConversationState.KEPT)),
        )
        .order_by(Event.starts_at.desc(), Event.id)
    ).all()
    years = sorted({local_day(row.starts_at).year for row in rows}, reverse=True)
    series = db.session.execute(
        select(Series.id, Series.name)
        .where(Series.id.in_({row.series_id for row in rows if row.series_id}))
        .order_by(Series.name)
    ).all()
    return [
        *(Choice(Scope(ScopeKind.YEAR, str(year)), str(year)) for year in years),
        *(Choice(Scope(ScopeKind.SERIES, str(row.id)), row.name) for row in series),
        *(Choice(Scope(ScopeKind.EVENT, str(row.id)), row.name) for row in rows),
    ]


def plan(
    viewer: Viewer,
    scope: Scope,
    *,
    permission: Permission = Permission.FEEDBACK_EXPORT,
    ids: Pseudonyms | None = None,
    k: int = LEAST_ALIKE,
) -> Plan:
    """Raises: NotThereError, also where it is out of reach."""
    events = _events(viewer, scope, permission)
    parts = {one.id: Part(one.id, one.name, local_day(one.starts_at).strftime("%Y-%m")) for one in events}
    areas = _areas()
    held = _held(parts, areas)
    conversations = {traits: many for traits, (many, _points) in held.items()}
    shown = coarsened(conversations, k)
    name, slug = _named(scope, events)
    return Plan(
        scope=scope,
        name=name,
        slug=slug,
        parts=parts,
        has_words=ids is None,
        rare=_rare(parts, k),
        shown=shown,
        areas=areas,
        questions=_questions(events),
        frames=frames_of(events),
        coders=_coders(parts),
        ids=ids or pseudonym,
        k=k,
        comments=sum(points for traits, (_many, points) in held.items() if shown[traits] is not None),
        too_few=sum(points for traits, (_many, points) in held.items() if shown[traits] is None),
        undecided=_undecided(parts),
        in_rounds=_in_rounds(parts),
        blanked=sum(many for traits, many in conversations.items() if shown[traits] not in {None, traits}),
    )


def pseudonym(kind: str, identifier: uuid.UUID) -> str:
    """The same in every export, so that two can be joined; it leads nowhere in the service."""
    return keyed_hash(str(identifier), of=f"export:{kind}")[:20]


def is_decided() -> ColumnElement[bool]:
    """The point was looked through, and nothing in it that may tell who is speaking waits for a decision."""
    return exists().where(PointCheck.point_id == Point.id, PointCheck.likely == 0)


def traits_of(
    event_id: uuid.UUID, area: str, age: AgeBand, community: str, areas: Mapping[str, str]
) -> Traits:
    return Traits(event_id, areas.get(area, ""), AgeBand(age).value, " ".join(community.split()))


def _events(viewer: Viewer, scope: Scope, permission: Permission) -> list[Event]:
    asked = select(Event).where(within_reach(viewer, permission)).order_by(Event.starts_at, Event.id)
    if scope.kind is ScopeKind.EVENT:
        asked = asked.where(Event.id == uuid.UUID(scope.of))
    elif scope.kind is ScopeKind.SERIES:
        asked = asked.where(Event.series_id == uuid.UUID(scope.of))
    else:
        first = dt.datetime(int(scope.of), 1, 1, tzinfo=dt.UTC)
        day = dt.timedelta(days=1)
        asked = asked.where(
            Event.starts_at >= first - day, Event.starts_at < first.replace(year=first.year + 1) + day
        )
    found = [
        one
        for one in db.session.scalars(asked)
        if scope.kind is not ScopeKind.YEAR or local_day(one.starts_at).year == int(scope.of)
    ]
    if not found:
        raise NotThereError
    return found


def within_reach(viewer: Viewer, permission: Permission) -> ColumnElement[bool]:
    """A command and a job reach all events."""
    return true() if viewer.is_system else visible_to(Event, viewer, permission)


def _named(scope: Scope, events: Sequence[Event]) -> tuple[str, str]:
    if scope.kind is ScopeKind.EVENT:
        return events[0].name, events[0].slug
    if scope.kind is ScopeKind.YEAR:
        return scope.of, scope.of
    series = db.session.get_one(Series, uuid.UUID(scope.of))
    return series.name, series.slug


def _areas() -> dict[str, str]:
    rows = db.session.execute(select(Area.code, Area.name).where(Area.kind.not_in(FINE)))
    return {row.code: row.name for row in rows}


def _held(parts: Mapping[uuid.UUID, Part], areas: Mapping[str, str]) -> dict[Traits, tuple[int, int]]:
    """How many conversations, and how many comments, there are of each combination."""
    traits = (Conversation.event_id, Conversation.area_code, Conversation.age, Conversation.community)
    rows = db.session.execute(
        select(*traits, func.count(Conversation.id.distinct()), func.count(Point.id))
        .join(Point, Point.conversation_id == Conversation.id)
        .where(
            Conversation.event_id.in_(parts),
            Conversation.state == ConversationState.KEPT,
            Point.words.is_not(None),
            is_decided(),
        )
        .group_by(*traits)
    )
    held: dict[Traits, tuple[int, int]] = {}
    for event_id, area, age, community, many, points in rows:
        key = traits_of(event_id, area, age, community, areas)
        before = held.get(key, (0, 0))
        held[key] = (before[0] + many, before[1] + points)
    return held


def _rare(parts: Mapping[uuid.UUID, Part], k: int) -> frozenset[tuple[uuid.UUID, str | int]]:
    """Two statements."""
    found: set[tuple[uuid.UUID, str | int]] = set()
    shared: tuple[Any, ...] = (Conversation.language, Conversation.people)
    for column in shared:
        rows = db.session.execute(
            select(Conversation.event_id, column)
            .where(Conversation.event_id.in_(parts), Conversation.state == ConversationState.KEPT)
            .group_by(Conversation.event_id, column)
            .having(func.count() < k)
        )
        found.update((row[0], row[1]) for row in rows.all())
    return frozenset(found)


def _undecided(parts: Mapping[uuid.UUID, Part]) -> int:
    asked = (
        select(func.count(Point.id))
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(
            Conversation.event_id.in_(parts),
            Conversation.state == ConversationState.KEPT,
            Point.words.is_not(None),
            not_(is_decided()),
        )
    )
    return db.session.scalar(asked) or 0


def _in_rounds(parts: Mapping[uuid.UUID, Part]) -> int:
    asked = (
        select(func.count(RoundPoint.point_id.distinct()))
        .join(CodingRound, CodingRound.id == RoundPoint.round_id)
        .join(Point, Point.id == RoundPoint.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(
            CodingRound.status == RoundStatus.OPEN,
            Conversation.event_id.in_(parts),
            Conversation.state == ConversationState.KEPT,
        )
    )
    return db.session.scalar(asked) or 0


def _questions(events: Sequence[Event]) -> dict[uuid.UUID, str]:
    rows = db.session.execute(
        select(Question.id, Question.words).where(Question.version_id.in_({one.version_id for one in events}))
    )
    return {row.id: str(row.words["en"]["text"]) for row in rows}


def _coders(parts: Mapping[uuid.UUID, Part]) -> dict[uuid.UUID, str]:
    """Numbers in an order that says nothing."""
    rows = db.session.scalars(
        select(Coding.coder_id)
        .distinct()
        .join(Point, Point.id == Coding.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(Conversation.event_id.in_(parts), counts(), Coding.coder_id.is_not(None))
    )
    known = sorted((one for one in rows if one is not None), key=lambda one: pseudonym("coder", one))
    return {one: f"Coder {number}" for number, one in enumerate(known, 1)}
