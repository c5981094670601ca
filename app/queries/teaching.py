"""What a team's coding can teach: every point that somebody coded or read, as it is shown, with its codes."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.database import db
from app.domain.coding import at_version
from app.domain.engagement import ConversationState
from app.domain.insight import Taken
from app.domain.suggesting import Coded, Said, is_held_back
from app.models.code_frames import Code, FrameVersion
from app.models.coding_rounds import SuggestionTaken
from app.models.conversations import Conversation, Point
from app.models.insight import Coding, PointRead
from app.queries import frames
from app.queries.codings import counts
from app.queries.shown_words import AT_ONCE, in_english, shown_words

HIDDEN = " "
"""Stands where something is hidden: it teaches nothing."""


@dataclass(frozen=True)
class Lessons:
    """What to learn from, and what is kept back to measure on. Codes are their ids, as text."""

    learned: tuple[Coded, ...]
    kept_back: tuple[Coded, ...]


def coded_points(version: FrameVersion) -> int:
    """How many points have a code of this frame."""
    return (
        db.session.scalar(
            select(func.count(Coding.point_id.distinct()))
            .join(Code, Code.id == Coding.code_id)
            .join(Point, Point.id == Coding.point_id)
            .join(Conversation, Conversation.id == Point.conversation_id)
            .where(Code.frame_id == version.frame_id, counts(), *readable())
        )
        or 0
    )


def readable() -> tuple[ColumnElement[bool], ...]:
    return (Conversation.state == ConversationState.KEPT, Point.words.is_not(None))


def lessons(version: FrameVersion) -> Lessons:
    """All there is, in an order that stays. Statements: seven, and four for each 500 points."""
    given = codes_given(version)
    refused = codes_refused(version)
    coded = exists().where(
        and_(Coding.point_id == Point.id, counts(), Coding.code_id.in_(codes_in(version.frame_id)))
    )
    read = exists().where(PointRead.point_id == Point.id, PointRead.frame_id == version.frame_id)
    is_refused = exists().where(SuggestionTaken.point_id == Point.id, SuggestionTaken.taken == Taken.REJECTED)
    ids = db.session.scalars(
        select(Point.id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(*readable(), or_(coded, read, is_refused))
        .order_by(Point.id)
    ).all()
    done = set(
        db.session.scalars(select(PointRead.point_id).where(PointRead.frame_id == version.frame_id))
    ) | set(given)
    learned: list[Coded] = []
    kept: list[Coded] = []
    for at in range(0, len(ids), AT_ONCE):
        for point_id, said in as_shown(ids[at : at + AT_ONCE]).items():
            if not said.words.strip():
                continue
            if point_id in done:
                one = Coded(said, frozenset(given.get(point_id, ())))
                (kept if is_held_back(point_id) else learned).append(one)
            elif point_id in refused and not is_held_back(point_id):
                learned.append(Coded(said, refused=frozenset(refused[point_id])))
    return Lessons(tuple(learned), tuple(kept))


def codes_in(frame_id: uuid.UUID) -> list[uuid.UUID]:
    return list(db.session.scalars(select(Code.id).where(Code.frame_id == frame_id)))


def codes_given(version: FrameVersion) -> dict[uuid.UUID, set[str]]:
    """Point -> its codes as they stand in this version."""
    history = frames.history(version.frame_id)
    standing = {code: at_version(history, code, version.number).counts_as for code in history.since}
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = db.session.execute(
        select(Coding.point_id, Coding.code_id)
        .join(Code, Code.id == Coding.code_id)
        .where(Code.frame_id == version.frame_id, counts())
        .distinct()
    )
    for point_id, code_id in rows:
        if (counts_as := standing.get(code_id)) is not None:
            found[point_id].add(str(counts_as))
    return found


def codes_refused(version: FrameVersion) -> dict[uuid.UUID, set[str]]:
    """Point -> suggestions that somebody refused."""
    found: dict[uuid.UUID, set[str]] = defaultdict(set)
    rows = db.session.execute(
        select(SuggestionTaken.point_id, SuggestionTaken.code_id)
        .join(Code, Code.id == SuggestionTaken.code_id)
        .where(Code.frame_id == version.frame_id, SuggestionTaken.taken == Taken.REJECTED)
        .distinct()
    )
    for point_id, code_id in rows:
        found[point_id].add(str(code_id))
    return found


def as_shown(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, Said]:
    """What each of some points says, without what is hidden, in English where somebody put it so; and to
    which question. In the order of the ids."""
    points = db.session.scalars(select(Point).where(Point.id.in_(ids))).all()
    shown = {point_id: one.plain(hidden=HIDDEN) for point_id, one in shown_words(points).items()}
    shown |= in_english(ids)
    by_id = {point.id: Said(shown[point.id], point.question_key) for point in points}
    return {point_id: by_id[point_id] for point_id in ids if point_id in by_id}
