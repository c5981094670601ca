"""Rows of the parts of a listing, an organization or a place, and of what is published about any of them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import String, Text

from app.domain.feeds.identity import digest, made_id, published_uuid
from app.domain.feeds.ledger import Healing
from app.domain.feeds.lone import Lone
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing, Part, PublishedTerm
from app.domain.listing import SaidBy
from app.operations.import_identifiers import Identifiers
from app.operations.import_owners import Owner
from app.operations.import_terms import PublishedTerms
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
PARTS = (
    "organization_identifier",
    "address",
    "accessibility",
    "venue_fact",
    "contact",
    "phone",
    "schedule",
    "language",
    "cost_option",
    "service_area",
    "funding",
    "required_document",
    "service_capacity",
)
"""Contacts come before the phones that point at them."""
LINKS: Mapping[str, tuple[str, ...]] = {
    name: tuple(
        column
        for column in (
            *("service_id", "organization_id", "location_id"),
            *("service_at_location_id", "contact_id", "phone_id"),
        )
        if column in TABLES[name].c
    )
    for name in PARTS
}
"""The columns of a part that say to what it belongs."""


@dataclass
class Wanted:
    """The rows a feed says there should be, who owns each, and the listing behind each service."""

    rows: Rows = field(default_factory=lambda: defaultdict(dict))
    owners: dict[tuple[str, Any], Owner] = field(default_factory=dict)
    services: dict[uuid.UUID, Listing] = field(default_factory=dict)
    rests_on: dict[uuid.UUID, set[Owner]] = field(default_factory=lambda: defaultdict(set))
    """The organizations and places a service shares with others."""


class PartRows:
    """Puts rows among the wanted ones."""

    def __init__(self, feed: str, wanted: Wanted, ids: Identifiers, existing: Rows, reader: Reader) -> None:
        self.feed = feed
        self.wanted = wanted
        self.ids = ids
        self.reader = reader
        self.facts = {
            (row["location_id"], row["fact"]): row for row in existing.get("venue_fact", {}).values()
        }
        self.annotated: list[tuple[str, uuid.UUID, Owner, Part]] = []
        """Rows with terms or changes on them."""

    def put(self, table: str, row: Row, owner: Owner, part: Part | None = None) -> uuid.UUID:
        for column, length in LENGTHS[table].items():
            value = row.get(column)
            if isinstance(value, str) and len(value) > length:
                self.reader.note(Healing.TOO_LONG, f"{column}: {value}", f"{length} letters")
                row[column] = value[:length].rstrip()
        key = queries.key_of(table, row)
        self.wanted.rows[table][key] = row
        self.wanted.owners[(table, key)] = owner
        id_ = uuid.UUID(str(row["id"])) if "id" in row else owner[1]
        if part is not None and (part.published_terms or part.changes):
            self.annotated.append((table, id_, owner, part))
        return id_

    def put_all(
        self,
        owner: Owner,
        parts: Mapping[str, Sequence[Part]],
        joined: Callable[[Part], uuid.UUID | None] = lambda part: None,
        skip: Iterable[str] = (),
    ) -> set[str]:
        """Rows of all parts of an owner; the tables that got any. `joined` says at which place a part is."""
        contacts: list[uuid.UUID] = []
        tables = set()
        for table in (name for name in PARTS if name not in skip):
            for at, part in enumerate(parts.get(table, ())):
                if table == "venue_fact":
                    self._fact(part, owner)
                    continue
                row: Row = {
                    **part.columns,
                    **dict.fromkeys(LINKS[table]),
                    f"{owner[0]}_id": owner[1],
                    "id": self.ids.of_part(table, owner, part.published, at),
                }
                if table in {"phone", "schedule"}:
                    row["position"] = at
                if "service_at_location_id" in row:
                    row["service_at_location_id"] = joined(part)
                if table == "phone" and part.contact is not None and part.contact < len(contacts):
                    row["contact_id"] = contacts[part.contact]
                id_ = self.put(table, row, owner, part)
                tables.add(table)
                if table == "contact":
                    contacts.append(id_)
                elif table == "schedule":
                    self._exceptions(part, id_, owner)
                elif table == "phone":
                    self._answered_in(part, id_, owner)
        return tables

    def _fact(self, part: Part, owner: Owner) -> None:
        known = self.facts.get((owner[1], part.columns["fact"]))
        if known is not None and known["said_by"] is not SaidBy.PUBLISHER:
            return  # somebody has looked; that stays
        id_ = known["id"] if known else made_id(self.feed, *owner, "venue_fact", part.columns["fact"])
        self.put("venue_fact", {**part.columns, "location_id": owner[1], "id": id_}, owner)

    def _exceptions(self, schedule: Part, schedule_id: uuid.UUID, owner: Owner) -> None:
        for part in schedule.parts.get("schedule_exception", ()):
            natural = (part.columns["day"], part.columns["happens"])
            id_ = made_id(self.feed, schedule_id, *natural)
            self.put("schedule_exception", {"id": id_, **part.columns, "schedule_id": schedule_id}, owner)

    def _answered_in(self, phone: Part, phone_id: uuid.UUID, owner: Owner) -> None:
        """The languages in which a number is answered."""
        for at, part in enumerate(phone.parts.get("language", ())):
            row: Row = {
                **part.columns,
                **dict.fromkeys(LINKS["language"]),
                "phone_id": phone_id,
                "id": self.ids.of_part("language", owner, part.published, (phone_id, at)),
            }
            self.put("language", row, owner, part)

    def put_annotations(self, lone: Lone) -> None:
        """Other people's terms, and what they say was changed when; of listings, their parts, and alone."""
        pairs = [
            (table, id_, owner, term)
            for table, id_, owner, part in self.annotated
            for term in part.published_terms
        ]
        given = [*(term for *_, term in pairs), *lone.terms, *(term for *_, term in lone.links)]
        terms = PublishedTerms(self.feed, given, lone.taxonomies)
        for table, id_, owner, term in pairs:
            if owner[0] == "service":
                self.reader.ledger.where = self.wanted.services[owner[1]].where
            self._link(terms, table, id_, owner, term)
        for term in lone.terms:
            terms.id_of(term)
        for link, entity, term in lone.links:
            self._link(terms, entity, link, ("attribute", link), term)
        for table, id_, owner, part in self.annotated:
            for change in part.changes:
                self._change(change, table, id_, owner)
        for change in lone.changes:
            about = published_uuid(change.refers)
            self._change(change, "", about, ("metadata", about or made_id(*change.columns.values())))
        for part in lone.tables:
            id_ = published_uuid(part.published) or made_id(self.feed, *part.columns.values())
            self.put("meta_table_description", {"id": id_, **part.columns}, ("meta_table_description", id_))
        terms.put_under_parents()
        for table, rows in (("taxonomy", terms.taxonomies), ("taxonomy_term", terms.terms)):
            for row in rows:
                self.put(table, row, (table, row["id"]))

    def _link(
        self, terms: PublishedTerms, table: str, link: uuid.UUID, owner: Owner, term: PublishedTerm
    ) -> None:
        term_id = terms.id_of(term)
        natural = [term.name, term.taxonomy, term_id]
        row: Row = {
            "id": self.ids.of_part(
                "attribute", owner, term.attribute, digest(*natural, *([] if link == owner[1] else [link]))
            ),
            "link_id": link,
            "link_entity": term.link_entity or table,
            "link_type": term.link_type,
            "taxonomy_term_id": term_id,
            "value": term.value,
        }
        self.put("attribute", row, owner)

    def _change(self, change: Part, table: str, about: uuid.UUID | None, owner: Owner) -> None:
        natural = digest(about, *change.columns.values())
        row: Row = {
            **change.columns,
            "id": self.ids.of_part("metadata", owner, change.published, natural),
            "resource_id": about,
            "resource_type": change.columns["resource_type"] or table,
        }
        self.put("metadata", row, owner)
