"""Identifiers of rows: those they have, those published, or lasting ones of our own."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable

from app.domain.feeds.identity import made_id, published_uuid
from app.domain.feeds.ledger import Healing
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Listing, Part, Place
from app.operations.import_owners import Owner, Owners
from app.queries import imports as queries
from app.queries.imports import Rows


class Identifiers:
    """Gives every wanted row its identifier, the same each time the same feed comes."""

    def __init__(
        self,
        feed: str,
        existing: Rows,
        wanted: Rows,
        parts: Iterable[tuple[str, Part]],
        reader: Reader,
    ) -> None:
        """`parts` are the listings and organizations, each with the table it goes to."""
        self.feed = feed
        self.existing = existing
        self.wanted = wanted
        self.reader = reader
        self.by_feed_id = {
            name: {row["feed_id"]: row for row in existing.get(name, {}).values()}
            for name in ("service", "organization", "location")
        }
        self.elsewhere = _elsewhere(parts, existing)
        self.owners = Owners(existing)

    def of_part(self, table: str, owner: Owner, published: str, natural: object) -> uuid.UUID:
        """The row's identifier: the one it has, else the published one while it is free, else one of ours."""
        rows, taken = self.existing.get(table, {}), self.wanted[table]
        given = published_uuid(published)
        own = made_id(self.feed, *owner, table, published or natural)
        step = 2
        while own in taken:
            own, step = made_id(self.feed, *owner, table, published or natural, natural, step), step + 1
        if given is not None and given not in taken:
            if given in rows and self.owners.of(table, rows[given]) == owner:
                return given
            if own in rows:
                return own
            if given not in rows and given not in self.elsewhere.get(table, set()):
                return given
        return own

    def of_program(self, published: str, natural: object) -> uuid.UUID:
        """The identifier of a programme: the published one while nobody else has it."""
        given = published_uuid(published)
        if given is not None and given not in self.elsewhere.get("program", set()):
            return given
        return made_id(self.feed, "program", published or natural)

    def of_top(self, table: str, key: str, published: str) -> uuid.UUID:
        """The identifier of a service, organization or place of this feed."""
        known = self.by_feed_id[table].get(key)
        if known is not None:
            return uuid.UUID(str(known["id"]))
        given = published_uuid(published) if key == published else None
        if given is not None and given not in self.elsewhere.get(table, set()):
            free = given not in self.wanted[table] and given not in self.existing.get(table, {})
            if free:
                return given
        if key == published and table == "service":
            self.reader.note(
                Healing.ID_TAKEN if published_uuid(published) else Healing.ID_NOT_UUID, published
            )
        return made_id(self.feed, table, key)


def _elsewhere(parts: Iterable[tuple[str, Part]], existing: Rows) -> dict[str, set[uuid.UUID]]:
    """Published identifiers that rows from somewhere else have already."""
    asked: dict[str, set[uuid.UUID]] = defaultdict(set)
    for table, part in parts:
        _ask(asked, table, part)
    return {
        name: queries.ids_in_use(name, {one for one in ids if one not in existing.get(name, {})})
        for name, ids in asked.items()
    }


def _ask(asked: dict[str, set[uuid.UUID]], table: str, part: Part) -> None:
    """Note every published identifier of a part and of what hangs on it."""
    if (id_ := published_uuid(part.published)) is not None:
        asked[table].add(id_)
    for name, parts in part.parts.items():
        for one in parts:
            _ask(asked, name, one)
    given = (published_uuid(term.attribute) for term in part.published_terms)
    asked["attribute"].update(one for one in given if one is not None)
    for change in part.changes:
        _ask(asked, "metadata", change)
    if isinstance(part, Place):
        _ask(asked, "service_at_location", part.at_it)
        if (joined := published_uuid(part.joined)) is not None:
            asked["service_at_location"].add(joined)
    if isinstance(part, Listing):
        if part.program is not None:
            _ask(asked, "program", part.program)
        for place in part.places:
            _ask(asked, "location", place)
