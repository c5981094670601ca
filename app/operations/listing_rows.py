"""Writes the fields of a listing's document to its tables. Rows that say the same keep their ids."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Collection, Sequence
from typing import Any, TypeVar

from sqlalchemy import func, select

from app.database import Model, db
from app.domain.listing_document import FIELDS, Document, Shape
from app.domain.listing_parts import SCHEDULE, SCHEDULE_DAYS, SCHEDULE_FLAGS
from app.models.directory import (
    Contact,
    CostOption,
    Organization,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceTerm,
    SpokenLanguage,
    TaxonomyTerm,
)
from app.queries.listing_documents import COLUMNS, WAYS, attached_to, schedule_from

AnyRow = TypeVar("AnyRow", bound=Model)


def write(service: Service, after: Document, fields: Collection[str]) -> None:
    """Bring these fields of a listing read with `LOADED` to what the document says. Places are not here."""
    for key in fields:
        if key in COLUMNS:
            setattr(service, COLUMNS[key], _stored(key, after[key]))
        elif key in WRITERS:
            WRITERS[key](service, after)
    if "cost_text" in fields:
        service.fees = ""
    db.session.flush()


def _stored(key: str, value: Any) -> Any:
    if FIELDS[key].shape is Shape.DAY:
        return dt.date.fromisoformat(value) if value else None
    return value


def organization_for(said: Document, current: Organization | None) -> Organization | None:
    """The organisation a document names: by its id, else the only one with that name, else a new one."""
    name = said["name"].casefold()
    if said["id"] and (known := db.session.get(Organization, uuid.UUID(said["id"]))) is not None:
        return known
    if not name:
        return None
    if current is not None and current.name.casefold() == name:
        return current
    same_name = db.session.scalars(
        select(Organization)
        .where(func.lower(Organization.name) == said["name"].lower())
        .order_by(Organization.id)
        .limit(2)
    ).all()
    if len(same_name) == 1:
        return same_name[0]
    made = Organization(name=said["name"])
    db.session.add(made)
    return made


def _organisation(service: Service, after: Document) -> None:
    service.organization = organization_for(after["organisation"], service.organization)


def _topics(service: Service, after: Document) -> None:
    """Only our own terms: others are what publishers call it."""
    wanted = set(after["topics"])
    held = {joined.term.code: joined for joined in service.terms}
    for code in held.keys() - wanted:
        service.terms.remove(held[code])
    missing = wanted - held.keys()
    known = select(TaxonomyTerm).where(TaxonomyTerm.code.in_(missing)).order_by(TaxonomyTerm.id)
    for term in {one.code: one for one in db.session.scalars(known)}.values():
        service.terms.append(ServiceTerm(service_id=service.id, term_id=term.id, term=term))


def _ways(service: Service, after: Document) -> None:
    for way, column in WAYS.items():
        setattr(service, column, way.value in after["ways"])


def _schedules(service: Service, after: Document) -> None:
    """Times at a place hang on both, the listing and the place."""
    joined = service.at_locations
    position: dict[Any, int] = {one.id: at for at, one in enumerate(joined)}
    beside = attached_to([service])[service.id].schedules
    kept = _reconciled(
        [*service.schedules, *beside],
        after["schedules"],
        said=lambda one: _bare_schedule(schedule_from(one, position.get(one.service_at_location_id))),
        make=lambda record: _schedule(service, record, joined),
        same=lambda one, record: one == _bare_schedule(record),
    )
    _keep_only(service.schedules, beside, kept)


def _bare_schedule(record: Document) -> Document:
    from_row = {name: value for name, value in record.items() if name != "exceptions"}
    made = {
        name: value.isoformat() if isinstance(value, dt.date) else value
        for name, value in from_row.items()
        if value not in (None, "", False) and not (name == "interval" and value == 1)
    }
    days = [
        tuple(str(one.get(name) or "") for name in ("day", "happens", "opens_at", "closes_at", "note"))
        for one in record.get("exceptions", ())
    ]
    return {**made, "exceptions": sorted((day, happens == "True", *rest) for day, happens, *rest in days)}


def _schedule(service: Service, record: Document, joined: Sequence[Any]) -> Schedule:
    place = record.get("place")
    made = Schedule(
        id=uuid.uuid4(),
        service_id=service.id,
        service_at_location_id=joined[place].id if place is not None and place < len(joined) else None,
        interval=record.get("interval"),
        count=record.get("count"),
        **{name: record.get(name, "") for name in SCHEDULE},
        **{name: _day(record.get(name)) for name in SCHEDULE_DAYS},
        **{name: record.get(name, False) for name in SCHEDULE_FLAGS},
    )
    made.timezone = made.timezone or "Europe/London"
    made.exceptions = [
        ScheduleException(
            day=dt.date.fromisoformat(one["day"]),
            happens=one.get("happens", False),
            opens_at=one.get("opens_at", ""),
            closes_at=one.get("closes_at", ""),
            note=one.get("note", ""),
        )
        for one in record.get("exceptions", ())
    ]
    return made


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def _phones(service: Service, after: Document) -> None:
    beside = attached_to([service])[service.id].phones
    kept = _reconciled(
        [*service.phones, *beside],
        after["phones"],
        said=lambda one: {"number": one.number, "extension": one.extension, "note": one.description},
        make=lambda record: Phone(
            id=uuid.uuid4(),
            number=record["number"],
            extension=record["extension"],
            description=record["note"],
        ),
    )
    _keep_only(service.phones, beside, kept)


def _contacts(service: Service, after: Document) -> None:
    """Numbers of somebody who is taken off stay with the listing."""
    numbers = attached_to([service])[service.id].phones
    kept = _reconciled(
        service.contacts,
        after["contacts"],
        said=lambda one: {"name": one.name, "title": one.title, "email": one.email},
        make=lambda record: Contact(id=uuid.uuid4(), **record),
    )
    staying = {one.id for one in kept}
    for at, phone in enumerate(numbers, len(service.phones)):
        if phone.contact_id is not None and phone.contact_id not in staying:
            phone.contact_id, phone.service_id, phone.position = None, service.id, at
    db.session.flush()
    service.contacts[:] = kept


def _costs(service: Service, after: Document) -> None:
    service.cost_options[:] = _reconciled(
        service.cost_options,
        after["costs"],
        said=lambda one: {
            "words": " ".join(word for word in (one.option, one.amount_description) if word),
            "pence": one.amount,
        },
        make=lambda record: CostOption(
            id=uuid.uuid4(), option=record["words"], amount=record["pence"], currency="GBP"
        ),
    )


def _languages(service: Service, after: Document) -> None:
    service.languages[:] = _reconciled(
        service.languages,
        after["languages"],
        said=lambda one: {"code": one.code, "name": one.name, "note": one.note},
        make=lambda record: SpokenLanguage(id=uuid.uuid4(), **record),
    )


def _reconciled(
    held: Sequence[AnyRow],
    records: Sequence[Document],
    *,
    said: Callable[[AnyRow], Document],
    make: Callable[[Document], AnyRow],
    same: Callable[[Document, Document], bool] = lambda one, other: one == other,
) -> list[AnyRow]:
    """A row for each record, in their order: one that says it already, else a new one."""
    left = [(row, said(row)) for row in held]
    rows = []
    for record in records:
        found = next((at for at, (_row, words) in enumerate(left) if same(words, record)), None)
        rows.append(make(record) if found is None else left.pop(found)[0])
    for at, row in enumerate(rows):
        if hasattr(row, "position"):
            row.position = at
    return rows


def _keep_only(own: list[AnyRow], beside: Sequence[AnyRow], kept: Sequence[AnyRow]) -> None:
    """Rows beside the listing that say the same stay where they hang; the others go."""
    for row in beside:
        if row not in kept:
            db.session.delete(row)
    own[:] = [row for row in kept if row not in beside]


WRITERS: dict[str, Callable[[Service, Document], None]] = {
    "organisation": _organisation,
    "topics": _topics,
    "ways": _ways,
    "contacts": _contacts,
    "phones": _phones,
    "schedules": _schedules,
    "costs": _costs,
    "languages": _languages,
}
