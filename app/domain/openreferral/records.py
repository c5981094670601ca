"""What a record is made of: our rows as the objects of the standards, whichever profile writes them.

Nothing here decides what is public: who loads the rows leaves out what is not, above all undisclosed places.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from app.domain.feeds.languages import NAMES_BY_CODE
from app.domain.listing import SaidBy
from app.domain.openreferral import schedules, wording
from app.domain.openreferral.fields import Profile
from app.domain.openreferral.parts import Parts, Row
from app.domain.openreferral.writing import Depth, Record, written

POUNDS = "GBP"
ELSEWHERE: Row = {"locations": ()}
"""What an organization has by itself and not again in each of its services."""


@dataclass(frozen=True, slots=True)
class Area:
    """What stands in an address where its publisher left it out, and the standard wants something."""

    city: str
    region: str


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes records of the rows it holds."""

    profile: Profile
    parts: Parts
    area: Area

    def service(self, row: Row, depth: Depth = Depth.FULL) -> Record | None:
        return written(self.profile, "service", self._service(row, depth), depth)

    def organization(self, row: Row, depth: Depth = Depth.FULL) -> Record | None:
        return written(self.profile, "organization", self._organization(row, depth), depth)

    def service_at_location(self, row: Row, depth: Depth = Depth.FULL) -> Record | None:
        return written(self.profile, "service_at_location", self._at_location(row, depth), depth)

    def taxonomy(self, row: Row, terms: Iterable[Row] = ()) -> Record | None:
        source = {**wording.described(row), "taxonomy_terms": [term_of(self.parts, term) for term in terms]}
        return written(self.profile, "taxonomy", source)

    def term(self, row: Row) -> Record | None:
        return written(self.profile, "taxonomy_term", term_of(self.parts, row))

    # Sources

    def _service(self, row: Row, depth: Depth) -> dict[str, Any]:
        organization = self.parts.one("organization", row["organization_id"])
        program = self.parts.one("program", row["program_id"])
        is_uk = self.profile is Profile.UK
        source: dict[str, Any] = {
            **row,
            "name": wording.first(row["name"], row["alternate_name"], wording.UNNAMED),
            "description": wording.first(row["description"], row["summary"]),
            "fees": wording.first(row["fees"], row["fees_description"] if is_uk else ""),
            "eligibility_description": wording.paragraphs(
                row["eligibility_description"], wording.said_after("Not for: ", row["not_for"])
            ),
            "application_process": wording.paragraphs(row["application_process"], row["referral_note"]),
            "wait_time": wording.first(row["wait_time"], wording.weeks(row["waiting_weeks"])),
            "assured_date": max(filter(None, (row["assured_date"], row["checked_on"])), default=None),
            "assurer_email": wording.role_address(row, organization),
            "alert": wording.first(row["alert"], wording.closed(row)),
            "last_modified": wording.last_modified(row),
            "organization": organization and self._organization(organization, Depth.BRIEF),
            "program": program and wording.described(program),
        }
        if depth is Depth.FULL:
            source |= self._parts_of_service(row, organization)
        return source

    def _parts_of_service(self, row: Row, organization: Row | None) -> dict[str, Any]:
        own = row["id"]
        joined = self.parts.of("service_at_location", "service_id", own)
        areas = self.parts.of("service_area", "service_id", own)
        return {
            "organization": organization and {**self._organization(organization, Depth.FULL), **ELSEWHERE},
            "phones": self._phones("service_id", own),
            "schedules": self._schedules_of_service(row, joined),
            "service_areas": [{**area, "service_area": area["name"]} for area in areas],
            "service_at_locations": [self._at_location(one, Depth.FULL) for one in joined],
            "languages": self._languages("service_id", own),
            "funding": self.parts.of("funding", "service_id", own),
            "cost_options": self._costs(row),
            "required_documents": self.parts.of("required_document", "service_id", own),
            "contacts": self._contacts("service_id", own),
            "attributes": [*row.get("attributes", ()), *self._own_terms(row)],
        }

    def _schedules_of_service(self, row: Row, joined: Iterable[Row]) -> list[dict[str, Any]]:
        made = self._schedules("service_id", row["id"]) + wording.when(row)
        if self.profile is Profile.UK:  # where no other object can carry them
            for one in joined:
                made += self._schedules("service_at_location_id", one["id"], only_there=True)
        return made

    def _organization(self, row: Row, depth: Depth) -> dict[str, Any]:
        source = wording.described(row)
        if depth is Depth.FULL:
            own = row["id"]
            source |= {
                "organization_identifiers": [
                    {
                        **one,
                        "identifier_type": wording.first(one["identifier_type"], one["identifier_scheme"]),
                    }
                    for one in self.parts.of("organization_identifier", "organization_id", own)
                ],
                "phones": self._phones("organization_id", own),
                "contacts": self._contacts("organization_id", own),
                "funding": self.parts.of("funding", "organization_id", own),
                "programs": [
                    wording.described(one) for one in self.parts.of("program", "organization_id", own)
                ],
                "locations": [
                    self._location(one, Depth.FULL)
                    for one in self.parts.of("location", "organization_id", own)
                ],
            }
        return source

    def _at_location(self, row: Row, depth: Depth) -> dict[str, Any]:
        location = self.parts.one("location", row["location_id"])
        source: dict[str, Any] = {**row, "location": location and self._location(location, depth)}
        if depth is Depth.FULL:
            own = row["id"]
            source |= {
                "phones": self._phones("service_at_location_id", own),
                "contacts": self._contacts("service_at_location_id", own),
                "schedules": self._schedules("service_at_location_id", own),
            }
        return source

    def _location(self, row: Row, depth: Depth) -> dict[str, Any]:
        if depth is Depth.BRIEF:
            return dict(row)
        own = row["id"]
        return {
            **row,
            "addresses": [self._address(one, row) for one in self.parts.of("address", "location_id", own)],
            "accessibility": [*self._accessibility(own)],
            "phones": self._phones("location_id", own),
            "contacts": self._contacts("location_id", own),
            "schedules": self._schedules("location_id", own),
            "languages": self._languages("location_id", own),
        }

    def _address(self, row: Row, location: Row) -> dict[str, Any]:
        return {
            **row,
            "address_1": wording.first(row["address_1"], location["name"]),
            "city": wording.first(row["city"], self.area.city),
            "state_province": wording.first(row["state_province"], row["region"], self.area.region),
            "country": wording.first(row["country"], "GB"),
            "address_type": wording.first(row["address_type"], "physical"),
        }

    def _accessibility(self, location: uuid.UUID) -> Iterator[dict[str, Any]]:
        """What publishers say, and what we know besides; not again what we read out of their words."""
        said = self.parts.of("accessibility", "location_id", location)
        for row in said:
            yield {**row, "accessibility": row["description"]}
        for fact in self.parts.of("venue_fact", "location_id", location):
            if fact["answer"] in wording.ANSWERS and not (said and fact["said_by"] is SaidBy.PUBLISHER):
                words = f"{wording.FACTS[fact['fact']]}: {wording.ANSWERS[fact['answer']]}"
                yield {
                    **{"id": fact["id"], "location_id": location},
                    **{"description": words, "accessibility": words, "details": fact["detail"]},
                }

    def _schedules(self, column: str, owner: uuid.UUID, *, only_there: bool = False) -> list[dict[str, Any]]:
        made: list[dict[str, Any]] = []
        for row in self.parts.of("schedule", column, owner):
            if not (only_there and row["service_id"]):
                exceptions = self.parts.of("schedule_exception", "schedule_id", row["id"])
                made += schedules.published(self.profile, row, exceptions)
        return made

    def _phones(self, column: str, owner: uuid.UUID) -> list[dict[str, Any]]:
        return [
            {
                **row,
                "extension": row["extension"] if wording.is_number(row["extension"]) else None,
                "description": wording.paragraphs(
                    row["description"],
                    ""
                    if wording.is_number(row["extension"])
                    else wording.said_after("Extension ", row["extension"]),
                ),
                "languages": self._languages("phone_id", row["id"]),
            }
            for row in self.parts.of("phone", column, owner)
        ]

    def _languages(self, column: str, owner: uuid.UUID) -> list[dict[str, Any]]:
        return [
            {**row, "name": wording.first(row["name"], NAMES_BY_CODE.get(row["code"].strip().lower(), ""))}
            for row in self.parts.of("language", column, owner)
        ]

    def _contacts(self, column: str, owner: uuid.UUID) -> list[dict[str, Any]]:
        return [
            {**row, "phones": self._phones("contact_id", row["id"])}
            for row in self.parts.of("contact", column, owner)
            if self.profile is Profile.HSDS or row["name"].strip() or row["title"].strip()
        ]

    def _costs(self, row: Row) -> list[dict[str, Any]]:
        options = self.parts.of("cost_option", "service_id", row["id"])
        made = [{**one, **_price(one)} for one in options]
        words = row["fees"].strip() or row["fees_description"].strip()
        if not made and not words and row["pence"] is not None:
            own = uuid.uuid5(wording.NAMESPACE, f"{row['id']}/pence")
            made = [{"id": own, "service_id": row["id"], "amount": row["pence"] / 100, "currency": POUNDS}]
        return made

    def _own_terms(self, service: Row) -> Iterator[dict[str, Any]]:
        """Terms of our own vocabulary, besides those that were published."""
        own = service["id"]
        known = {one["taxonomy_term_id"] for one in service.get("attributes", ())}
        for row in self.parts.of("service_term", "service_id", own):
            term = self.parts.one("taxonomy_term", row["term_id"])
            if term is not None and term["id"] not in known:
                yield {
                    "id": uuid.uuid5(wording.NAMESPACE, f"{own}/{term['id']}"),
                    "link_id": own,
                    "link_entity": "service",
                    "taxonomy_term_id": term["id"],
                    "taxonomy_term": term_of(self.parts, term),
                }


def _price(option: Row) -> dict[str, Any]:
    """In pounds, where nothing else is said."""
    if option["amount"] is None:
        return {}
    return {"amount": option["amount"] / 100, "currency": wording.first(option["currency"], POUNDS)}


def attach_terms(parts: Parts, rows: Iterable[Row]) -> None:
    """Put each published term on the row it is about. `rows` are all that are held."""
    for row in rows:
        found = [
            {**one, "taxonomy_term": term_of(parts, term)}
            for one in parts.of("attribute", "link_id", row.get("id"))
            if (term := parts.one("taxonomy_term", one["taxonomy_term_id"])) is not None
        ]
        if found:
            row["attributes"] = found


def term_of(parts: Parts, row: Row) -> dict[str, Any]:
    """A term with its list, and a description even where nobody wrote one."""
    taxonomy = parts.one("taxonomy", row["taxonomy_id"])
    name = wording.first(row["name"], row["code"])
    return {
        **row,
        "name": name,
        "description": wording.first(row["description"], name),
        "term": name,
        "taxonomy_detail": taxonomy and wording.described(taxonomy),
    }
