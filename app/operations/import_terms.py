"""Terms of other people's taxonomies: added when new, never changed, shared by whoever has the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from app.domain.feeds.identity import made_id, published_uuid, same
from app.domain.feeds.record import PublishedTaxonomy, PublishedTerm
from app.queries import imports as queries
from app.queries.imports import Row

MOST_ABOVE = 50


class PublishedTerms:
    """The terms of a feed. `terms` and `taxonomies` fill with the rows that are needed."""

    def __init__(
        self, feed: str, published: Sequence[PublishedTerm], taxonomies: Sequence[PublishedTaxonomy] = ()
    ) -> None:
        self.feed = feed
        given = {one for term in published if (one := published_uuid(term.published)) is not None}
        above = {one for term in published if (one := published_uuid(term.parent)) is not None}
        self.known: dict[Any, Row] = queries.rows_by_id(
            "taxonomy_term", given | above | {self._own_id(term) for term in published}
        )
        abouts = [*taxonomies, *(term.about for term in published if term.about is not None)]
        ids = {one for about in abouts if (one := published_uuid(about.published)) is not None}
        self.known_taxonomies: dict[Any, Row] = queries.rows_by_id("taxonomy", ids)
        self.terms: list[Row] = []
        self.taxonomies: list[Row] = []
        self.ids: dict[str, uuid.UUID] = {}
        """What became of each published identifier."""
        self.above: list[tuple[Row, str]] = []
        for about in taxonomies:
            self._taxonomy(about.name, about)

    def id_of(self, term: PublishedTerm) -> uuid.UUID:
        """The published identifier where the term there has the same name or nobody has it; else our own."""
        given, own = published_uuid(term.published), self._own_id(term)
        made = own
        for id_ in (one for one in (given, own) if one is not None):
            row = self.known.get(id_)
            if row is None:
                self._add(id_, term)
                made = id_
                break
            if id_ == own or same(row["name"]) == same(term.name):
                made = id_
                break
        if term.published:
            self.ids.setdefault(term.published, made)
        return made

    def put_under_parents(self) -> None:
        """Set which term stands above which, once all are there, and put the rows in that order."""
        rows = {row["id"]: row for row in self.terms}
        for row, published in self.above:
            parent = self.ids.get(published) or published_uuid(published)
            if parent in self.known and parent != row["id"]:
                row["parent_id"] = parent
                if self._goes_round(row):
                    row["parent_id"] = None
        ordered: dict[Any, Row] = {}
        for row in self.terms:
            chain = []
            at: Row | None = row
            while at is not None and at["id"] not in ordered:
                chain.append(at)
                at = rows.get(at["parent_id"])
            ordered.update((one["id"], one) for one in reversed(chain))
        self.terms = list(ordered.values())

    def _goes_round(self, row: Row) -> bool:
        seen, at = {row["id"]}, self.known.get(row["parent_id"])
        while at is not None:
            if at["id"] in seen or len(seen) > MOST_ABOVE:
                return True
            seen.add(at["id"])
            at = self.known.get(at["parent_id"])
        return False

    def _own_id(self, term: PublishedTerm) -> uuid.UUID:
        return made_id(self.feed, "term", same(term.taxonomy), same(term.name) or term.name)

    def _add(self, id_: uuid.UUID, term: PublishedTerm) -> None:
        row: Row = {
            "id": id_,
            "code": term.code,
            "name": term.name,
            "description": term.description,
            "parent_id": None,
            "taxonomy_id": self._taxonomy(term.taxonomy, term.about),
            "taxonomy": term.taxonomy,
            "language": term.language,
            "term_uri": term.uri,
        }
        self.known[id_] = row
        self.terms.append(row)
        if term.parent:
            self.above.append((row, term.parent))

    def _taxonomy(self, name: str, about: PublishedTaxonomy | None = None) -> uuid.UUID | None:
        about = about or PublishedTaxonomy("")
        called = about.name or name
        if not called:
            return None
        own = made_id(self.feed, "taxonomy", same(called) or called)
        for id_ in (one for one in (published_uuid(about.published), own) if one is not None):
            row = self.known_taxonomies.get(id_)
            if row is None:
                made = {
                    "id": id_,
                    "name": called,
                    "description": about.description,
                    "uri": about.uri,
                    "version": about.version,
                }
                self.known_taxonomies[id_] = made
                self.taxonomies.append(made)
                return id_
            if id_ == own or same(row["name"]) == same(called):
                return id_
        return own
