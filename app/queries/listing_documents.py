"""Listings as documents, as the tables hold them now. Shape: domain/listing_document.py."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.domain.errors import NotThereError
from app.domain.listing import Channel
from app.domain.listing_document import Document, clean
from app.domain.listing_parts import EXCEPTION, SCHEDULE, SCHEDULE_DAYS, SCHEDULE_FLAGS
from app.models.directory import (
    Location,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceAtLocation,
    ServiceTerm,
)

LOADED = (
    joinedload(Service.organization),
    selectinload(Service.at_locations)
    .joinedload(ServiceAtLocation.location)
    .options(selectinload(Location.addresses), selectinload(Location.facts)),
    selectinload(Service.schedules).selectinload(Schedule.exceptions),
    selectinload(Service.phones),
    selectinload(Service.contacts),
    selectinload(Service.languages),
    selectinload(Service.cost_options),
    selectinload(Service.terms).joinedload(ServiceTerm.term),
)

COLUMNS: Mapping[str, str] = {
    "name": "name",
    "kind": "kind",
    "summary": "summary",
    "description": "description",
    "keywords": "keywords",
    "quote": "quote",
    "quote_by": "quote_by",
    "language": "text_language",
    "when_text": "when_text",
    "citywide": "citywide",
    "pence": "pence",
    "cost_text": "fees_description",
    "for_whom": "eligibility_description",
    "not_for": "not_for",
    "minimum_age": "minimum_age",
    "maximum_age": "maximum_age",
    "join": "application_process",
    "referral": "referral",
    "referral_note": "referral_note",
    "email": "email",
    "website": "url",
    "status": "status",
    "back_on": "back_on",
    "closed_note": "closed_note",
    "capacity": "capacity",
    "waiting_weeks": "waiting_weeks",
    "sensitive": "sensitive",
}
"""Field -> the column of `service` that holds it."""

WAYS: Mapping[Channel, str] = {
    Channel.IN_PERSON: "in_person",
    Channel.ONLINE: "online",
    Channel.PHONE: "by_phone",
    Channel.HOME: "at_home",
}


@dataclass
class Attached:
    """What hangs on a listing's places and contacts instead of on itself."""

    schedules: list[Schedule] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)


def service_with_all(service_id: uuid.UUID, *, lock: bool = False) -> Service:
    """The listing with everything its document is made of, as it stands now.

    Raises: NotThereError.
    """
    statement = select(Service).where(Service.id == service_id).execution_options(populate_existing=True)
    if lock:
        db.session.execute(select(Service.id).where(Service.id == service_id).with_for_update())
    service = db.session.scalars(statement.options(*LOADED)).one_or_none()
    if service is None:
        raise NotThereError
    return service


def document_of(service_id: uuid.UUID) -> Document:
    """Raises: NotThereError."""
    return document_from(service_with_all(service_id))


def documents_of(service_ids: Collection[uuid.UUID]) -> dict[uuid.UUID, Document]:
    """Many at once, in a fixed number of statements; those that are not there are left out."""
    services = db.session.scalars(
        select(Service)
        .where(Service.id.in_(service_ids))
        .options(*LOADED)
        .execution_options(populate_existing=True)
    ).all()
    attached = attached_to(services)
    return {service.id: document_from(service, attached[service.id]) for service in services}


def document_from(service: Service, attached: Attached | None = None) -> Document:
    """The document of a listing read with `LOADED`."""
    beside = attached or attached_to([service])[service.id]
    position: dict[Any, int] = {joined.id: at for at, joined in enumerate(service.at_locations)}
    organization = service.organization
    return clean(
        {
            **{key: getattr(service, column) for key, column in COLUMNS.items()},
            "cost_text": service.fees_description or service.fees,
            "organisation": {"id": organization.id, "name": organization.name} if organization else "",
            "topics": [joined.term.code for joined in service.terms],
            "ways": [way.value for way, column in WAYS.items() if getattr(service, column)],
            "places": [place_from(joined) for joined in service.at_locations],
            "schedules": [
                schedule_from(one, position.get(one.service_at_location_id))
                for one in [*service.schedules, *beside.schedules]
            ],
            "costs": [
                {
                    "words": " ".join(word for word in (one.option, one.amount_description) if word),
                    "pence": one.amount,
                }
                for one in service.cost_options
            ],
            "phones": [
                {"number": one.number, "extension": one.extension, "note": one.description}
                for one in [*service.phones, *beside.phones]
            ],
            "contacts": [
                {"name": one.name, "title": one.title, "email": one.email} for one in service.contacts
            ],
            "languages": [
                {"code": one.code, "name": one.name, "note": one.note} for one in service.languages
            ],
        }
    )


def place_from(joined: ServiceAtLocation) -> dict[str, Any]:
    location = joined.location
    address = next(iter(location.addresses), None)
    return {
        "id": location.id,
        "name": location.name,
        "address_1": address.address_1 if address else "",
        "address_2": address.address_2 if address else "",
        "town": address.city if address else "",
        "postcode": address.postal_code if address else "",
        "directions": location.transportation,
        "note": joined.description,
        "undisclosed": location.undisclosed,
        "access": {
            fact.fact.value: {"answer": fact.answer.value, "detail": fact.detail} for fact in location.facts
        },
    }


def schedule_from(schedule: Schedule, place: int | None) -> dict[str, Any]:
    names = (*SCHEDULE, *SCHEDULE_DAYS, *SCHEDULE_FLAGS, "interval", "count")
    return {
        **{name: getattr(schedule, name) for name in names},
        "place": place,
        "exceptions": [exception_from(one) for one in schedule.exceptions],
    }


def exception_from(one: ScheduleException) -> dict[str, Any]:
    return {"day": one.day, "happens": one.happens, **{name: getattr(one, name) for name in EXCEPTION}}


def attached_to(services: Sequence[Service]) -> dict[uuid.UUID, Attached]:
    """Schedules and phones on places and contacts of these listings. Two or three statements."""
    found: dict[uuid.UUID, Attached] = defaultdict(Attached)
    joined = {one.id: service.id for service in services for one in service.at_locations}
    contacts = {one.id: service.id for service in services for one in service.contacts}
    if joined:
        for schedule in db.session.scalars(
            select(Schedule)
            .where(Schedule.service_at_location_id.in_(joined), Schedule.service_id.is_(None))
            .options(selectinload(Schedule.exceptions))
            .order_by(Schedule.position, Schedule.id)
            .execution_options(populate_existing=True)
        ):
            found[joined[schedule.service_at_location_id]].schedules.append(schedule)  # type: ignore[index]
    for column, owner in ((Phone.service_at_location_id, joined), (Phone.contact_id, contacts)):
        if owner:
            for phone in db.session.scalars(
                select(Phone)
                .where(column.in_(owner), Phone.service_id.is_(None))
                .order_by(Phone.position, Phone.id)
            ):
                found[owner[getattr(phone, column.key)]].phones.append(phone)
    return found
