"""Activities of the schedule as a calendar file: whole days, from the first to the last.

Nobody's name or number is in it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

import icalendar
from flask import Response

from app.domain.engagement import ActivityStatus, TagGroup
from app.queries.activities import Row
from app.web.activity_words import listed_words, where_words
from app.web.labels import label

STATUS = {
    ActivityStatus.IDEA: "TENTATIVE",
    ActivityStatus.CANCELLED: "CANCELLED",
}


@dataclass(frozen=True, slots=True)
class SpanEntry:
    """One activity for a calendar. `key` is its id and never changes."""

    key: str
    title: str
    starts_on: dt.date
    ends_on: dt.date
    details: str
    where: str
    url: str
    status: str
    changed_at: dt.datetime
    version: int


def entry_of(row: Row, url: str) -> SpanEntry:
    people, topics = row.tagged(TagGroup.COMMUNITY), row.tagged(TagGroup.TOPIC)
    said = [label(row.kind), row.led_by, listed_words(people), listed_words(topics), url]
    return SpanEntry(
        key=str(row.id),
        title=row.name,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        details="\n".join(line for line in said if line),
        where=where_words(row.venue, row.tagged(TagGroup.AREA)),
        url=url,
        status=STATUS.get(row.status, "CONFIRMED"),
        changed_at=row.modified_at,
        version=row.version,
    )


def span_calendar(entries: Iterable[SpanEntry], *, name: str) -> bytes:
    """The `text/calendar` file of these."""
    file = icalendar.Calendar()
    file.add("prodid", "-//Ginnel//Engagement//EN")
    file.add("version", "2.0")
    file.add("calscale", "GREGORIAN")
    file.add("method", "PUBLISH")
    file.add("name", name)
    file.add("x-wr-calname", name)
    for entry in entries:
        event = icalendar.Event()
        event.add("uid", f"{entry.key}@ginnel")
        event.add("dtstamp", entry.changed_at)
        event.add("sequence", entry.version)
        event.add("summary", entry.title)
        event.add("dtstart", entry.starts_on)
        event.add("dtend", entry.ends_on + dt.timedelta(days=1))
        event.add("status", entry.status)
        event.add("transp", "TRANSPARENT")
        event.add("description", entry.details)
        event.add("location", entry.where)
        event.add("url", entry.url)
        file.add_component(event)
    return bytes(file.to_ical())


def answered(file: bytes, name: str) -> Response:
    response = Response(file, mimetype="text/calendar")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
