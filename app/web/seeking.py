"""Where the next page of something long begins: a moment and an id, as one word of an address."""

from __future__ import annotations

import datetime as dt
import uuid

MARK = "_"


def token_of(place: tuple[dt.datetime, uuid.UUID] | None) -> str:
    """Shape: `20261124T101500.000000Z_<32 digits>`."""
    return f"{place[0].astimezone(dt.UTC):%Y%m%dT%H%M%S.%fZ}{MARK}{place[1].hex}" if place else ""


def asked(token: str) -> tuple[dt.datetime, uuid.UUID] | None:
    """The place a word stands for; None for what is none."""
    moment, _mark, last = token.partition(MARK)
    try:
        return dt.datetime.strptime(moment, "%Y%m%dT%H%M%S.%fZ").replace(tzinfo=dt.UTC), uuid.UUID(hex=last)
    except ValueError:
        return None
