"""Writes where a listing is. A building that other listings use too is copied before it is changed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import TypeVar

from sqlalchemy import delete, func, select, update

from app.database import db
from app.domain.listing import Answer, SaidBy, VenueFact
from app.domain.listing_document import Document
from app.domain.listing_parts import PLACE
from app.domain.near import spaced
from app.domain.places import Place
from app.models.directory import (
    Accessibility,
    Address,
    Location,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
    VenueFactRow,
)
from app.queries.imports import postcode_facts
from app.queries.listing_documents import place_from

Row = TypeVar("Row", Address, VenueFactRow, Accessibility)

LAST = 1000
"""After everything the listing has of its own."""

ADDRESS: Mapping[str, str] = {
    "address_1": "address_1",
    "address_2": "address_2",
    "town": "city",
    "postcode": "postal_code",
}
COPIED = (
    *("location_type", "url", "organization_id", "name", "alternate_name", "description", "transportation"),
    *("latitude", "longitude", "ward_code", "locality", "undisclosed"),
)


def write(
    service: Service, after: Document, *, place: Place, said_by: SaidBy, today: dt.date
) -> list[ServiceAtLocation]:
    """Bring the places of a listing read with `LOADED` to what the document says.

    Those it leaves are returned and stay, after the others, until `leave`: times may still hang on them.
    """
    held = {str(joined.location_id): joined for joined in service.at_locations}
    kept: list[ServiceAtLocation] = []
    for position, wanted in enumerate(after["places"]):
        joined = held.pop(wanted["id"], None) or _joined(service, wanted)
        before = place_from(joined)
        if _says_more_than(before, wanted) and _others_use(joined.location, service):
            joined.location = _copy(joined.location)
        _say(joined, wanted, place=place, said_by=said_by, today=today)
        joined.position = position
        kept.append(joined)
    left = list(held.values())
    service.at_locations[:] = [*kept, *left]
    db.session.flush()
    return left


def leave(service: Service, left: list[ServiceAtLocation]) -> None:
    """Take the listing away from places. What else hangs on them stays with it: numbers, and times that
    the document still has. What hangs on a secret place would be told without it: its numbers go, and the
    words about its times.
    """
    secret = [joined.id for joined in left if joined.location.undisclosed]
    db.session.execute(delete(Phone).where(Phone.service_at_location_id.in_(secret)))
    db.session.execute(update(Schedule).where(Schedule.service_at_location_id.in_(secret)).values(notes=""))
    ids = [joined.id for joined in left]
    for table in (Phone, Schedule):
        db.session.execute(
            update(table)
            .where(table.service_at_location_id.in_(ids))
            .values(service_at_location_id=None, service_id=service.id, position=table.position + LAST)
        )
    for joined in left:
        service.at_locations.remove(joined)
    db.session.flush()


def _joined(service: Service, wanted: Document) -> ServiceAtLocation:
    """A place that it was at before, where that still says the same; else a new one."""
    known = db.session.get(Location, uuid.UUID(wanted["id"])) if wanted["id"] else None
    joined = ServiceAtLocation(id=uuid.uuid4(), service_id=service.id)
    if known is not None:
        joined.location, joined.description = known, wanted["note"]
        if _says_more_than(place_from(joined), wanted):
            known = None
    if known is None:
        joined.location = Location(id=uuid.uuid4(), undisclosed=wanted["undisclosed"])
        joined.location.name = ""
        joined.location.transportation = ""
    joined.description = ""
    service.at_locations.append(joined)
    return joined


def _says_more_than(before: Document, wanted: Document) -> bool:
    """Does something about the building itself differ, other than what is said of it for this listing?"""
    texts = (name for name in PLACE if name not in ("id", "note"))
    if any((before[name] or "") != wanted[name] for name in texts):
        return True
    return bool(before["undisclosed"] != wanted["undisclosed"] or _access(before) != _access(wanted))


def _access(place: Document) -> dict[str, tuple[str, str]]:
    return {
        fact: (said["answer"], said["detail"])
        for fact, said in place["access"].items()
        if said["answer"] != Answer.UNKNOWN or said["detail"]
    }


def _others_use(location: Location, service: Service) -> bool:
    return bool(
        db.session.scalar(
            select(func.count())
            .select_from(ServiceAtLocation)
            .where(ServiceAtLocation.location_id == location.id, ServiceAtLocation.service_id != service.id)
        )
    )


def _copy(location: Location) -> Location:
    made = Location(id=uuid.uuid4(), **{name: getattr(location, name) for name in COPIED})
    made.addresses = [_row_copy(one, Address) for one in location.addresses]
    made.facts = [_row_copy(one, VenueFactRow) for one in location.facts]
    made.accessibilities = [_row_copy(one, Accessibility) for one in location.accessibilities]
    return made


def _row_copy(row: Row, model: type[Row]) -> Row:
    columns = [column.key for column in model.__table__.columns if column.key not in ("id", "location_id")]
    return model(id=uuid.uuid4(), **{name: getattr(row, name) for name in columns})


def _say(
    joined: ServiceAtLocation, wanted: Document, *, place: Place, said_by: SaidBy, today: dt.date
) -> None:
    """Only what differs is written, so that words longer than a form's box are not cut by a change beside."""
    location, before = joined.location, place_from(joined)
    if before["note"] != wanted["note"]:
        joined.description = wanted["note"]
    if before["name"] != wanted["name"]:
        location.name = wanted["name"]
    if before["directions"] != wanted["directions"]:
        location.transportation = wanted["directions"]
    location.undisclosed = wanted["undisclosed"]
    if any((before[name] or "") != wanted[name] for name in ADDRESS):
        _say_address(location, wanted)
    if (before["postcode"] or "") != wanted["postcode"] or location.latitude is None:
        _put_on_map(location, wanted, place)
    _say_access(location, wanted, said_by, today)


