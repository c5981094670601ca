"""Results as a team sees them, counted now: of an event, of a year, and years side by side."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.disclosure import TEAM
from app.domain.result_cells import CONVERSATIONS, event, summed
from app.domain.result_guard import for_team
from app.domain.result_outline import document
from app.domain.results import Document
from app.models.answers import Release
from app.models.code_frames import FrameVersion
from app.models.engagement import Event, Series
from app.queries import frames, releases, result_events, result_outline, said_counts


@dataclass(frozen=True, slots=True)
class Listed:
    """An event or a year in the list, with what is frozen and what is published of it."""

    name: str
    year: int
    event: Event | None
    series: Series | None
    conversations: int
    is_over: bool
    draft: Release | None
    published: Release | None


def of_event(held: Event) -> Document:
    version = version_for(held)
    counts = said_counts.counted([held.id], version)[held.id]
    return document(result_outline.of_event(held, version), for_team(counts), TEAM)


def of_year(year: int, series: Series | None) -> Document:
    events = result_events.of_year(year, series.id if series else None)
    version = usual_version()
    by_event = said_counts.counted(result_events.ids_of(events), version)
    counts = summed(by_event.values())
    counts.update({event(one): numbers[CONVERSATIONS] for one, numbers in by_event.items()})
    name = series.name if series else ""
    return document(result_outline.of_year(name, year, events, version), for_team(counts), TEAM)


def version_for(held: Event) -> FrameVersion | None:
    frame = frames.frame_of(held)
    return frames.newest(frame) if frame else None


def usual_version() -> FrameVersion | None:
    frame = frames.usual()
    return frames.newest(frame) if frame else None


def events_listed() -> list[Listed]:
    """Events with at least one conversation, the newest first."""
    held = result_events.events()
    numbers = said_counts.how_many(result_events.ids_of(held))
    drafts, published = newest_by_event()
    return [
        Listed(
            name=one.name,
            year=result_events.year_of(one),
            event=one,
            series=one.series,
            conversations=numbers.get(one.id, 0),
            is_over=result_events.is_over(one),
            draft=drafts.get(one.id),
            published=published.get(one.id),
        )
        for one in held
        if numbers.get(one.id)
    ]


def years_listed(rows: Sequence[Listed]) -> list[Listed]:
    """Each year, and in it each series that held more than one event."""
    found: list[Listed] = []
    for year in sorted({row.year for row in rows}, reverse=True):
        of_it = [row for row in rows if row.year == year]
        found.append(year_row(year, None, of_it))
        every = {row.series.id: row.series for row in of_it if row.series is not None}
        for series in sorted(every.values(), key=lambda one: one.name):
            inside = [row for row in of_it if row.series is not None and row.series.id == series.id]
            if 1 < len(inside) < len(of_it):
                found.append(year_row(year, series, inside))
    return found


def year_row(year: int, series: Series | None, rows: Sequence[Listed]) -> Listed:
    held = releases.all_of(releases.of_year(year, series.id if series else None))
    return Listed(
        name=series.name if series else "",
        year=year,
        event=None,
        series=series,
        conversations=sum(row.conversations for row in rows),
        is_over=any(row.is_over for row in rows),
        draft=next((one for one in held if one.status == "draft"), None),
        published=next((one for one in held if one.status == "published"), None),
    )


def newest_by_event() -> tuple[dict[uuid.UUID, Release], dict[uuid.UUID, Release]]:
    drafts: dict[uuid.UUID, Release] = {}
    published: dict[uuid.UUID, Release] = {}
    rows = db.session.scalars(select(Release).where(Release.event_id.is_not(None)).order_by(Release.number))
    for row in rows:
        if row.event_id is not None and row.status == "draft":
            drafts[row.event_id] = row
        elif row.event_id is not None and row.status == "published":
            published[row.event_id] = row
    return drafts, published
