"""Saved lists as their pages show them: the owner's, and the one a short address shows."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.listing import Capacity, Referral, Status
from app.domain.saved_list import key_hash, read_code
from app.domain.schedule import Rule
from app.domain.schedule_parsing import rule_from_row
from app.models.directory import Location, Schedule, Service, ServiceAtLocation
from app.models.work import SavedItem, SavedList

ENDED = frozenset({Status.INACTIVE, Status.DEFUNCT})


@dataclass(frozen=True, slots=True)
class Spot:
    """A place it happens. Undisclosed: nothing but that."""

    name: str
    address: tuple[str, ...]
    postcode: str
    locality: str
    undisclosed: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """What a list shows of a listing. Structure; the words are made in web/."""

    id: uuid.UUID
    slug: str
    name: str
    summary: str
    language: str
    """Of name and summary."""
    organization: str
    drawing: str
    rules: tuple[Rule, ...]
    when_text: str
    spots: tuple[Spot, ...]
    in_person: bool
    online: bool
    by_phone: bool
    at_home: bool
    pence: int | None
    cost: str
    referral: Referral
    join: str
    phone: str
    phone_note: str
    email: str
    status: Status
    capacity: Capacity
    closed_note: str


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list. `listing` is None where the listing has gone; then `name` and `near` remain."""

    id: int
    name: str
    near: str
    note: str
    listing: Listing | None


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


def opened(key: str | None, *, language: str) -> ListView | None:
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
    return _view(saved, language, mine=True) if saved else None


def shared(typed: str, *, language: str) -> ListView | None:
    """The list behind a short address, as its reader may see it; None where the code opens nothing."""
    code = read_code(typed)
    if code is None:
        return None
    saved = db.session.scalar(
        select(SavedList)
        .where(SavedList.code == code, SavedList.shared)
        .options(selectinload(SavedList.items))
    )
    return _view(saved, language, mine=False) if saved else None


def _view(saved: SavedList, language: str, *, mine: bool) -> ListView:
    listings = _listings({item.service_id for item in saved.items if item.service_id}, language)
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


def _item(row: SavedItem, listings: Mapping[uuid.UUID, Listing], *, notes: bool) -> Item:
    listing = listings.get(row.service_id) if row.service_id else None
    name = listing.name if listing else row.name
    return Item(id=row.id, name=name, near=row.near, note=row.note if notes else "", listing=listing)


def _listings(ids: Iterable[uuid.UUID], language: str) -> dict[uuid.UUID, Listing]:
    """Listings that still stand, in the reader's language where they have it, in a fixed number of reads."""
    wanted = list(ids)
    if not wanted:
        return {}
    at = selectinload(Service.at_locations).joinedload(ServiceAtLocation.location)
    services = db.session.scalars(
        select(Service)
        .where(Service.id.in_(wanted), Service.deleted_at.is_(None), Service.status.not_in(ENDED))
        .options(
            selectinload(Service.texts),
            selectinload(Service.organization),
            selectinload(Service.phones),
            selectinload(Service.schedules).selectinload(Schedule.exceptions),
            at.selectinload(Location.addresses),
        )
    )
    return {service.id: _listing(service, language) for service in services}


def _listing(service: Service, language: str) -> Listing:
    text = next((text for text in service.texts if text.language == language and text.name), None)
    phone = next((phone for phone in service.phones if phone.number), None)
    return Listing(
        id=service.id,
        slug=service.slug,
        name=text.name if text else service.name,
        summary=(text.summary if text else "") or service.summary,
        language=language if text else service.text_language,
        organization=service.organization.name if service.organization else "",
        drawing=service.drawing,
        rules=tuple(rule_from_row(schedule) for schedule in service.schedules),
        when_text=service.when_text,
        spots=tuple(_spot(at.location) for at in service.at_locations),
        in_person=service.in_person,
        online=service.online,
        by_phone=service.by_phone,
        at_home=service.at_home,
        pence=service.pence,
        cost=service.fees_description or service.fees,
        referral=service.referral,
        join=service.application_process,
        phone=phone.number if phone else "",
        phone_note=phone.description if phone else "",
        email=service.email,
        status=service.status,
        capacity=service.capacity,
        closed_note=service.closed_note,
    )


def _spot(location: Location) -> Spot:
    if location.undisclosed:
        return Spot("", (), "", "", undisclosed=True)
    address = next((one for one in location.addresses if one.address_type != "postal"), None)
    lines = (address.address_1, address.address_2, address.city) if address else ()
    return Spot(
        name=location.name,
        address=tuple(line for line in lines if line),
        postcode=address.postal_code if address else "",
        locality=location.locality,
        undisclosed=False,
    )
