"""Moves the held occurrences on with the calendar, day by day, in the caller's transaction."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import delete, insert, select, update

from app import clock
from app.database import db
from app.domain.listing import Status
from app.domain.places import Place
from app.domain.schedule import Calendar, Rule, calendar_of, occurrences
from app.domain.schedule_json import rule_from_json
from app.models.search import ListingProjection, Occurrence
from app.operations import index_bitmaps
from app.operations.index import close_version, last_held, open_version
from app.operations.index_rows import occurrence_rows
from app.operations.projection import coming_times, opens_again, when
from app.queries.places import with_terms

FEW = 6
"""A card with fewer times left than this gets new ones."""
BATCH = 1000


def roll_forward(today: dt.date, place: Place) -> int:
    """Drop what is past, add the days that have come into reach; how many times were added."""
    version = open_version()
    until = last_held(today)
    first = today if version.held_until is None else max(today, version.held_until + dt.timedelta(days=1))
    calendar = calendar_of(with_terms(place))
    db.session.execute(delete(Occurrence).where(Occurrence.day < today))
    added: list[dict[str, Any]] = []
    cards: list[dict[str, Any]] = []
    for number, card in _with_rules():
        rules = [rule_from_json(rule) for rule in card["rules"]]
        opens = _opens_again(card)
        if max(first, opens) <= until:
            added += _rows(number, rules, calendar, max(first, opens), until)
        if times := _new_times(card, rules, calendar, today):
            cards.append({"of": number, "card": {**card, "times": times}})
    if added:
        db.session.execute(insert(Occurrence), added)
    if cards:
        table = ListingProjection.__table__
        _update_cards(table, cards)
    index_bitmaps.count_again(times_only=True)
    close_version(version, held=(today, max(until, version.held_until or until)))
    return len(added)


def _opens_again(card: Mapping[str, Any]) -> dt.date:
    back_on = card.get("back_on")
    return opens_again(Status(card["status"]), dt.date.fromisoformat(back_on) if back_on else None)


def _update_cards(table: Any, cards: list[dict[str, Any]]) -> None:
    for card in cards:
        db.session.execute(update(table).where(table.c.number == card["of"]).values(card=card["card"]))


def _with_rules() -> Iterator[tuple[int, Mapping[str, Any]]]:
    last = -1
    while True:
        rows = db.session.execute(
            select(ListingProjection.number, ListingProjection.card)
            .where(ListingProjection.number > last, ListingProjection.is_listed)
            .order_by(ListingProjection.number)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        yield from ((number, card) for number, card in rows if card.get("rules"))
        last = rows[-1].number


def _rows(
    number: int, rules: list[Rule], calendar: Calendar, first: dt.date, until: dt.date
) -> Iterator[dict[str, Any]]:
    found = {one.starts: when(one) for one in reversed(occurrences(rules, calendar, first, until))}
    return occurrence_rows(number, found.values())


def _new_times(
    card: Mapping[str, Any], rules: list[Rule], calendar: Calendar, today: dt.date
) -> list[list[Any]] | None:
    left = [time for time in card.get("times", ()) if time[0][:10] >= today.isoformat()]
    if len(left) >= FEW:
        return None
    opens = _opens_again(card).isoformat()
    times = [time for time in coming_times(rules, calendar, clock.now(), today)[1] if time[0][:10] >= opens]
    return times if times != card.get("times", []) else None
