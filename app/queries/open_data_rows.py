"""The rows behind open data, some dozen statements a batch however long it is. Only what is public is read.

Undisclosed places, and whatever hangs on a listing's being at one, are never loaded, so nothing that
writes can let them out.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, Table, or_, select
from sqlalchemy.orm import Session

from app.database import Base
from app.domain.openreferral.fields import HSDS, UK, Profile
from app.domain.openreferral.parts import Parts, Row
from app.domain.openreferral.records import attach_terms
from app.domain.openreferral.writing import Depth
from app.models.directory import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Funding,
    Location,
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
    ServiceTerm,
    SpokenLanguage,
    Taxonomy,
    TaxonomyTerm,
    VenueFactRow,
)
from app.models.search import ListingProjection

Ids = Collection[uuid.UUID]

IN_UK = frozenset(UK) - {"phone"} | {"venue_fact", "schedule_exception", "service_term"}
"""Tables that the strict profile has something of."""
IN_HSDS = frozenset(HSDS) | {"venue_fact", "schedule_exception", "service_term"}
PLACED = ("service_at_location_id", "location_id")
"""Columns by which a row belongs to a place."""


def table_of(model: type[Base]) -> Table:
    table = model.__table__
    assert isinstance(table, Table)
    return table


SERVICE, PROJECTION, JOINED, LOCATION = map(
    table_of, (Service, ListingProjection, ServiceAtLocation, Location)
)


class Loading:
    """Fills `parts` with what belongs to the rows it is given."""

    def __init__(self, session: Session, profile: Profile) -> None:
        self.session = session
        self.tables = IN_UK if profile is Profile.UK else IN_HSDS
        self.parts = Parts()
        self.held: list[Row] = []

    def services(self, *where: ColumnElement[bool]) -> list[Row]:
        """The listed services that fit, in the order they were given their numbers."""
        statement = (
            select(SERVICE, PROJECTION.c.projected_at)
            .join(PROJECTION, PROJECTION.c.number == SERVICE.c.number)
            .where(PROJECTION.c.is_listed, SERVICE.c.deleted_at.is_(None), *where)
            .order_by(SERVICE.c.number)
        )
        return self._keep(self._read(statement))

    def organizations(self, ids: Iterable[uuid.UUID | None]) -> list[Row]:
        wanted = {one for one in ids if one is not None}
        rows = self._rows(Organization, wanted, "id")
        self.parts.add("organization", rows, "id")
        return rows

    def joined(self, *where: ColumnElement[bool]) -> list[Row]:
        """Listed services at places that are disclosed, as they stand in lists."""
        statement = (
            select(JOINED)
            .join(LOCATION, LOCATION.c.id == JOINED.c.location_id)
            .join(SERVICE, SERVICE.c.id == JOINED.c.service_id)
            .join(PROJECTION, PROJECTION.c.number == SERVICE.c.number)
            .where(LOCATION.c.undisclosed.is_(False), PROJECTION.c.is_listed, SERVICE.c.deleted_at.is_(None))
            .where(*where)
            .order_by(SERVICE.c.number, JOINED.c.id)
        )
        return self._keep(self._read(statement))

    def brief(self, services: Sequence[Row]) -> None:
        """What lists say besides: whose each is."""
        self.organizations(row["organization_id"] for row in services)
        self._programs([row["program_id"] for row in services])

    def full(self, services: Sequence[Row], joined: Sequence[Row] | None = None) -> None:
        """Everything that hangs on the services; on `joined` only, where that is said."""
        ids = {row["id"] for row in services}
        self.brief(services)
        if joined is None:
            joined = self._joined_of(ids)
        places = {row["location_id"] for row in joined}
        self._hold_places(self._rows(Location, places, "id", LOCATION.c.undisclosed.is_(False)))
        self._hanging(ids, self.parts.ids("organization"), [row["id"] for row in joined])

    def places(self, ids: Iterable[uuid.UUID], depth: Depth) -> None:
        """Disclosed places by themselves; of whole ones, what the strict profile has room for."""
        rows = self._rows(Location, set(ids), "id", LOCATION.c.undisclosed.is_(False))
        self._hold_places(rows, depth)
        if depth is Depth.FULL:
            self.annotate()

    def _places_of_organizations(self, ids: Ids) -> None:
        rows = self._rows(Location, ids, "organization_id", LOCATION.c.undisclosed.is_(False))
        self._hold_places(rows)

    def whole_organizations(self, rows: Sequence[Row]) -> None:
        """What hangs on organizations that are not there for their services' sake."""
        ids = {row["id"] for row in rows}
        if "program" in self.tables:
            self._programs([], of=ids)
            self._places_of_organizations(ids)
        self._hanging((), ids, ())

    def terms(self, ids: Iterable[uuid.UUID]) -> list[Row]:
        """Terms by identifier, with the lists they are of. One statement."""
        wanted = set(ids)
        if not wanted:
            return []
        term, taxonomy = table_of(TaxonomyTerm), table_of(Taxonomy)
        statement = (
            select(term, *(column.label(f"of_{column.name}") for column in taxonomy.c))
            .outerjoin(taxonomy, taxonomy.c.id == term.c.taxonomy_id)
            .where(term.c.id.in_(wanted))
            .order_by(term.c.id)
        )
        found = self._read(statement)
        rows = [{column.name: row[column.name] for column in term.c} for row in found]
        taxonomies = {
            row["of_id"]: {column.name: row[f"of_{column.name}"] for column in taxonomy.c}
            for row in found
            if row["of_id"] is not None
        }
        self.parts.add("taxonomy_term", rows, "id")
        self.parts.add("taxonomy", taxonomies.values(), "id")
        return rows

    def taxonomies(self, ids: Ids) -> list[Row]:
        rows = self._rows(Taxonomy, ids, "id", order=(Taxonomy.id,))
        self.parts.add("taxonomy", rows, "id")
        return rows

    # One table each

    def _joined_of(self, services: Ids) -> list[Row]:
        if not services:
            return []
        statement = (
            select(JOINED)
            .join(LOCATION, LOCATION.c.id == JOINED.c.location_id)
            .where(JOINED.c.service_id.in_(services), LOCATION.c.undisclosed.is_(False))
            .order_by(JOINED.c.position, JOINED.c.id)
        )
        rows = self._keep(self._read(statement))
        self.parts.add("service_at_location", rows, "id", "service_id")
        return rows

    def _hold_places(self, rows: list[Row], depth: Depth = Depth.FULL) -> None:
        self.parts.add("location", rows, "id", "organization_id")
        ids = [row["id"] for row in rows] if depth is Depth.FULL else []
        for name, model, *order in (
            ("address", Address, Address.id),
            ("accessibility", Accessibility, Accessibility.id),
            ("venue_fact", VenueFactRow, VenueFactRow.fact),
        ):
            self.parts.add(name, self._rows(model, ids, "location_id", order=order), "location_id")

    def _programs(self, ids: Iterable[uuid.UUID | None], *, of: Ids = ()) -> None:
        if "program" not in self.tables:
            return
        wanted = {one for one in ids if one is not None}
        rows = self._rows(Program, of, "organization_id") if of else self._rows(Program, wanted, "id")
        self.parts.add("program", rows, "id", "organization_id")

    def _hanging(self, services: Ids, organizations: Ids, joined: Ids) -> None:
        """Rows of the tables whose rows may belong to several kinds of things."""
        owners: dict[str, Ids] = {"service_id": services, "service_at_location_id": joined}
        if "phone" in self.tables:  # in UK nothing but the service has contacts and times
            owners |= {"organization_id": organizations, "location_id": self.parts.ids("location")}
        identifiers = self._rows(OrganizationIdentifier, organizations, "organization_id")
        self.parts.add("organization_identifier", identifiers, "organization_id")
        positions = (Schedule.position, Schedule.id)
        timed = {name: owners[name] for name in owners if name != "organization_id"}
        schedules = self._hang("schedule", Schedule, timed, positions)
        self.parts.add("schedule", schedules, *timed)
        exceptions = self._rows(
            ScheduleException,
            [row["id"] for row in schedules],
            "schedule_id",
            order=(ScheduleException.day, ScheduleException.id),
        )
        self.parts.add("schedule_exception", exceptions, "schedule_id")
        contacts = self._hang("contact", Contact, owners, (Contact.id,))
        self.parts.add("contact", contacts, *owners)
        self._phones({**owners, "contact_id": [row["id"] for row in contacts]})
        self._of_services(services, organizations)
        self.annotate()

    def _phones(self, owners: dict[str, Ids]) -> None:
        phones = self._hang("phone", Phone, owners, (Phone.position, Phone.id))
        shown = set(owners["contact_id"])
        phones = [row for row in phones if row["contact_id"] is None or row["contact_id"] in shown]
        self.parts.add("phone", phones, *owners)
        spoken: dict[str, Ids] = {"service_id": owners["service_id"]}
        if "phone" in self.tables:
            spoken |= {"location_id": owners["location_id"], "phone_id": [row["id"] for row in phones]}
        languages = self._hang("language", SpokenLanguage, spoken, (SpokenLanguage.code, SpokenLanguage.id))
        self.parts.add("language", languages, *spoken)

    def _of_services(self, services: Ids, organizations: Ids) -> None:
        costs = self._rows(CostOption, services, "service_id", order=(CostOption.amount, CostOption.id))
        self.parts.add("cost_option", costs, "service_id")
        areas = self._hang("service_area", ServiceArea, {"service_id": services}, (ServiceArea.id,))
        self.parts.add("service_area", areas, "service_id")
        owners: dict[str, Ids] = {"service_id": services}
        if "phone" in self.tables:
            owners["organization_id"] = organizations
        funding = self._hang("funding", Funding, owners, (Funding.id,))
        self.parts.add("funding", funding, *owners)
        documents = self._hang(
            "required_document", RequiredDocument, {"service_id": services}, (RequiredDocument.id,)
        )
        self.parts.add("required_document", documents, "service_id")
        terms = self._rows(ServiceTerm, services, "service_id", order=(ServiceTerm.term_id,))
        self.parts.add("service_term", terms, "service_id")

    def annotate(self) -> None:
        """Terms on anything that is held, and our own on services."""
        ids = {row["id"] for row in self.held if "id" in row}
        attributes = self._rows(Attribute, ids, "link_id", order=(Attribute.id,))
        self.parts.add("attribute", attributes, "link_id")
        own = (row["term_id"] for row in self.held if "term_id" in row)
        self.terms({*own, *(row["taxonomy_term_id"] for row in attributes)})
        attach_terms(self.parts, self.held)

    def _hang(self, name: str, model: type[Base], owners: dict[str, Ids], order: Sequence[Any]) -> list[Row]:
        """Rows that belong to any of the owners, without those that belong to a place that is not shown."""
        table = table_of(model)
        asked = {column: ids for column, ids in owners.items() if ids and column in table.c}
        if name not in self.tables or not asked:
            return []
        either = or_(*(table.c[column].in_(ids) for column, ids in asked.items()))
        shown = {
            "service_at_location_id": set(self.parts.ids("service_at_location")),
            "location_id": set(self.parts.ids("location")),
        }
        rows = self._read(select(table).where(either).order_by(*order))
        return self._keep(
            [
                row
                for row in rows
                if all(row.get(column) is None or row[column] in shown[column] for column in PLACED)
            ]
        )

    def _rows(
        self, model: type[Base], ids: Ids, column: str, *where: ColumnElement[bool], order: Sequence[Any] = ()
    ) -> list[Row]:
        table = table_of(model)
        if not ids or table.name not in self.tables:
            return []
        statement = select(table).where(table.c[column].in_(ids), *where).order_by(*order)
        return self._keep(self._read(statement))

    def _read(self, statement: Select[Any]) -> list[Row]:
        result = self.session.execute(statement)
        names = tuple(result.keys())
        return [dict(zip(names, row, strict=True)) for row in result]

    def _keep(self, rows: list[Row]) -> list[Row]:
        self.held += rows
        return rows
