"""General practices, by what people call them."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.places import fold
from app.models.persons import Practice


def practice_called(name: str) -> uuid.UUID | None:
    """The practice of this very name, however it is written; None where there is none, or two."""
    wanted = fold(name)
    if not wanted:
        return None
    known = db.session.execute(select(Practice.id, Practice.name)).all()
    found = [row.id for row in known if fold(row.name) == wanted]
    return found[0] if len(found) == 1 else None
