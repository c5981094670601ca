"""Saved lists as their pages show them: the owner's, and the one a short address shows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app import clock
from app.database import db
from app.domain.saved_list import key_hash, read_code
from app.domain.schedule import Calendar
from app.models.search import ListingProjection
from app.models.work import SavedItem, SavedList
from app.queries.cards import card
from app.queries.listing_reading import listing_page
from app.queries.listings import ListingPage


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list. `listing` is None where the listing has gone; then `name` and `near` remain."""

    id: int
    name: str
    near: str
    note: str
    listing: ListingPage | None


@dataclass(frozen=True, slots=True)
class ListView:
    """A list in the order its owner gave it, without what was taken off."""

    code: str
    title: str
    shared: bool
    notes_shared: bool
    for_somebody: bool
    is_mine: bool
    """Seen by its owner, not by somebody with its code."""
    items: tuple[Item, ...]
    removed: tuple[Item, ...] = ()
    """Taken off, with an undo until the night."""


def opened(key: str | None, *, language: str, calendar: Calendar) -> ListView | None:
    """The list that saves go to: the one being made for somebody, else the device's own; None without one."""
    if key is None:
        return None
    saved = db.session.scalar(
        select(SavedList)
        .where(SavedList.key_hash == key_hash(key))
        .order_by(SavedList.for_somebody.desc())
        .limit(1)
        .options(selectinload(SavedList.items))
    )
    return _view(saved, language, calendar, mine=True) if saved else None


def shared(typed: str, *, language: str, calendar: Calendar) -> ListView | None:
    """The list behind a short address, as its reader may see it; None where the code opens nothing."""
    code = read_code(typed)
    if code is None:
        return None
    saved = db.session.scalar(
        select(SavedList)
        .where(SavedList.code == code, SavedList.shared)
        .options(selectinload(SavedList.items))
    )
    return _view(saved, language, calendar, mine=False) if saved else None


def _view(saved: SavedList, language: str, calendar: Calendar, *, mine: bool) -> ListView:
    listings = _listings({item.service_id for item in saved.items if item.service_id}, language, calendar)
    notes = mine or saved.notes_shared
    items = [(row.removed_at, _item(row, listings, notes=notes)) for row in saved.items]
    return ListView(
        code=saved.code,
        title=saved.title,
        shared=saved.shared,
        notes_shared=saved.notes_shared,
        for_somebody=saved.for_somebody,
        is_mine=mine,
        items=tuple(item for removed_at, item in items if removed_at is None),
        removed=tuple(item for removed_at, item in items if removed_at is not None),
    )


def _item(row: SavedItem, listings: Mapping[uuid.UUID, ListingPage], *, notes: bool) -> Item:
    listing = listings.get(row.service_id) if row.service_id else None
    name = listing.card.name if listing else row.name
    return Item(id=row.id, name=name, near=row.near, note=row.note if notes else "", listing=listing)


def _listings(ids: Iterable[uuid.UUID], language: str, calendar: Calendar) -> dict[uuid.UUID, ListingPage]:
    """Listings that still stand, in the reader's language where they have it. One statement."""
    wanted = list(ids)
    if not wanted:
        return {}
    rows = db.session.execute(
        select(
            ListingProjection.number,
            ListingProjection.service_id,
            ListingProjection.card,
            ListingProjection.detail,
        ).where(ListingProjection.service_id.in_(wanted), ListingProjection.is_listed)
    )
    now = clock.local_now()
    return {
        row.service_id: listing_page(
            card(row.number, row.card, lang=language, now=now, calendar=calendar),
            {**row.detail, "language": row.card.get("language", "en")},
            lang=language,
            now=now,
            calendar=calendar,
            here=None,
        )
        for row in rows
    }
