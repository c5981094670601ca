"""Limits by source for pages without a cookie: in memory, by network, known only by a keyed hash."""

from __future__ import annotations

import hashlib
import secrets

from flask import current_app

from app import clock
from app.domain.meter import Meter
from app.domain.online_say import network_of
from app.domain.throttle import Limit
from app.extensions import source

KEPT = "ginnel_meter"
KEY = secrets.token_bytes(16)
"""Of this process alone: what is counted cannot be turned back into an address, not even from its memory."""


def meter() -> Meter:
    held: Meter = current_app.extensions.setdefault(KEPT, Meter())
    return held


def here() -> str:
    """The source of this request."""
    return hashlib.blake2b(network_of(source()).encode(), key=KEY, digest_size=16).hexdigest()


def wait_for(*limits: Limit, also: tuple[tuple[Limit, str], ...] = ()) -> int:
    """Count one turn of this source. How long to wait where there is none. Units: seconds."""
    return meter().take([*((limit, here()) for limit in limits), *also], now=clock.now())


def wait_left(limit: Limit) -> int:
    """How long this source has to wait, without counting. Units: seconds."""
    return meter().wait(limit, here(), now=clock.now())
