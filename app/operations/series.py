"""Series: events that belong together, such as the Big Leeds Chat."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.feeds.identity import slug as slug_of
from app.domain.viewer import Viewer
from app.models.engagement import Series
from app.operations import audit
from app.operations.events import free


def make(name: str, *, about: str, led_by: str, by: Viewer) -> Series:
    taken = db.session.scalars(select(Series.slug))
    made = Series(
        id=uuid.uuid4(),
        slug=free(slug_of(name)[:60].strip("-") or "series", clock.today().year, taken),
        name=name,
        about=about,
        led_by=led_by,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "series.made", of=("series", made.id))
    return made
