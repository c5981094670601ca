"""What people told us before: statements, and what past activities found."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import select

from app.database import db
from app.domain.alike import Alike
from app.domain.engagement import TagGroup
from app.domain.insight import StatementStatus
from app.domain.known import Known, Source, ranked
from app.domain.viewer import Viewer
from app.models.engagement import Activity, Statement
from app.queries.activities import seen_by, tags_of

MOST_READ = 3_000
"""Of past activities, the newest."""


def known(
    viewer: Viewer, asked: str | Iterable[str], alike: Alike, *, but: uuid.UUID | None = None
) -> list[Known]:
    """Ranked, best first. Three statements."""
    return ranked(asked, sources(viewer, but=but), alike)


def sources(viewer: Viewer, *, but: uuid.UUID | None = None) -> list[Source]:
    """All that may be known. `but`: not what this activity itself found."""
    said = [
        Source(
            title=one.words,
            words="",
            said_on=dt.date(one.said_in, 12, 31),
            from_whom=one.source,
            topics=tuple(one.topics),
            number=one.number,
            slug=one.slug,
        )
        for one in db.session.scalars(
            select(Statement).where(Statement.status == StatementStatus.PUBLISHED).order_by(Statement.number)
        )
    ]
    rows = db.session.execute(
        select(Activity.id, Activity.name, Activity.found, Activity.ends_on, Activity.led_by)
        .where(seen_by(viewer), Activity.found != "")
        .order_by(Activity.ends_on.desc(), Activity.id)
        .limit(MOST_READ)
    ).all()
    tags = tags_of([row.id for row in rows])
    found = [
        Source(
            title=row.name,
            words=row.found,
            said_on=row.ends_on,
            from_whom=row.led_by,
            topics=tags.get(row.id, {}).get(TagGroup.TOPIC, ()),
            activity_id=row.id,
        )
        for row in rows
        if row.id != but
    ]
    return [*said, *found]
