"""What people said as everybody reads it: with what somebody hid left out.

The one way to the words of a point for every page, count by words, report and file but those on which
somebody decides what to hide.
"""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select

from app.database import db
from app.domain import redaction
from app.domain.redaction import Segment, Span
from app.models.conversations import Point
from app.models.insight import PointCheck, PointTranslation, Redaction

AT_ONCE = 500
"""Ids in one statement: databases bound how many they take."""
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Shown:
    """The words of one point, and how far people have looked whether they tell who is speaking."""

    point_id: uuid.UUID
    segments: tuple[Segment, ...]
    likely: int = 0
    """Findings nobody has decided about."""
    is_looked_at: bool = False
    """Somebody said that nothing more in it tells who is speaking."""
    is_checked: bool = False
    """A second person looked again. Only then may it be shown outside the team."""

    def plain(self, hidden: str = "\u2026") -> str:
        """The words with one sign for each hidden piece."""
        return redaction.plain(self.segments, hidden=hidden)

    @property
    def is_hiding(self) -> bool:
        return any(segment.is_hidden for segment in self.segments)


def shown_words(points: Sequence[Point]) -> dict[uuid.UUID, Shown]:
    """Point -> its words as they may be read. Two statements for each 500 points."""
    ids = [point.id for point in points]
    spans, checks = hidden_in(ids), checks_of(ids)
    return {point.id: shown_of(point, spans.get(point.id, ()), checks.get(point.id)) for point in points}


def plain_words(points: Sequence[Point]) -> dict[uuid.UUID, str]:
    """Point -> its words with one sign for each hidden piece; only of those that have words."""
    return {
        point_id: one.plain() for point_id, one in shown_words([one for one in points if one.words]).items()
    }


def shown_of(point: Point, spans: Iterable[Span], check: PointCheck | None) -> Shown:
    return Shown(
        point_id=point.id,
        segments=redaction.shown(point.words or "", spans),
        likely=check.likely if check else 0,
        is_looked_at=check is not None and check.first_at is not None,
        is_checked=check is not None and check.second_at is not None,
    )


def hidden_in(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, list[Span]]:
    """Point -> what is hidden in it."""
    found: dict[uuid.UUID, list[Span]] = defaultdict(list)
    for some in batches(ids):
        rows = db.session.execute(
            select(Redaction.point_id, Redaction.start, Redaction.end, Redaction.reason)
            .where(Redaction.point_id.in_(some), Redaction.ended_at.is_(None))
            .order_by(Redaction.point_id, Redaction.start, Redaction.made_at, Redaction.id)
        )
        for point_id, start, end, reason in rows:
            found[point_id].append(Span(start, end, reason))
    return found


def is_after_hiding() -> ColumnElement[bool]:
    """A translation somebody made knowing all that is hidden: an older one may hold those words."""
    return ~exists().where(
        Redaction.point_id == PointTranslation.point_id,
        Redaction.ended_at.is_(None),
        Redaction.made_at > PointTranslation.made_at,
    )


def translations(ids: Sequence[uuid.UUID]) -> list[PointTranslation]:
    """Those that may be read: the one way to translations."""
    return [
        one
        for some in batches(ids)
        for one in db.session.scalars(
            select(PointTranslation).where(PointTranslation.point_id.in_(some), is_after_hiding())
        )
    ]


def in_english(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Point -> what it says in English, where somebody put it so."""
    return {one.point_id: one.words for one in translations(ids) if one.language == ENGLISH}


def checks_of(ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, PointCheck]:
    return {
        check.point_id: check
        for some in batches(ids)
        for check in db.session.scalars(select(PointCheck).where(PointCheck.point_id.in_(some)))
    }


def batches(ids: Sequence[uuid.UUID]) -> Iterable[Sequence[uuid.UUID]]:
    return (ids[at : at + AT_ONCE] for at in range(0, len(ids), AT_ONCE))
