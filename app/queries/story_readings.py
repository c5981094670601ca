"""What should follow from stories."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from app.database import db
from app.models.insight import StoryReading


def of_stories(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, StoryReading]:
    """Story -> what should follow from it. One statement."""
    rows = db.session.scalars(select(StoryReading).where(StoryReading.story_id.in_(list(ids))))
    return {row.story_id: row for row in rows}
