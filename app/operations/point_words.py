"""Finds words in what people said without keeping them in the clear: a keyed hash for each word of a point.

Built over what is shown, translations with it: what is hidden cannot be searched for.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import delete, exists, insert, select

from app.database import db
from app.models.conversations import Point
from app.models.insight import PointWord
from app.queries.point_words import INDEXED, hashes
from app.queries.shown_words import shown_words, translations

BATCH = 500


def index(points: Iterable[Point]) -> None:
    """Look at them anew. Called where points come in, and where what is shown of them changes."""
    held = [point for point in points if point.words]
    for at in range(0, len(held), BATCH):
        index_some(held[at : at + BATCH])


def index_missing(limit: int | None = None) -> int:
    """Look at every point nobody looked at yet, or at some of them; how many these were."""
    known = exists().where(PointWord.word == INDEXED, PointWord.point_id == Point.id)
    ids = db.session.scalars(select(Point.id).where(Point.words.is_not(None), ~known).limit(limit)).all()
    for at in range(0, len(ids), BATCH):
        points = db.session.scalars(select(Point).where(Point.id.in_(ids[at : at + BATCH]))).all()
        index_some(points)
        for point in points:
            db.session.expunge(point)
    return len(ids)


def is_missing() -> bool:
    """Is there any point that nobody looked at?"""
    known = exists().where(PointWord.word == INDEXED, PointWord.point_id == Point.id)
    found = select(Point.id).where(Point.words.is_not(None), ~known).limit(1)
    return db.session.scalar(found) is not None


def index_some(points: Sequence[Point]) -> None:
    ids = [point.id for point in points]
    shown = shown_words(points)
    texts = {point_id: [one.plain(hidden=" ")] for point_id, one in shown.items()}
    for translation in translations(ids):
        texts.setdefault(translation.point_id, []).append(translation.words)
    db.session.flush()
    db.session.execute(delete(PointWord).where(PointWord.point_id.in_(ids)))
    rows = [
        {"word": word, "point_id": point_id}
        for point_id in ids
        for word in {INDEXED, *hashes(" ".join(texts.get(point_id, ())))}
    ]
    db.session.execute(insert(PointWord), rows)
