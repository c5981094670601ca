"""What the form about an event starts with, and what may be chosen on it."""

from __future__ import annotations

import uuid

from flask_babel import gettext as _

from app import clock
from app.blueprints.events.forms import EventForm
from app.domain.engagement import EventPart, EventStatus
from app.domain.places import AreaKind
from app.domain.roles import Permission
from app.domain.typed_hours import write_time
from app.models.engagement import Event
from app.queries import event_lists as queries
from app.web.place import place


def offer(form: EventForm, event: Event | None = None) -> EventForm:
    """The form with what may be chosen today; what an event has already can be kept."""
    languages = [(one.code, one.name) for one in place().languages if one.code != "en"]
    form.offer(
        series=[(one.id, one.name) for one in queries.series_listed()],
        versions=questions(event.version_id if event else None),
        areas=areas(event.area_code if event else ""),
        languages=languages,
        officers=kept(queries.people_who(Permission.EVENT_EDIT), event),
        listeners=queries.people_who(Permission.EVENT_SEE),
    )
    form.is_running = event is not None and event.status is EventStatus.OPEN
    return form


def areas(held: str) -> list[tuple[str, str]]:
    """Areas of today, and one that an event has although it is no more."""
    found = [(code, f"{words_of_kind(kind)}: {name}") for code, kind, name in queries.areas()]
    if held and held not in dict(found):
        found.append((held, queries.area_called(held) or held))
    return found


def questions(besides: uuid.UUID | None) -> list[tuple[uuid.UUID, str]]:
    return [
        (one, _("%(name)s (version %(number)s)", name=name, number=number))
        for one, name, number in queries.versions_to_ask(besides=besides)
    ]


def kept(people: list[tuple[uuid.UUID, str]], event: Event | None) -> list[tuple[uuid.UUID, str]]:
    """Those who may be chosen, and those who are named although they may not be any more."""
    named = {event.organiser_id, event.alert_to_id} if event else set()
    gone = named - {one for one, _name in people} - {None}
    return [*people, *queries.names_of(gone).items()]


def words_of_kind(kind: AreaKind) -> str:
    return {
        AreaKind.LOCAL_CARE_PARTNERSHIP: _("Partnership"),
        AreaKind.PRIORITY_NEIGHBOURHOOD: _("Priority neighbourhood"),
        AreaKind.WARD: _("Ward"),
    }[kind]


def typed_of(event: Event) -> dict[str, object]:
    """What a form about an event starts with."""
    starts, ends = (one.astimezone(clock.LONDON) for one in (event.starts_at, event.ends_at))
    return {
        "version": str(event.version),
        "name": event.name,
        "about": event.about,
        "kind": event.kind.value,
        "series_id": str(event.series_id or ""),
        "version_id": str(event.version_id),
        "starts_on": starts.date(),
        "starts_time": write_time(starts.time()),
        "ends_on": ends.date(),
        "ends_time": write_time(ends.time()),
        "venue": event.venue,
        "area_code": event.area_code,
        "community": event.community,
        "host": event.host,
        "languages": list(event.languages),
        "is_online": event.is_online,
        "words_under_13": event.words_under_13,
        "organiser_id": str(event.organiser_id or ""),
        "alert_to_id": str(event.alert_to_id or ""),
        "facilitators": [str(one.account_id) for one in event.members if one.part is EventPart.FACILITATOR],
    }
