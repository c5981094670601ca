"""Points that say much the same as one point, and those that are nearly the same words.

Candidates share its rarest words, found by their keyed hashes; only those are read, and put in order by the
vectors of the model in use, or by their letters where there is none.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz
from sqlalchemy import func, select

from app.database import db
from app.domain.insight import WorkStatus
from app.domain.suggesting import Said
from app.domain.viewer import Viewer
from app.gateways import suggester
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.models.insight import PointWord
from app.queries import codings, frames, suggestion_models, teaching
from app.queries.point_words import hashes
from app.queries.reading import readable
from app.queries.rounds import hidden_from
from app.queries.suggested import opened

RARE_WORDS = 8
TOO_COMMON = 3_000
"""A word in more points than these finds too many to be of use."""
LOOKED_AT = 120
MOST = 10
LEAST_ALIKE = 0.15
NEARLY_THE_SAME = 0.9


@dataclass(frozen=True, slots=True)
class Like:
    """A point that says much the same."""

    point_id: uuid.UUID
    words: str
    """As they are shown."""
    language: str
    event: str
    codes: tuple[str, ...]
    is_nearly_the_same: bool


def like(viewer: Viewer, point: Point) -> list[Like]:
    """The most alike first. Thirteen statements, however many points there are."""
    said = teaching.as_shown([point.id])[point.id]
    ids = candidates(viewer, point, said.words)
    if not ids:
        return []
    others = teaching.as_shown(ids)
    alike = dict(zip(others, likeness(said, list(others.values()), point), strict=True))
    ranked = sorted((one for one in ids if alike[one] >= LEAST_ALIKE), key=lambda one: (-alike[one], one))
    return [
        told(point_id, others[point_id], said, alike[point_id], about)
        for about in [facts(viewer, ranked[:MOST])]
        for point_id in ranked[:MOST]
    ]


def candidates(viewer: Viewer, point: Point, words: str) -> list[uuid.UUID]:
    """Those that share most of its rarest words."""
    often = db.session.execute(
        select(PointWord.word, func.count())
        .where(PointWord.word.in_(hashes(words)))
        .group_by(PointWord.word)
        .having(func.count() <= TOO_COMMON)
        .order_by(func.count(), PointWord.word)
        .limit(RARE_WORDS)
    )
    rare = [word for word, _ in often]
    return list(
        db.session.scalars(
            select(Point.id)
            .join(PointWord, PointWord.point_id == Point.id)
            .join(Conversation, Conversation.id == Point.conversation_id)
            .where(PointWord.word.in_(rare), Point.id != point.id, *readable(viewer))
            .group_by(Point.id)
            .order_by(func.count().desc(), Point.id)
            .limit(LOOKED_AT)
        )
    )


def likeness(said: Said, others: Sequence[Said], point: Point) -> list[float]:
    """From 0 to 1 for each."""
    learned = None
    if suggester.is_there():
        event = db.session.get(Event, point.conversation.event_id)
        frame = frames.frame_of(event) if event else None
        model = suggestion_models.newest(frame.id, WorkStatus.DONE) if frame else None
        learned = opened(model.id) if model else None
    if learned is None:
        return [float(fuzz.token_set_ratio(said.words, other.words)) / 100 for other in others]
    return learned.features.alike(said, others)


@dataclass(frozen=True, slots=True)
class Facts:
    events: dict[uuid.UUID, tuple[str, str]]
    """Point -> name of its event, and its language."""
    codes: dict[uuid.UUID, tuple[str, ...]]


def facts(viewer: Viewer, ids: Sequence[uuid.UUID]) -> Facts:
    """Without codes of points that this viewer codes alone."""
    rows = db.session.execute(
        select(Point.id, Event.name, Point.language)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .join(Event, Event.id == Conversation.event_id)
        .where(Point.id.in_(ids))
    )
    blind = hidden_from(viewer, ids)
    given = codings.codes_of([one for one in ids if one not in blind])
    names = frames.names_of({one.code_id for some in given.values() for one in some})
    return Facts(
        events={row[0]: (row[1], row[2]) for row in rows},
        codes={
            point_id: tuple(sorted({names[one.code_id] for one in some if one.code_id in names}))
            for point_id, some in given.items()
        },
    )


def told(point_id: uuid.UUID, other: Said, said: Said, share: float, about: Facts) -> Like:
    event, language = about.events[point_id]
    return Like(
        point_id=point_id,
        words=other.words,
        language=language,
        event=event,
        codes=about.codes.get(point_id, ()),
        is_nearly_the_same=share >= NEARLY_THE_SAME
        or fuzz.ratio(said.words.lower(), other.words.lower()) / 100 >= NEARLY_THE_SAME,
    )
