"""What a release is called in a list: its event, or its series."""

from __future__ import annotations

from app.database import db
from app.models.answers import Release
from app.models.engagement import Event, Series


def name_of(release: Release) -> str:
    """Empty for everything of a year."""
    if release.event_id is not None:
        event = db.session.get(Event, release.event_id)
        return event.name if event else ""
    series = db.session.get(Series, release.series_id) if release.series_id else None
    return series.name if series else ""
