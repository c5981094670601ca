"""How many said what, event by event. Only what is kept counts; a conversation counts once for a code."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping

from sqlalchemy import ColumnElement, String, and_, case, cast, func, or_, select

from app.database import db
from app.domain import result_cells as cells
from app.domain.coding import at_version
from app.domain.engagement import ConversationState
from app.domain.equality import ITEMS, NOT_ASKED, is_answer
from app.domain.result_cells import Cell
from app.models.code_frames import FrameVersion
from app.models.conversations import Conversation, EqualityProfile, Point
from app.models.engagement import Event
from app.models.insight import Coding
from app.queries import frames
from app.queries.codings import counts

ByEvent = dict[uuid.UUID, Counter[Cell]]


def counted(event_ids: Collection[uuid.UUID], version: FrameVersion | None) -> ByEvent:
    """The true numbers. Five statements however many there are."""
    found: ByEvent = {event: Counter() for event in event_ids}
    if not event_ids:
        return found
    add_conversations(found)
    add_answers(found)
    add_profiles(found)
    if version is not None:
        add_themes(found, version)
    return found


def kept(found: ByEvent) -> ColumnElement[bool]:
    return and_(Conversation.event_id.in_(list(found)), Conversation.state == ConversationState.KEPT)


def add_conversations(found: ByEvent) -> None:
    """All of them, by area and by community. Where none was said, the event's own counts."""
    where = case((Conversation.area_code != "", Conversation.area_code), else_=Event.area_code)
    who = case((Conversation.community != "", Conversation.community), else_=Event.community)
    rows = db.session.execute(
        select(Conversation.event_id, where, who, func.count(), func.sum(Conversation.people))
        .join(Event, Event.id == Conversation.event_id)
        .where(kept(found))
        .group_by(Conversation.event_id, where, who)
    )
    for event, area, community, number, people in rows:
        found[event][cells.CONVERSATIONS] += number
        found[event][cells.PEOPLE] += int(people)
        found[event][cells.area(area)] += number
        found[event][cells.community(community)] += number


def add_answers(found: ByEvent) -> None:
    """Who answered each question, and what was chosen."""
    chosen = case((Point.scale.is_not(None), cast(Point.scale, String)), else_=Point.choice)
    said_something = or_(Point.words.is_not(None), Point.choice != "", Point.scale.is_not(None))
    rows = db.session.execute(
        select(
            Conversation.event_id, Point.question_key, chosen, func.count(Point.conversation_id.distinct())
        )
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(kept(found), said_something)
        .group_by(Conversation.event_id, Point.question_key, chosen)
    )
    for event, question, key, number in rows:
        found[event][cells.answered(question)] += number
        if key:
            found[event][cells.answer(question, key)] += number


def add_themes(found: ByEvent, version: FrameVersion) -> None:
    """Each code as it stands in this version, whenever it was given."""
    history = frames.history(version.frame_id)
    stands = {code: at_version(history, code, version.number).counts_as for code in history.since}
    rows = db.session.execute(
        select(Conversation.event_id, Conversation.id, Point.question_key, Coding.code_id)
        .join(Point, Point.id == Coding.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(kept(found), counts())
        .distinct()
    )
    seen: dict[uuid.UUID, set[tuple[uuid.UUID, Cell]]] = defaultdict(set)
    for event, conversation, question, code in rows:
        if (as_ := stands.get(code)) is None:
            continue
        seen[event].add((conversation, cells.CODED))
        seen[event].add((conversation, cells.theme(as_)))
        seen[event].add((conversation, cells.said(question, as_)))
    for event, pairs in seen.items():
        found[event].update(cell for _conversation, cell in pairs)


def add_profiles(found: ByEvent) -> None:
    """Who answered about equality. What is not one of the answers counts as not asked."""
    rows = db.session.execute(
        select(EqualityProfile.event_id, EqualityProfile.answers).where(
            EqualityProfile.event_id.in_(list(found))
        )
    )
    for event, answers in rows:
        found[event][cells.PROFILED] += 1
        for item in ITEMS:
            found[event][cells.profile(item, value_of(answers, item))] += 1


def value_of(answers: Mapping[str, object], item: str) -> str:
    value = str(answers.get(item, NOT_ASKED))
    return value if is_answer(item, value) else NOT_ASKED


def how_many(event_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, int]:
    """Conversations of each event that has any."""
    rows = db.session.execute(
        select(Conversation.event_id, func.count())
        .where(Conversation.event_id.in_(list(event_ids)), Conversation.state == ConversationState.KEPT)
        .group_by(Conversation.event_id)
    )
    return {row[0]: row[1] for row in rows}


def versions_used(event_ids: Collection[uuid.UUID], version: FrameVersion) -> tuple[int, ...]:
    """Numbers of the versions of this frame by which codes that count were given."""
    rows = db.session.scalars(
        select(FrameVersion.number)
        .join(Coding, Coding.version_id == FrameVersion.id)
        .join(Point, Point.id == Coding.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(
            FrameVersion.frame_id == version.frame_id,
            Conversation.event_id.in_(list(event_ids)),
            Conversation.state == ConversationState.KEPT,
            counts(),
        )
        .distinct()
    )
    return tuple(sorted(rows))
