"""Terms of other people's taxonomies: added when new, never changed, shared by whoever has the same."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from app.domain.feeds.identity import made_id, published_uuid, same
from app.domain.feeds.record import PublishedTerm
from app.queries import imports as queries
from app.queries.imports import Row


class PublishedTerms:
    """The terms of a feed. `terms` and `taxonomies` fill with the rows that are needed."""

    def __init__(self, feed: str, published: Sequence[PublishedTerm]) -> None:
        self.feed = feed
        given = {one for term in published if (one := published_uuid(term.published)) is not None}
        self.known: dict[Any, Row] = queries.rows_by_id(
            "taxonomy_term", given | {self._own_id(term) for term in published}
        )
        self.terms: list[Row] = []
        self.taxonomies: list[Row] = []
        self.taxonomy_ids: set[uuid.UUID] = set()

    def id_of(self, term: PublishedTerm) -> uuid.UUID:
        """The published identifier where the term there has the same name or nobody has it; else our own."""
        given, own = published_uuid(term.published), self._own_id(term)
        for id_ in (one for one in (given, own) if one is not None):
            row = self.known.get(id_)
            if row is None:
                self._add(id_, term)
                return id_
            if id_ == own or same(row["name"]) == same(term.name):
                return id_
        return own

    def _own_id(self, term: PublishedTerm) -> uuid.UUID:
        return made_id(self.feed, "term", same(term.taxonomy), same(term.name) or term.name)

    def _add(self, id_: uuid.UUID, term: PublishedTerm) -> None:
        self.known[id_] = {
            "id": id_,
            "code": term.code,
            "name": term.name,
            "description": term.description,
            "taxonomy_id": self._taxonomy(term.taxonomy),
            "taxonomy": term.taxonomy,
            "language": term.language,
            "term_uri": term.uri,
        }
        self.terms.append(self.known[id_])

    def _taxonomy(self, name: str) -> uuid.UUID | None:
        if not name:
            return None
        id_ = made_id(self.feed, "taxonomy", same(name) or name)
        if id_ not in self.taxonomy_ids:
            self.taxonomy_ids.add(id_)
            self.taxonomies.append({"id": id_, "name": name})
        return id_
