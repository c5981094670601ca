"""Looks through what came in for what may tell who is speaking, so that somebody can decide about it."""

from __future__ import annotations

from sqlalchemy import exists, select
from sqlalchemy.dialects import postgresql, sqlite

from app.database import begin_writing, db
from app.domain.places import Place
from app.models.conversations import Point
from app.models.insight import PointCheck
from app.queries.likely import likely_in

BATCH = 200


def look_through_new(place: Place) -> int:
    """Every point nobody looked at, in batches that are committed one by one; how many.

    The reading, which takes long with a language model, is done outside the change.
    """
    number = 0
    while found := next_batch():
        told = {point_id: len(likely_in(words, place)) for point_id, words in found}
        db.session.rollback()
        begin_writing()
        insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
        rows = [
            {"point_id": point_id, "likely": likely, "decided": [], "version": 0}
            for point_id, likely in told.items()
        ]
        still = set(db.session.scalars(select(Point.id).where(Point.id.in_(told))))
        kept = [row for row in rows if row["point_id"] in still]
        if kept:
            db.session.execute(
                insert(PointCheck).values(kept).on_conflict_do_nothing(index_elements=["point_id"])
            )
        db.session.commit()
        number += len(kept)
    return number


def next_batch() -> list[tuple[object, str]]:
    known = exists().where(PointCheck.point_id == Point.id)
    rows = db.session.execute(
        select(Point.id, Point.words).where(Point.words.is_not(None), ~known).order_by(Point.id).limit(BATCH)
    )
    return [(point_id, words or "") for point_id, words in rows]
