"""What stands on the pages of events."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping
from typing import Any

from flask import request, url_for
from flask_babel import gettext as _

from app import clock
from app.blueprints.events.forms import EventForm
from app.domain.capture_window import Window, window
from app.domain.engagement import EventPart, EventStatus, upload_until
from app.domain.event_moves import TRANSITIONS, EventAction, open_actions
from app.domain.roles import Permission
from app.models.engagement import Event
from app.operations import events
from app.queries import event_lists as queries
from app.queries.event_lists import EventRow
from app.queries.events import asked
from app.web.i18n import ENGLISH
from app.web.language_names import language_name
from app.web.paging import pages
from app.web.qr import qr_code
from app.web.viewer import viewer

PER_PAGE = 20
CLOCK_OFF = 120
"""From so much on people are told that a tablet's clock is wrong. Units: seconds."""


def in_groups(rows: list[EventRow], address: Callable[[int | None], str]) -> dict[str, Any]:
    """Open now; still to come, the next first; past and called off, a page of them."""
    now = clock.now()
    is_open = [row for row in rows if row.status is EventStatus.OPEN and row.ends_at > now]
    coming = [row for row in rows if row.status is EventStatus.DRAFT and row.ends_at > now]
    shown = {row.id for row in (*is_open, *coming)}
    past = [row for row in rows if row.id not in shown]
    last = max(1, -(-len(past) // PER_PAGE))
    asked_for = request.args.get("page", "")
    at = min(int(asked_for), last) if asked_for.isdecimal() and 0 < len(asked_for) < 5 else 1
    at = max(at, 1)
    return {
        "open_now": [row for row in is_open if row.starts_at <= now][::-1],
        "coming": sorted(
            [*coming, *(row for row in is_open if row.starts_at > now)], key=lambda row: row.starts_at
        ),
        "past": past[(at - 1) * PER_PAGE : at * PER_PAGE],
        "pages": pages(at, last, lambda number: address(number if number > 1 else None)),
        "series": sorted({(row.series, row.series_id) for row in rows if row.series_id}, key=str),
    }


def whole(event: Event) -> dict[str, Any]:
    """Everything on an event's own page."""
    names = queries.names_of(
        [event.organiser_id, event.alert_to_id, *(one.account_id for one in event.members)]
    )
    return {
        "event": event,
        "questions": asked(event, ENGLISH),
        "area": queries.area_called(event.area_code),
        "organiser": names.get(event.organiser_id) if event.organiser_id else None,
        "alert_to": names.get(event.alert_to_id) if event.alert_to_id else None,
        "listeners": sorted(
            names.get(one.account_id, "") for one in event.members if one.part is EventPart.FACILITATOR
        ),
        "languages": [language_name(code) for code in dict.fromkeys([ENGLISH, *event.languages])],
        "came": queries.came_of(event),
        "tablets": queries.tablets_of(event),
        "clock_off": CLOCK_OFF,
        "may_edit": viewer().may(Permission.EVENT_EDIT),
        "may_revoke": viewer().may(Permission.DEVICE_REVOKE),
        "actions": open_actions(event.status),
        "is_over": clock.now() >= event.ends_at,
        "is_taking": now_at(event) is Window.OPEN,
        "upload_until": upload_until(event.ends_at),
        **joining(event),
    }


def joining(event: Event, size: int = 190) -> dict[str, Any]:
    """The square and the short address by which a tablet begins."""
    is_waited_for = now_at(event) in (Window.NOT_YET, Window.OPEN)
    address = url_for("capture.join", token=event.join_token, _external=True)
    return {
        "join_address": address,
        "square": qr_code(address, label=_("A square to point a tablet's camera at"), size=size),
        "is_joinable": is_waited_for and event.status is EventStatus.OPEN,
        "has_poster": is_waited_for,
    }


def now_at(event: Event) -> Window:
    return window(event.status, event.starts_at, event.ends_at, clock.now())


def missing_for(event: Event, action: EventAction) -> frozenset[str]:
    """What the move still needs, told before somebody presses the button."""
    row = TRANSITIONS.get((event.status, action))
    return row.needs - events.given(event) if row else frozenset()


def is_one_too_many(form: EventForm) -> bool:
    """Asked once: there is an event of this name on this day. The form then carries that it was asked."""
    planned, was_asked = form.planned(), bool(form.is_another.data)
    form.is_another.data = "yes"
    return not was_asked and queries.has_alike(
        planned.name, planned.starts_at, viewer(), besides=form.own_key
    )


def start(arguments: Mapping[str, str]) -> dict[str, object]:
    """What the form about a new event starts with; another page may say its series or its questions."""
    day: dt.date = clock.today()
    return {
        "starts_on": day,
        "ends_on": day,
        "series_id": known(arguments.get("series", "")),
        "version_id": known(arguments.get("questions", "")),
        "organiser_id": str(viewer().account_id or ""),
        "is_online": False,
    }


def known(value: str) -> str:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        return ""
