"""Series: events that belong together, such as a big chat that comes back each year."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app import clock
from app.database import db, is_first
from app.domain.feeds.identity import slug as slug_of
from app.domain.viewer import Viewer
from app.models.engagement import Series
from app.operations import audit
from app.operations.events import free


def make(name: str, *, about: str, led_by: str, key: uuid.UUID, by: Viewer) -> Series:
    """`key` is the form's: sent twice, it is the same series."""
    if (there := db.session.get(Series, key)) is not None:
        return there
    taken = db.session.scalars(select(Series.slug))
    made = Series(
        id=key,
        slug=free(slug_of(name)[:60].strip("-") or "series", clock.today().year, taken),
        name=name,
        about=about,
        led_by=led_by,
    )
    if not is_first(made):
        return db.session.get_one(Series, key)
    audit.record(by, "series.made", of=("series", made.id))
    return made
