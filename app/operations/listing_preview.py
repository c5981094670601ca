"""A listing's page as it would be, made of a document. Nothing is stored: its rows never meet the session."""

from __future__ import annotations

import datetime as dt
import uuid
from typing import Any, TypeVar

from app import clock
from app.database import Model, db
from app.domain.listing import Answer, Kind, Referral, SaidBy, Status, VenueFact
from app.domain.listing import Capacity as Room
from app.domain.listing_document import FIELDS, Document, Shape
from app.domain.listing_parts import SCHEDULE, SCHEDULE_DAYS, SCHEDULE_FLAGS
from app.domain.schedule import calendar_of
from app.models.directory import (
    Address,
    Contact,
    CostOption,
    Location,
    Organization,
    Phone,
    Schedule,
    ScheduleException,
    Service,
    ServiceAtLocation,
    ServiceTerm,
    SpokenLanguage,
    TaxonomyTerm,
    VenueFactRow,
)
from app.operations.index import Ground
from app.operations.projection import project
from app.queries.cards import card
from app.queries.listing_documents import COLUMNS, WAYS
from app.queries.listing_reading import TIMES_SHOWN, listing_page
from app.queries.listings import ListingPage

Row = TypeVar("Row", bound=Model)

ENUMS: dict[str, Any] = {"kind": Kind, "referral": Referral, "status": Status, "capacity": Room}
OWN = ("id", "number", "slug", "drawing", "checked_on", "checked_by", "is_demo", "alert", "accreditations")
"""What a listing keeps that no form asks."""


def preview(document: Document, *, ground: Ground, lang: str, held: uuid.UUID | None = None) -> ListingPage:
    """The page of a listing that says this. `held` is the listing it would change, where there is one."""
    standing = db.session.get(Service, held) if held else None
    calendar = calendar_of(ground.place)
    with db.session.no_autoflush:
        made = project(
            _service(document, standing), ground.place, ground.vocabulary, clock.now(), calendar=calendar
        )
    now = clock.local_now()
    shown = card(made.number, made.card, lang=lang, now=now, calendar=calendar, most_times=TIMES_SHOWN)
    detail = {**made.detail, "language": made.card.get("language", "en")}
    return listing_page(shown, detail, lang=lang, now=now, calendar=calendar, here=None)


def _service(document: Document, standing: Service | None) -> Service:
    values = {COLUMNS[key]: _value(key, document[key]) for key in FIELDS if key in COLUMNS}
    values |= {column: way.value in document["ways"] for way, column in WAYS.items()}
    kept = {name: getattr(standing, name) for name in OWN} if standing else {"number": 0, "slug": "preview"}
    made = _row(Service, **{**values, **kept})
    made.organization = _organization(document, standing)
    made.at_locations = [_joined(place) for place in document["places"]]
    made.schedules = [_schedule(record, made.at_locations) for record in document["schedules"]]
    made.phones = [
        _row(Phone, number=one["number"], extension=one["extension"], description=one["note"])
        for one in document["phones"]
    ]
    made.contacts = [_row(Contact, **one) for one in document["contacts"]]
    made.languages = [_row(SpokenLanguage, **one) for one in document["languages"]]
    made.cost_options = [
        _row(CostOption, option=one["words"], amount=one["pence"]) for one in document["costs"]
    ]
    made.terms = [ServiceTerm(term=_row(TaxonomyTerm, code=code)) for code in document["topics"]]
    return made


def _row(model: type[Row], **values: Any) -> Row:
    """A row with its defaults, as if it had been stored."""
    defaults = {
        column.key: column.default.arg
        for column in model.__table__.columns
        if column.default is not None and column.default.is_scalar
    }
    known = {column.key for column in model.__table__.columns} | set(model.__mapper__.relationships.keys())
    identity = {"id": uuid.uuid4()} if "id" in known else {}
    return model(
        **{**identity, **defaults, **{name: value for name, value in values.items() if name in known}}
    )


def _value(key: str, value: Any) -> Any:
    if FIELDS[key].shape is Shape.DAY:
        return dt.date.fromisoformat(value) if value else None
    return ENUMS[key](value) if key in ENUMS else value


def _organization(document: Document, standing: Service | None) -> Organization | None:
    named = document["organisation"]
    held = standing.organization if standing else None
    if held is not None and named["id"] == str(held.id):
        kept = ("name", "description", "email", "website")
        made = _row(Organization, **{name: getattr(held, name) for name in kept})
        made.phones = [
            _row(Phone, number=one.number, extension=one.extension, description=one.description)
            for one in held.phones
        ]
        return made
    return _row(Organization, name=named["name"]) if named["name"] else None


def _joined(place: Document) -> ServiceAtLocation:
    location = _row(
        Location,
        name=place["name"],
        transportation=place["directions"],
        undisclosed=place["undisclosed"],
        locality="",
    )
    location.addresses = [
        _row(
            Address,
            address_1=place["address_1"],
            address_2=place["address_2"],
            city=place["town"],
            postal_code=place["postcode"],
        )
    ]
    location.facts = [
        _row(
            VenueFactRow,
            fact=VenueFact(fact),
            answer=Answer(said["answer"]),
            detail=said["detail"],
            said_by=SaidBy.ORGANISER,
            said_on=clock.today(),
        )
        for fact, said in place["access"].items()
    ]
    return _row(ServiceAtLocation, location=location, description=place["note"])


def _schedule(record: Document, joined: list[ServiceAtLocation]) -> Schedule:
    at = record.get("place")
    made = _row(
        Schedule,
        service_at_location_id=joined[at].id if at is not None and at < len(joined) else None,
        interval=record.get("interval"),
        count=record.get("count"),
        **{name: record.get(name, "") for name in SCHEDULE},
        **{name: _day(record.get(name)) for name in SCHEDULE_DAYS},
        **{name: record.get(name, False) for name in SCHEDULE_FLAGS},
    )
    made.exceptions = [
        _row(ScheduleException, **{**one, "day": _day(one["day"])}) for one in record.get("exceptions", ())
    ]
    return made


def _day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None
