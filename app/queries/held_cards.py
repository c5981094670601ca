"""Cards by listing number: read in one statement, kept by the snapshot, seen from a place and a moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import fields, replace

from sqlalchemy import select

from app.database import db
from app.domain.places import Place, Point
from app.domain.schedule import calendar_of
from app.gateways.search_index import Snapshot
from app.models.search import ListingProjection
from app.queries.cards import Card, card, nearest_first, still_coming

FIELDS = tuple(field.name for field in fields(Card))
"""Without what a card has worked out from them."""
CARD_BYTES = 6000
"""About what a card takes in memory."""


def cards_for(
    snap: Snapshot,
    numbers: Sequence[int],
    *,
    place: Place,
    lang: str,
    now: dt.datetime,
    here: Point | None = None,
) -> tuple[Card, ...]:
    """The cards in the order of the numbers. One statement when some are not held."""
    hour = f"{now:%Y-%m-%dT%H}"
    held = {number: found for number in numbers if (found := snap.cards.get((number, lang, hour)))}
    missing = [number for number in numbers if number not in held]
    if missing:
        calendar = calendar_of(place)
        rows = db.session.execute(
            select(ListingProjection.number, ListingProjection.card).where(
                ListingProjection.number.in_(missing), ListingProjection.is_listed
            )
        )
        for number, data in rows:
            made = card(number, data, lang=lang, now=now, calendar=calendar)
            held[number] = snap.cards.put((number, lang, hour), made, CARD_BYTES)
    return tuple(seen_from(held[number], now, here) for number in numbers if number in held)


def seen_from(held: Card, now: dt.datetime, here: Point | None) -> Card:
    """The card with the times that are still to come and its places nearest first."""
    times = still_coming(held.times, now)
    if here is None:
        return held if times is held.times else replace(held, times=times)
    spots, miles = nearest_first(held.spots, here)
    known = vars(held)
    seen = object.__new__(Card)  # `replace` gives thirty fields one by one, ten times a page
    vars(seen).update({name: known[name] for name in FIELDS}, times=times, spots=spots, miles=miles)
    return seen
