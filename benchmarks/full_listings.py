"""What hangs on made-up listings: organisers, places, times, phones, costs, terms, put into the tables."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import insert, select, update

from app import clock
from app.database import Base, db
from app.models.directory import Service, TaxonomyTerm

BATCH = 5000
SERVICES_EACH = 5
"""To an organiser."""
OFTEN = ("TU", "WE,FR", "MO,TU,WE,TH,FR", "2TU", "SA")
SPACE = uuid.UUID("3f9b4a50-4b7e-4d55-9b5c-9a0a5a3f6f10")

Say = Callable[[str], None]
Rows = dict[str, list[dict[str, Any]]]


def fill_out(say: Say) -> None:
    """Give every listing that is there all its parts, in the caller's transaction."""
    rng = random.Random(20261124)
    terms = list(db.session.scalars(select(TaxonomyTerm.id)))
    services = db.session.execute(select(Service.id, Service.number).order_by(Service.number)).all()
    for start in range(0, len(services), BATCH):
        rows: Rows = {}
        changes = []
        for service, number in services[start : start + BATCH]:
            organization = made_id("organization", number // SERVICES_EACH)
            for table, row in parts_of(service, number, organization, terms, rng):
                rows.setdefault(table, []).append(row)
            changes.append({"id": service, **own_words(number, organization)})
        for table in ("organization", "location", "service_at_location", "contact"):
            put(table, rows.pop(table, []))
        db.session.execute(update(Service), changes)
        for table, those in rows.items():
            put(table, those)
        say(f"   {min(start + BATCH, len(services)):,} of {len(services):,} filled out")


def put(table: str, rows: list[dict[str, Any]]) -> None:
    if rows:
        db.session.execute(insert(Base.metadata.tables[table]), rows)


def made_id(*parts: object) -> uuid.UUID:
    return uuid.uuid5(SPACE, "/".join(map(str, parts)))


def own_words(number: int, organization: uuid.UUID) -> dict[str, Any]:
    return {
        "organization_id": organization,
        "description": f"<p>Listing {number}: come for a cup of tea.</p> " + "Nobody sits alone. " * 30,
        "url": f"https://listing{number}.example",
        "email": f"hello@listing{number}.example",
        "fees_description": "Free" if number % 3 else "£3 a time",
        "eligibility_description": "Anybody who lives near by.",
        "minimum_age": number % 30,
        "assured_date": clock.today(),
    }


def parts_of(
    service: uuid.UUID, number: int, organization: uuid.UUID, terms: list[uuid.UUID], rng: random.Random
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every part of one listing, by table; what is shared comes with the first that has it."""
    now, own = clock.now(), {"service_id": service}
    if number % SERVICES_EACH == 0 or number == 1:
        words = {"name": f"Neighbours {number}", "description": "Neighbours who look out for each other."}
        yield "organization", {"id": organization, **words, "created_at": now, "modified_at": now}
        identifier = {"identifier_scheme": "GB-CHC", "identifier_type": "Charity", "identifier": str(number)}
        part = {"id": made_id("identifier", number), "organization_id": organization}
        yield "organization_identifier", {**part, **identifier}
    at = {"latitude": rng.uniform(53.7, 53.9), "longitude": rng.uniform(-1.8, -1.3)}
    place = made_id("location", number)
    yield "location", {"id": place, "name": f"Hall {number}", **at, "created_at": now, "modified_at": now}
    lines = {"address_1": f"{number} Chapel Lane", "city": "Leeds", "postal_code": "LS9 7UF"}
    yield "address", {"id": made_id("address", number), "location_id": place, **lines}
    for fact in ("step-free", "toilet"):
        said = {"fact": fact, "answer": "yes", "said_by": "visit"}
        yield "venue_fact", {"id": made_id(fact, number), "location_id": place, **said}
    joined = made_id("joined", number)
    yield "service_at_location", {"id": joined, **own, "location_id": place}
    for at_day in range(1 + number % 2):
        when = {"freq": "WEEKLY", "interval": 1, "byday": OFTEN[(number + at_day) % len(OFTEN)]}
        hours = {"opens_at": "10:00", "closes_at": "12:00", "service_at_location_id": joined}
        yield "schedule", {"id": made_id("schedule", number, at_day), **own, **when, **hours}
    contact = {"id": made_id("contact", number), "name": "Bev", "title": "Organiser"}
    yield "contact", {**contact, **own}
    yield "phone", {"id": made_id("phone", number), **own, "number": "0113 496 0000"}
    for code in ("en", "ur"):
        yield "language", {"id": made_id(code, number), **own, "code": code}
    yield "cost_option", {"id": made_id("cost", number), **own, "amount": 100 * (number % 4)}
    yield "service_area", {"id": made_id("area", number), **own, "name": ("Leeds", "LS9")[number % 2]}
    for term in rng.sample(terms, min(4, len(terms))):
        yield "service_term", {**own, "term_id": term}
