"""Listings from a feed as the rows they should be: identifiers settled, texts fitting their columns."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from app.domain.feeds.identity import digest, slug
from app.domain.feeds.ledger import Healing
from app.domain.feeds.lone import Lone
from app.domain.feeds.organizations import Organizations
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing, Part, Place
from app.domain.feeds.venues import signature
from app.operations.import_identifiers import Identifiers
from app.operations.import_owners import Owner
from app.operations.import_parts import PartRows, Wanted
from app.operations.vocabulary import NAMESPACE as VOCABULARY
from app.queries import imports as queries
from app.queries.imports import Row, Rows


def wanted_rows(feed: str, listings: Iterable[Listing], lone: Lone, existing: Rows, reader: Reader) -> Wanted:
    """Every row of the feed."""
    return _Maker(feed, list(listings), lone, existing, reader).made()


class _Maker:
    def __init__(
        self, feed: str, listings: list[Listing], lone: Lone, existing: Rows, reader: Reader
    ) -> None:
        self.feed = feed
        self.listings = listings
        self.lone = lone
        self.existing = existing
        self.reader = reader
        self.wanted = Wanted()
        self.organizations = Organizations([one.organization for one in listings], lone.organizations)
        parts: list[tuple[str, Part]] = [("service", listing) for listing in listings]
        parts += [("organization", one) for one in self.organizations.all()]
        parts += [("location", one) for one in lone.places]
        parts += [("metadata", one) for one in lone.changes]
        self.ids = Identifiers(feed, existing, self.wanted.rows, parts, reader)
        self.rows = PartRows(feed, self.wanted, self.ids, existing, reader)
        self.joined_pairs = {
            (row["service_id"], row["location_id"]): row
            for row in existing.get("service_at_location", {}).values()
        }
        self.slugs: set[str] | None = None
        self.places: dict[str, list[tuple[Place, uuid.UUID]]] = defaultdict(list)
        self.organization_ids: dict[str, uuid.UUID] = {}
        self.parts_of_place: dict[uuid.UUID, set[str]] = defaultdict(set)

    def made(self) -> Wanted:
        for listing in self.listings:
            self.reader.ledger.where = listing.where
            self._service(listing)
        for part in self.organizations.all():
            self._organization(part)
        for place in self.lone.places:
            self._location(place)
        self._set_hosts()
        self.rows.put_annotations(self.lone)
        return self.wanted

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
        self.rows.put("service", row, owner, listing)
        self.wanted.services[id_] = listing
        if row["organization_id"]:
            self.wanted.rests_on[id_].add(("organization", row["organization_id"]))
        joined = self._joined_places(listing, owner)
        self.rows.put_all(
            owner,
            listing.parts,
            lambda part: joined[part.place] if part.place is not None and part.place < len(joined) else None,
        )
        for term in sorted(listing.terms):
            term_row: Row = {"service_id": id_, "term_id": uuid.uuid5(VOCABULARY, term)}
            self.rows.put("service_term", term_row, owner)

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
        self.rows.put("organization", row, owner, part)
        parent = self.organizations.parent(part)
        if parent is not None:
            row["parent_organization_id"] = self._organization(parent)
        self.rows.put_all(owner, part.parts)
        for program in part.parts.get("program", ()):
            self._program(program, id_)
        for place in part.parts.get("location", ()):
            if isinstance(place, Place):
                location = self.wanted.rows["location"][self._location(place)]
                location["organization_id"] = location["organization_id"] or id_
        return id_

    def _program(self, part: Part, organization: uuid.UUID | None) -> uuid.UUID:
        id_ = self.ids.of_program(part.published, digest(*part.columns.values()))
        known = self.wanted.rows["program"].get(id_)
        if known is None:
            row: Row = {"id": id_, **part.columns, "organization_id": organization}
            self.rows.put("program", row, ("program", id_), part)
        else:
            known["organization_id"] = known["organization_id"] or organization
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
            self.rows.put("service_at_location", row, owner, place.at_it)
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
        row: Row = {
            "id": id_,
            **place.columns,
            "organization_id": None,
            "undisclosed": place.hidden,
            "feed": self.feed,
            "feed_id": key,
        }
        owner: Owner = ("location", id_)
        self.rows.put("location", row, owner, place)
        self.parts_of_place[id_] |= self.rows.put_all(owner, place.parts)
        return id_

    def _fill(self, id_: uuid.UUID, place: Place) -> None:
        row = self.wanted.rows["location"][id_]
        for column, value in place.columns.items():
            if row[column] in ("", None) and value not in ("", None):
                row[column] = value
        row["undisclosed"] = row["undisclosed"] or place.hidden
        owner: Owner = ("location", id_)
        self.parts_of_place[id_] |= self.rows.put_all(
            owner, place.parts, skip=frozenset(self.parts_of_place[id_])
        )

    def _set_hosts(self) -> None:
        """Whose building a place is, where it says so itself."""
        for places in self.places.values():
            for place, id_ in places:
                row = self.wanted.rows["location"][id_]
                if place.refers and row["organization_id"] is None:
                    row["organization_id"] = self.organization_ids.get(place.refers)
