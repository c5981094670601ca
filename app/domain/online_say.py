"""Rules of saying something online: when it is open, how fast nobody types, how much one source may send.

Source: security.md T8. Limits are counted in memory, in each process by itself; an address is never kept.
"""

from __future__ import annotations

import datetime as dt
import ipaddress
from enum import StrEnum

from app.domain.engagement import EventStatus
from app.domain.throttle import DAY, Limit

QUICKEST = dt.timedelta(seconds=4)
"""Nobody reads and answers the questions in less. Who does is asked to press again; nothing is lost."""
SIGNED_FOR = dt.timedelta(hours=24)
"""A page that was opened longer ago is signed again: everything typed is kept."""
COME_BACK_AFTER = dt.timedelta(weeks=6)
"""So long after an event ends its results can be there, and a tear-off code says to come back then."""

TEN_MINUTES = 10 * 60
SENT = Limit("said-sent", 120, TEN_MINUTES)
"""Twice sixty: as many people as share the address of one hall, and each of them may send once more."""
SENT_A_DAY = Limit("said-sent-day", 1500, DAY)
"""Three times the 500 people of the biggest day there was (Kirkgate Market, 2018)."""
SENT_AGAIN = Limit("said-sent-again", 5, DAY)
"""Versions of one submission: somebody goes back and mends it a few times, a machine goes on."""
PAGES = Limit("said-pages", 3000, TEN_MINUTES)
"""Pages of answers: sixty people, fifteen pages each, three times over."""
AFTERWARDS = Limit("said-afterwards", 240, TEN_MINUTES)
"""Equality answers and ways to hear back: two for each that is sent."""
WRONG_WORDS = Limit("tear-off-wrong", 60, TEN_MINUTES)
"""Words of a card that lead nowhere: one slip by each of sixty people."""

FOUR, SIX = 24, 56
"""How much of an address tells one source from another. Units: bits."""


class Standing(StrEnum):
    """Can people say something now?"""

    NOT_YET = "not-yet"
    OPEN = "open"
    OVER = "over"


def standing(status: EventStatus, starts_at: dt.datetime, ends_at: dt.datetime, now: dt.datetime) -> Standing:
    """How an online event stands. One that is closed early is over."""
    if status is EventStatus.CLOSED or now >= ends_at:
        return Standing.OVER
    return Standing.OPEN if now >= starts_at else Standing.NOT_YET


def network_of(address: str) -> str:
    """The network that counts as one source: a /24, or a /56 of the long addresses."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(known, ipaddress.IPv6Address) and known.ipv4_mapped:
        known = known.ipv4_mapped
    bits = FOUR if known.version == 4 else SIX
    return str(ipaddress.ip_network((known, bits), strict=False))
