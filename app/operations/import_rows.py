"""Listings from a feed as the rows they should be: identifiers settled, texts fitting their columns."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, Text

from app.domain.feeds.identity import digest, made_id, published_uuid, same, slug
from app.domain.feeds.ledger import Healing
from app.domain.feeds.organizations import Organizations
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing, Part, Place, PublishedTerm
from app.domain.feeds.venues import signature
from app.domain.listing import SaidBy
from app.operations.vocabulary import NAMESPACE as VOCABULARY
from app.queries import imports as queries
from app.queries.imports import TABLES, Row, Rows

Owner = tuple[str, uuid.UUID]

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
        self.by_feed_id = {
            name: {row["feed_id"]: row for row in existing.get(name, {}).values()}
            for name in ("service", "organization", "location")
        }
        self.elsewhere = self._ids_elsewhere()
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

    # Identifiers

    def _ids_elsewhere(self) -> dict[str, set[uuid.UUID]]:
        """Published identifiers that rows from somewhere else have already."""
        asked: dict[str, set[uuid.UUID]] = defaultdict(set)
        for listing in self.listings:
            _ask(asked, "service", listing)
            for place in listing.places:
                _ask(asked, "location", place)
                if (joined := published_uuid(place.joined)) is not None:
                    asked["service_at_location"].add(joined)
        for organization in self.organizations.all():
            _ask(asked, "organization", organization)
        return {
            name: queries.ids_in_use(name, {one for one in ids if one not in self.existing.get(name, {})})
            for name, ids in asked.items()
        }

    def _id(self, table: str, owner: Owner, published: str, natural: object) -> uuid.UUID:
        """The row's identifier: the one it has, else the published one while it is free, else one of ours."""
        rows, taken = self.existing.get(table, {}), self.wanted.rows[table]
        given = published_uuid(published)
        own = made_id(self.feed, *owner, table, published or natural)
        step = 2
        while own in taken:
            own, step = made_id(self.feed, *owner, table, published or natural, natural, step), step + 1
        if given is not None and given not in taken:
            if given in rows and owner_of(table, rows[given], self.existing) == owner:
                return given
            if own in rows:
                return own
            if given not in rows and given not in self.elsewhere.get(table, set()):
                return given
        return own

    def _top_id(self, table: str, key: str, published: str) -> uuid.UUID:
        """The identifier of a service, organization or place of this feed."""
        known = self.by_feed_id[table].get(key)
        if known is not None:
            return uuid.UUID(str(known["id"]))
        given = published_uuid(published) if key == published else None
        if given is not None and given not in self.elsewhere.get(table, set()):
            free = given not in self.wanted.rows[table] and given not in self.existing.get(table, {})
            if free:
                return given
        if key == published and table == "service":
            self.reader.note(
                Healing.ID_TAKEN if published_uuid(published) else Healing.ID_NOT_UUID, published
            )
        return made_id(self.feed, table, key)

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
        id_ = self._top_id("service", listing.key, listing.published)
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
        id_ = self.organization_ids[key] = self._top_id("organization", key, part.published)
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
                    "id": self._id(table, owner, one.published, at),
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
            id_ = uuid.UUID(str(known["id"])) if known else self._id(table, owner, place.joined, location)
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
        id_ = self._top_id("location", key, place.published)
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
        row["id"] = self._id(table, owner, part.published, at)
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
        for table in _OF_SERVICE:
            for at, part in enumerate(listing.every(table)):
                row: Row = {
                    **part.columns,
                    "id": self._id(table, owner, part.published, at),
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

    # Published terms

    def _terms(self) -> None:
        """Other people's terms as published: added when new, never changed, shared."""
        pairs = [
            (id_, term) for id_, listing in self.wanted.services.items() for term in listing.published_terms
        ]
        given = {one for _, term in pairs if (one := published_uuid(term.published)) is not None}
        ours = {self._own_term_id(term) for _, term in pairs}
        known = queries.rows_by_id("taxonomy_term", given | ours)
        for service, term in pairs:
            owner: Owner = ("service", service)
            term_id = self._term_id(term, known)
            natural = digest(term.name, term.taxonomy, term_id)
            self.reader.ledger.where = self.wanted.services[service].where
            row: Row = {
                "id": self._id("attribute", owner, term.attribute, natural),
                "link_id": service,
                "link_entity": "service",
                "link_type": term.link_type,
                "taxonomy_term_id": term_id,
                "value": term.value,
            }
            self._put("attribute", row, owner)

    def _own_term_id(self, term: PublishedTerm) -> uuid.UUID:
        return made_id(self.feed, "term", same(term.taxonomy), same(term.name) or term.name)

    def _term_id(self, term: PublishedTerm, known: dict[Any, Row]) -> uuid.UUID:
        given, own = published_uuid(term.published), self._own_term_id(term)
        for id_ in (one for one in (given, own) if one is not None):
            row = known.get(id_)
            if row is not None and (id_ == own or same(row["name"]) == same(term.name)):
                return id_
            if row is None:
                new: Row = {
                    "id": id_,
                    "code": term.code,
                    "name": term.name,
                    "description": term.description,
                    "taxonomy_id": self._taxonomy(term.taxonomy),
                    "taxonomy": term.taxonomy,
                    "language": term.language,
                    "term_uri": term.uri,
                }
                self._put("taxonomy_term", new, ("taxonomy_term", id_))
                known[id_] = new
                return id_
        return own

    def _taxonomy(self, name: str) -> uuid.UUID | None:
        if not name:
            return None
        id_ = made_id(self.feed, "taxonomy", same(name) or name)
        if id_ not in self.wanted.rows["taxonomy"]:
            self._put("taxonomy", {"id": id_, "name": name}, ("taxonomy", id_))
        return id_


_OF_SERVICE = (
    "contact",
    "phone",
    "schedule",
    "language",
    "cost_option",
    "service_area",
    "funding",
    "required_document",
)
_NOBODYS_PHONE: Row = dict.fromkeys(
    ("service_id", "organization_id", "location_id", "service_at_location_id", "contact_id")
)


def _ask(asked: dict[str, set[uuid.UUID]], table: str, part: Part) -> None:
    """Note every published identifier of a part and of what hangs on it."""
    if (id_ := published_uuid(part.published)) is not None:
        asked[table].add(id_)
    for name, parts in part.parts.items():
        for one in parts:
            _ask(asked, name, one)
    if isinstance(part, Listing):
        given = (published_uuid(term.attribute) for term in part.published_terms)
        asked["attribute"].update(one for one in given if one is not None)


def owner_of(table: str, row: Mapping[str, Any], rows: Rows) -> Owner:
    """Whose a row is: a service's, an organization's or a place's."""
    match table:
        case "service" | "organization" | "location" | "program" | "taxonomy" | "taxonomy_term":
            return (table, row["id"])
        case "attribute":
            return ("service", row["link_id"])
        case "schedule_exception":
            schedule = rows.get("schedule", {}).get(row["schedule_id"])
            return owner_of("schedule", schedule, rows) if schedule else ("schedule", row["schedule_id"])
        case _:
            for column in ("service_id", "organization_id", "location_id"):
                if row.get(column):
                    return (column.removesuffix("_id"), row[column])
            return ("", row["id"])
