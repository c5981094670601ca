"""Makes what people said findable by its words, where it came in by another way than one by one."""

from __future__ import annotations

from collections.abc import Mapping

from app.database import begin_writing, db
from app.operations import point_words

KIND = "point-words"
SOME = 400
"""So many at a time, so that nobody waits long for their turn to write."""


def is_needed() -> bool:
    return point_words.is_missing()


def run(arguments: Mapping[str, object]) -> None:
    """In batches that are committed one by one."""
    many = SOME
    while many == SOME:
        db.session.rollback()
        begin_writing()
        many = point_words.index_missing(SOME)
        db.session.commit()
