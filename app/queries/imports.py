"""What the directory has from a feed already, as plain rows by table and id."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from sqlalchemy import Select, Table, select

from app.database import Base, db
from app.domain.feeds.venues import PostcodeFact
from app.models.directory import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Location,
    Metadata,
    MetaTableDescription,
    Organization,
    OrganizationIdentifier,
    Phone,
    Program,
    RequiredDocument,
    Schedule,
    ScheduleException,
    Service,
    ServiceArea,
    ServiceAtLocation,
    ServiceCapacity,
    ServiceTerm,
    SpokenLanguage,
    Taxonomy,
    TaxonomyTerm,
    VenueFactRow,
)
from app.models.places import Postcode
from app.models.stewardship import ListingCare

Row = dict[str, Any]
Rows = dict[str, dict[Any, Row]]
"""By table, by id (for the terms of a service: the pair of ids)."""

CHUNK = 5_000

MODELS: tuple[type[Base], ...] = (
    Organization,
    Program,
    Location,
    Taxonomy,
    TaxonomyTerm,
    Service,
    OrganizationIdentifier,
    Address,
    Accessibility,
    VenueFactRow,
    ServiceAtLocation,
    Contact,
    Phone,
    Schedule,
    ScheduleException,
    SpokenLanguage,
    CostOption,
    ServiceArea,
    Funding,
    RequiredDocument,
    ServiceCapacity,
    Attribute,
    Metadata,
    MetaTableDescription,
    ServiceTerm,
)
"""Every table an import writes, owners before what they own."""

TABLES: Mapping[str, Table] = {
    model.__tablename__: table for model in MODELS if isinstance(table := model.__table__, Table)
}


ABOUT_ANYTHING: Mapping[str, str] = {"attribute": "link_id", "metadata": "resource_id"}
"""Tables whose rows may be about a row of any table, and the column that says which."""


def key_of(table: str, row: Mapping[str, Any]) -> Any:
    return (row["service_id"], row["term_id"]) if table == "service_term" else row["id"]


def rows_of_feed(feed: str) -> Rows:
    """Every row that came from the feed."""
    services = select(Service.id).where(Service.feed == feed).scalar_subquery()
    organizations = select(Organization.id).where(Organization.feed == feed).scalar_subquery()
    locations = select(Location.id).where(Location.feed == feed).scalar_subquery()
    owners = {"service_id": services, "organization_id": organizations, "location_id": locations}
    found: Rows = {}
    for name, table in TABLES.items():
        if name in {"service", "organization", "location"}:
            wheres = [table.c.feed == feed]
        elif name in {"taxonomy", "taxonomy_term", "meta_table_description", *ABOUT_ANYTHING}:
            continue
        elif name == "program":
            of_services = select(Service.program_id).where(Service.feed == feed)
            wheres = [table.c.organization_id.in_(organizations), table.c.id.in_(of_services)]
        elif name == "schedule_exception":
            of_feed = (Schedule.service_id.in_(services), Schedule.location_id.in_(locations))
            wheres = [table.c.schedule_id.in_(select(Schedule.id).where(one)) for one in of_feed]
        elif name == "service_at_location":
            wheres = [table.c.service_id.in_(services)]
        else:
            wheres = [table.c[column].in_(ids) for column, ids in owners.items() if column in table.c]
        for where in wheres:
            found.setdefault(name, {}).update(_keyed(name, select(table).where(where)))
    phones = list(found.get("phone", ()))
    found["language"] |= _where_in("language", "phone_id", phones)
    ids = [key for name, rows in found.items() if name != "service_term" for key in rows]
    for name, column in ABOUT_ANYTHING.items():
        if db.session.scalar(select(TABLES[name].c.id).limit(1)) is not None:
            found[name] = _where_in(name, column, ids)
    return found


def _where_in(name: str, column: str, values: list[Any]) -> dict[Any, Row]:
    table = TABLES[name]
    found: dict[Any, Row] = {}
    for some in chunks(values):
        found |= _keyed(name, select(table).where(table.c[column].in_(some)))
    return found


def local_fields(feed: str) -> dict[uuid.UUID, list[str]]:
    """What people here have changed on listings of the feed since they came."""
    found = db.session.execute(
        select(ListingCare.service_id, ListingCare.local_fields)
        .join(Service, Service.id == ListingCare.service_id)
        .where(Service.feed == feed)
    )
    return {id_: list(fields) for id_, fields in found if fields}


def rows_by_id(name: str, ids: Iterable[uuid.UUID]) -> dict[Any, Row]:
    """The rows of a table with these ids, wherever they came from."""
    table = TABLES[name]
    found: dict[Any, Row] = {}
    for some in chunks(sorted(set(ids))):
        found |= _keyed(name, select(table).where(table.c.id.in_(some)))
    return found


def ids_in_use(name: str, ids: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the ids that a row of the table has."""
    column = TABLES[name].c.id
    found: set[uuid.UUID] = set()
    for some in chunks(sorted(ids)):
        found.update(db.session.scalars(select(column).where(column.in_(some))))
    return found


def slugs() -> set[str]:
    return set(db.session.scalars(select(Service.slug)))


def postcode_facts(keys: Iterable[str]) -> dict[str, PostcodeFact]:
    """Points and wards of postcodes, written without a space."""
    found: dict[str, PostcodeFact] = {}
    for some in chunks(sorted(set(keys))):
        for key, lat, lon, ward in db.session.execute(
            select(Postcode.key, Postcode.lat_e5, Postcode.lon_e5, Postcode.ward_code).where(
                Postcode.key.in_(some)
            )
        ):
            found[key] = PostcodeFact(lat / 1e5, lon / 1e5, ward)
    return found


def chunks(values: list[Any]) -> Iterable[list[Any]]:
    return (values[start : start + CHUNK] for start in range(0, len(values), CHUNK))


def _keyed(name: str, statement: Select[Any]) -> dict[Any, Row]:
    result = db.session.execute(statement)
    names = list(result.keys())
    made = (dict(zip(names, row, strict=True)) for row in result)
    return {key_of(name, row): row for row in made}
