"""What was said, put into another language by a person."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.errors import StaleError
from app.domain.viewer import Viewer
from app.models.conversations import Point
from app.models.insight import PointTranslation
from app.operations import audit, point_words


def write(point: Point, language: str, words: str, *, version: int, by: Viewer) -> PointTranslation:
    """`version`: of what stood there when the form was opened; 0 where nothing did. Raises: StaleError."""
    held = db.session.scalar(
        select(PointTranslation).where(
            PointTranslation.point_id == point.id, PointTranslation.language == language
        )
    )
    if held is not None and held.words == words:
        return held
    if (held.version if held else 0) != version:
        raise StaleError
    if held is None:
        held = PointTranslation(id=uuid.uuid4(), point_id=point.id, language=language, version=1)
        db.session.add(held)
    held.words = words
    held.is_machine = False
    held.made_by, held.made_at = by.account_id, clock.now()
    audit.record(by, "translation.written", of=("translation", held.id))
    db.session.flush()
    point_words.index([point])
    return held