def _say_address(location: Location, wanted: Document) -> None:
    if not location.addresses:
        location.addresses.append(Address(id=uuid.uuid4()))
    for name, column in ADDRESS.items():
        setattr(location.addresses[0], column, wanted[name])


def _put_on_map(location: Location, wanted: Document, place: Place) -> None:
    """Point, ward and neighbourhood by the postcode; none where we do not know it."""
    key = "".join(wanted["postcode"].split()).upper()
    fact = postcode_facts([key]).get(key) if key else None
    location.latitude, location.longitude = (fact.latitude, fact.longitude) if fact else (None, None)
    location.ward_code = fact.ward if fact else ""
    location.locality = locality_of(key, place) if fact else ""


def locality_of(key: str, place: Place) -> str:
    """The neighbourhood whose postcodes begin like this one, the longest beginning first."""
    written = spaced(key)
    beginnings = (
        (len(start), locality.name)
        for locality in place.localities
        for start in locality.postcodes
        if written.startswith(start)
    )
    return max(beginnings, default=(0, ""))[1]


def _say_access(location: Location, wanted: Document, said_by: SaidBy, today: dt.date) -> None:
    """What is said anew carries who said it, and today; what stays keeps its own."""
    held = {fact.fact: fact for fact in location.facts}
    for fact in VenueFact:
        said, row = wanted["access"].get(fact.value), held.get(fact)
        if said is None:
            if row is not None:
                location.facts.remove(row)
            continue
        if row is None:
            location.facts.append(
                VenueFactRow(
                    id=uuid.uuid4(),
                    fact=fact,
                    answer=Answer(said["answer"]),
                    detail=said["detail"],
                    said_by=said_by,
                    said_on=today,
                )
            )
        elif (row.answer.value, row.detail) != (said["answer"], said["detail"]):
            row.answer, row.detail = Answer(said["answer"]), said["detail"]
            row.said_by, row.said_on = said_by, today
