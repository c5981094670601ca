"""What a list of points can be filtered by, and what the things are called."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import extract, select

from app.database import db
from app.domain.coding import Node
from app.domain.errors import NotThereError
from app.domain.reading import Wanted
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.code_frames import FrameVersion
from app.models.conversations import Conversation
from app.models.engagement import Event, Question, Series
from app.models.insight import Coding
from app.models.people import Account
from app.models.places import Area
from app.models.visibility import visible_to
from app.queries import frames
from app.queries.codings import counts
from app.queries.events import asked_in


@dataclass(frozen=True, slots=True)
class Scope:
    """Whose points are listed: events, what they are called together, and what their questions are."""

    name: str
    """Of the event or series; empty for a year or everything."""
    events: tuple[tuple[uuid.UUID, str], ...]
    version_ids: frozenset[uuid.UUID]


@dataclass(frozen=True, slots=True)
class Choices:
    """Shape of each: (what stands in the address, what it is called)."""

    questions: tuple[tuple[str, str], ...]
    areas: tuple[tuple[str, str], ...]
    coders: tuple[tuple[str, str], ...]
    codes: tuple[Node, ...]


def scope_for(viewer: Viewer, wanted: Wanted) -> Scope:
    """Raises: NotThereError for an event or series out of reach."""
    asked = (
        select(Event.id, Event.name, Event.version_id)
        .where(visible_to(Event, viewer, Permission.FEEDBACK_READ))
        .order_by(Event.starts_at.desc(), Event.name, Event.id)
    )
    name = ""
    if wanted.event:
        asked = asked.where(Event.id == wanted.event)
    if wanted.series:
        asked = asked.where(Event.series_id == wanted.series)
        name = db.session.scalar(select(Series.name).where(Series.id == wanted.series)) or ""
    if wanted.year:
        asked = asked.where(extract("year", Event.starts_at) == wanted.year)
    rows = db.session.execute(asked).all()
    if not rows and (wanted.event or wanted.series):
        raise NotThereError
    return Scope(
        name=rows[0].name if wanted.event else name,
        events=tuple((row.id, row.name) for row in rows),
        version_ids=frozenset(row.version_id for row in rows),
    )


def choices(scope: Scope, version: FrameVersion | None, language: str) -> Choices:
    """What the points of some events can be filtered by. Four statements."""
    ids = [event_id for event_id, _name in scope.events]
    questions = db.session.scalars(
        select(Question).where(Question.version_id.in_(scope.version_ids)).order_by(Question.position)
    )
    areas = db.session.execute(
        select(Area.code, Area.name)
        .where(Area.code.in_(select(Conversation.area_code).where(Conversation.event_id.in_(ids))))
        .order_by(Area.name, Area.code)
    )
    coders = db.session.execute(
        select(Account.id, Account.name)
        .where(Account.id.in_(select(Coding.coder_id).where(counts())))
        .order_by(Account.name, Account.id)
    )
    return Choices(
        questions=tuple({one.key: asked_in(one, language).words for one in questions}.items()),
        areas=tuple((row.code, row.name) for row in areas),
        coders=tuple((str(row.id), row.name) for row in coders),
        codes=tuple(frames.tree(version)) if version else (),
    )


def version_for(scope: Scope, wanted: Wanted) -> FrameVersion | None:
    """The codes of one event, or the usual ones."""
    event = db.session.get(Event, wanted.event) if wanted.event else None
    frame = frames.frame_of(event) if event else frames.usual()
    return frames.newest(frame) if frame else None


def names_of(account_ids: Iterable[uuid.UUID | None]) -> dict[uuid.UUID, str]:
    """Who coded, translated or wrote something. One statement."""
    known = {one for one in account_ids if one}
    rows = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(known)))
    return {row.id: row.name for row in rows}


def area_names(codes: Iterable[str]) -> dict[str, str]:
    """One statement."""
    rows = db.session.execute(select(Area.code, Area.name).where(Area.code.in_(set(codes))))
    return {row.code: row.name for row in rows}
