"""Listings from a feed as the rows they should be: identifiers settled, texts fitting their columns."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, Text

from app.domain.feeds.identity import digest, made_id, slug
from app.domain.feeds.ledger import Healing
from app.domain.feeds.organizations import Organizations
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import OF_LISTING, Listing, Part, Place
from app.domain.feeds.venues import signature
from app.domain.listing import SaidBy
from app.operations.import_identifiers import Identifiers, Owner
from app.operations.import_terms import PublishedTerms
from app.operations.vocabulary import NAMESPACE as VOCABULARY
from app.queries import imports as queries
from app.queries.imports import TABLES, Row, Rows

LENGTHS: Mapping[str, Mapping[str, int]] = {
    name: {
        column.name: column.type.length
        for column in table.columns
        if isinstance(column.type, String) and not isinstance(column.type, Text) and column.type.length
    }
    for name, table in TABLES.items()
}


@dataclass
class Wanted:
    """The rows a feed says there should be, who owns each, and the listing behind each service."""

    rows: Rows = field(default_factory=lambda: defaultdict(dict))
    owners: dict[tuple[str, Any], Owner] = field(default_factory=dict)
    services: dict[uuid.UUID, Listing] = field(default_factory=dict)
    rests_on: dict[uuid.UUID, set[Owner]] = field(default_factory=lambda: defaultdict(set))
    """The organizations and places a service shares with others."""


def wanted_rows(
    feed: str, listings: Iterable[Listing], lookup: Iterable[Part], existing: Rows, reader: Reader
) -> Wanted:
    """Every row of the feed. `lookup` are organizations published by themselves."""
    return _Maker(feed, list(listings), list(lookup), existing, reader).made()


class _Maker:
    def __init__(
        self, feed: str, listings: list[Listing], lookup: list[Part], existing: Rows, reader: Reader
    ) -> None:
        self.feed = feed
        self.listings = listings
        self.existing = existing
        self.reader = reader
        self.wanted = Wanted()
        self.organizations = Organizations([one.organization for one in listings], lookup)
        parts: list[tuple[str, Part]] = [("service", listing) for listing in listings]
        parts += [("organization", one) for one in self.organizations.all()]
        self.ids = Identifiers(feed, existing, self.wanted.rows, parts, reader)
        self.joined_pairs = {
            (row["service_id"], row["location_id"]): row
            for row in existing.get("service_at_location", {}).values()
        }
        self.facts = {
            (row["location_id"], row["fact"]): row for row in existing.get("venue_fact", {}).values()
        }
        self.slugs: set[str] | None = None
        self.places: dict[str, list[tuple[Place, uuid.UUID]]] = defaultdict(list)
        self.organization_ids: dict[str, uuid.UUID] = {}
        self.parts_of_place: dict[uuid.UUID, set[str]] = defaultdict(set)

    def made(self) -> Wanted:
        for listing in self.listings:
            self.reader.ledger.where = listing.where
            self._service(listing)
        self._terms()
        return self.wanted

    # Rows

    def _put(self, table: str, row: Row, owner: Owner) -> uuid.UUID:
        for column, length in LENGTHS[table].items():
            value = row.get(column)
            if isinstance(value, str) and len(value) > length:
                self.reader.note(Healing.TOO_LONG, f"{column}: {value}", f"{length} letters")
                row[column] = value[:length].rstrip()
        key = queries.key_of(table, row)
        self.wanted.rows[table][key] = row
        self.wanted.owners[(table, key)] = owner
        return uuid.UUID(str(row["id"])) if "id" in row else owner[1]

    def _service(self, listing: Listing) -> None:
        id_ = self.ids.of_top("service", listing.key, listing.published)
        owner: Owner = ("service", id_)
        row: Row = {"id": id_, **listing.columns, "feed": self.feed, "feed_id": listing.key}
        organization = self.organizations.found(listing.organization)
        if organization is None and listing.organization is not None:
            self.reader.note(Healing.ORGANIZATION_MISSING, listing.organization.published)
        row["organization_id"] = self._organization(organization) if organization else None
        row["program_id"] = (
            self._program(listing.program, row["organization_id"]) if listing.program else None
        )
        known = self.existing.get("service", {}).get(id_)
        row["slug"] = known["slug"] if known else self._slug(listing, id_)
        self._put("service", row, owner)
        self.wanted.services[id_] = listing
        if row["organization_id"]:
            self.wanted.rests_on[id_].add(("organization", row["organization_id"]))
        joined = self._joined_places(listing, owner)
        self._parts(listing, owner, joined)

    def _slug(self, listing: Listing, id_: uuid.UUID) -> str:
        if self.slugs is None:
            self.slugs = queries.slugs()
        start = slug(listing.name) or f"listing-{id_.hex[:8]}"
        made, number = start, 2
        while made in self.slugs:
            made, number = f"{start}-{number}", number + 1
        self.slugs.add(made)
        return made

    def _organization(self, part: Part) -> uuid.UUID:
        key = self.organizations.key(part)
        if key in self.organization_ids:
            return self.organization_ids[key]
        id_ = self.organization_ids[key] = self.ids.of_top("organization", key, part.published)
        owner: Owner = ("organization", id_)
        row: Row = {
            "id": id_,
            **part.columns,
            "feed": self.feed,
            "feed_id": key,
            "parent_organization_id": None,
        }
        self._put("organization", row, owner)
        parent = self.organizations.parent(part)
        if parent is not None:
            row["parent_organization_id"] = self._organization(parent)
        for table in ("organization_identifier", "contact", "phone", "funding"):
            for at, one in enumerate(part.parts.get(table, ())):
                mine: Row = {
                    "id": self.ids.of_part(table, owner, one.published, at),
                    **one.columns,
                    "organization_id": id_,
                }
                if table == "phone":
                    mine |= {"position": at, **_NOBODYS_PHONE, "organization_id": id_}
                if table == "contact":
                    mine |= {"service_id": None, "service_at_location_id": None, "location_id": None}
                if table == "funding":
                    mine["service_id"] = None
                self._put(table, mine, owner)
        return id_

    def _program(self, part: Part, organization: uuid.UUID | None) -> uuid.UUID:
        id_ = made_id(self.feed, "program", part.published or digest(*part.columns.values()))
        row: Row = {"id": id_, **part.columns, "organization_id": organization}
        if id_ not in self.wanted.rows["program"]:
            self._put("program", row, ("program", id_))
        return id_

    def _joined_places(self, listing: Listing, owner: Owner) -> list[uuid.UUID]:
        """The identifier of each of the listing's service-at-location rows, by its number."""
        joined: list[uuid.UUID] = []
        at_location: dict[uuid.UUID, uuid.UUID] = {}
        for position, place in enumerate(listing.places):
            location = self._location(place)
            self.wanted.rests_on[owner[1]].add(("location", location))
            if location in at_location:
                joined.append(at_location[location])
                continue
            known = self.joined_pairs.get((owner[1], location))
            table = "service_at_location"
            id_ = (
                uuid.UUID(str(known["id"]))
                if known
                else self.ids.of_part(table, owner, place.joined, location)
            )
            row: Row = {
                "id": id_,
                "service_id": owner[1],
                "location_id": location,
                "description": place.description,
                "position": position,
            }
            self._put("service_at_location", row, owner)
            at_location[location] = id_
            joined.append(id_)
        return joined

    def _location(self, place: Place) -> uuid.UUID:
        """The row of a place; places with the same identifier and postcode are one, the fuller words win."""
        shared = place.published or f"place:{digest(*signature(place))}"
        for known, id_ in self.places[shared]:
            if not place.postcode or not known.postcode or place.postcode == known.postcode:
                self._fill(id_, place)
                return id_
        key = shared if not self.places[shared] else f"{shared}#{place.postcode}"
        id_ = self.ids.of_top("location", key, place.published)
        self.places[shared].append((place, id_))
        row: Row = {"id": id_, **place.columns, "feed": self.feed, "feed_id": key}
        self._put("location", row, ("location", id_))
        self._place_parts(place, ("location", id_))
        return id_

    def _fill(self, id_: uuid.UUID, place: Place) -> None:
        row = self.wanted.rows["location"][id_]
        for column, value in place.columns.items():
            if row[column] in ("", None) and value not in ("", None):
                row[column] = value
        owner: Owner = ("location", id_)
        self._place_parts(place, owner, skip=frozenset(self.parts_of_place[id_]))

    def _place_parts(self, place: Place, owner: Owner, skip: frozenset[str] = frozenset()) -> None:
        for table, parts in place.parts.items():
            if table in skip:
                continue
            for at, part in enumerate(parts):
                row = self._place_part(table, part, at, owner)
                if row is not None:
                    self._put(table, row, owner)
                    self.parts_of_place[owner[1]].add(table)
                    if table == "schedule":
                        self._exceptions(part, row["id"], owner)

    def _place_part(self, table: str, part: Part, at: int, owner: Owner) -> Row | None:
        row: Row = {**part.columns, "location_id": owner[1]}
        if table == "venue_fact":
            known = self.facts.get((owner[1], part.columns["fact"]))
            if known is not None and known["said_by"] is not SaidBy.PUBLISHER:
                return None  # somebody has looked; that stays
            row["id"] = known["id"] if known else made_id(self.feed, *owner, table, part.columns["fact"])
            return row
        row["id"] = self.ids.of_part(table, owner, part.published, at)
        if table == "language":
            row |= {"service_id": None, "phone_id": None}
        elif table == "phone":
            row |= {"position": at, **_NOBODYS_PHONE, "location_id": owner[1]}
        elif table == "schedule":
            row |= {"position": at, "service_id": None, "service_at_location_id": None}
        return row

    def _parts(self, listing: Listing, owner: Owner, joined: list[uuid.UUID]) -> None:
        def at_place(part: Part) -> uuid.UUID | None:
            return joined[part.place] if part.place is not None and part.place < len(joined) else None

        contacts: list[uuid.UUID] = []
        for table in OF_LISTING:
            for at, part in enumerate(listing.every(table)):
                row: Row = {
                    **part.columns,
                    "id": self.ids.of_part(table, owner, part.published, at),
                    "service_id": owner[1],
                }
                match table:
                    case "contact":
                        row |= {
                            "organization_id": None,
                            "location_id": None,
                            "service_at_location_id": at_place(part),
                        }
                        contacts.append(row["id"])
                    case "phone":
                        row |= {**_NOBODYS_PHONE, "service_id": owner[1], "position": at}
                        row["service_at_location_id"] = at_place(part)
                        row["contact_id"] = contacts[part.contact] if part.contact is not None else None
                    case "schedule":
                        row |= {"location_id": None, "service_at_location_id": at_place(part), "position": at}
                    case "language":
                        row |= {"location_id": None, "phone_id": None}
                    case "funding":
                        row["organization_id"] = None
                    case "service_area":
                        row["service_at_location_id"] = None
                self._put(table, row, owner)
                if table == "schedule":
                    self._exceptions(part, row["id"], owner)
        for term in sorted(listing.terms):
            self._put(
                "service_term", {"service_id": owner[1], "term_id": uuid.uuid5(VOCABULARY, term)}, owner
            )

    def _exceptions(self, schedule: Part, schedule_id: uuid.UUID, owner: Owner) -> None:
        for part in schedule.parts.get("schedule_exception", ()):
            natural = (part.columns["day"], part.columns["happens"])
            id_ = made_id(self.feed, schedule_id, *natural)
            self._put("schedule_exception", {"id": id_, **part.columns, "schedule_id": schedule_id}, owner)

    def _terms(self) -> None:
        """Other people's terms, as published."""
        pairs = [
            (id_, term) for id_, listing in self.wanted.services.items() for term in listing.published_terms
        ]
        terms = PublishedTerms(self.feed, [term for _, term in pairs])
        for service, term in pairs:
            owner: Owner = ("service", service)
            self.reader.ledger.where = self.wanted.services[service].where
            term_id = terms.id_of(term)
            natural = digest(term.name, term.taxonomy, term_id)
            row: Row = {
                "id": self.ids.of_part("attribute", owner, term.attribute, natural),
                "link_id": service,
                "link_entity": "service",
                "link_type": term.link_type,
                "taxonomy_term_id": term_id,
                "value": term.value,
            }
            self._put("attribute", row, owner)
        for table, rows in (("taxonomy", terms.taxonomies), ("taxonomy_term", terms.terms)):
            for row in rows:
                self._put(table, row, (table, row["id"]))


_NOBODYS_PHONE: Row = dict.fromkeys(
    ("service_id", "organization_id", "location_id", "service_at_location_id", "contact_id")
)
