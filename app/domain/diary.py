"""A diary: what meets somebody how, and weeks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from app.domain.contact_log import ContactChannel
from app.domain.reaching import Outcome, Reaching, judge
from app.domain.tasks import AppointmentKind

LONGEST = 600
"""Units: minutes."""
WEEK = dt.timedelta(days=7)
FEED_BEFORE, FEED_AFTER = dt.timedelta(days=0), dt.timedelta(days=120)
"""How much of a diary its calendar feed holds."""

CHANNELS: Mapping[AppointmentKind, ContactChannel] = {
    AppointmentKind.MEETING: ContactChannel.FACE_TO_FACE,
    AppointmentKind.CALL: ContactChannel.PHONE,
    AppointmentKind.GOING_ALONG: ContactChannel.FACE_TO_FACE,
}
"""How an appointment meets somebody. Something else meets nobody."""


def monday(day: dt.date) -> dt.date:
    """The first day of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def week(first: dt.date) -> list[dt.date]:
    """The seven days of a week."""
    return [first + dt.timedelta(days=step) for step in range(7)]


def needs_despite(reaching: Reaching, kind: AppointmentKind) -> bool:
    """Is this a way they did not choose or cannot use, so that whoever plans it says why?"""
    channel = CHANNELS.get(kind)
    return channel is not None and judge(reaching, channel).outcome is Outcome.BLOCK
