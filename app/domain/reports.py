"""What follows from what readers tell us: a warning, a hidden page, a place in the queue, a promise."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from enum import StrEnum

from app.domain.listing import ReportReason

WARNS_FROM = 2
"""So many different readers say that it has closed, and the page warns others. Units: sources."""
HIDDEN_AFTER = dt.timedelta(days=30)
"""The warning stood for so long and nobody checked: then the listing is hidden."""
PROMISED = 5
"""How long an answer may take. Units: working days."""
SOURCE_LASTS = dt.timedelta(days=30)
EMAIL_LASTS = dt.timedelta(days=30)
"""After the answer."""
WORDS_LAST = dt.timedelta(days=365)
"""People sometimes name people, whatever we ask. What they chose stays; their words go."""
SAME_VISIT = dt.timedelta(hours=1)
"""Words that follow a tap belong to it for so long."""


class Doubt(StrEnum):
    """How far readers' word that it has closed goes."""

    NONE = "none"
    WARNS = "warns"
    HIDES = "hides"


def doubt(closed_reports: int, warned_at: dt.datetime | None, now: dt.datetime) -> Doubt:
    """What a listing's page does about readers who say that it has closed.

    `closed_reports` counts different readers since the last check or answer, and `warned_at` is when they
    became enough. A check or an answer sets both back, so two taps alone never hide anything: a listing is
    hidden only when nobody has checked it for 30 days after its page began to warn.
    """
    if closed_reports < WARNS_FROM or warned_at is None:
        return Doubt.NONE
    return Doubt.HIDES if now - warned_at >= HIDDEN_AFTER else Doubt.WARNS


def risk(
    reasons: Collection[ReportReason], *, closed_reports: int, sensitive: bool, hidden: bool, weeks: int = 0
) -> int:
    """Who is looked at first: somebody may set out in vain, or be let down at the door.

    Every week of waiting counts as much as a small risk, so that nobody waits for ever.
    """
    return (
        8 * (closed_reports >= WARNS_FROM)
        + 4 * hidden
        + 4 * sensitive
        + 2 * (ReportReason.CLOSED in reasons)
        + 1 * (ReportReason.ACCESS in reasons or ReportReason.TIME in reasons)
        + weeks
    )


def promised_by(reported: dt.date, holidays: Collection[dt.date]) -> dt.date:
    """The last working day on which an answer keeps our promise."""
    day, left = reported, PROMISED
    while left:
        day += dt.timedelta(days=1)
        if day.weekday() < 5 and day not in holidays:
            left -= 1
    return day


def coarse(address: str) -> str:
    """Where something came from, so roughly that it names nobody: a neighbourhood of the net.

    Shape: the first three numbers of an IPv4 address, the first three groups of an IPv6 one.
    """
    if ":" in address:
        return ":".join(address.split(":")[:3])
    return ".".join(address.split(".")[:3])
