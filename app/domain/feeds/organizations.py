"""The organizations of a feed, each once, however often and however fully its listings describe it."""

from __future__ import annotations

from collections.abc import Iterable

from app.domain.feeds.identity import digest, same
from app.domain.feeds.record import Part

MOST_PARENTS = 20


class Organizations:
    """The organizations of a feed: those with the same identifier and name are one, the fuller words win."""

    def __init__(self, given: Iterable[Part | None], lookup: Iterable[Part]) -> None:
        self.by_key: dict[str, Part] = {}
        self.named: dict[str, str] = {}
        """The first key with a name for each published identifier."""
        for part in (*(one for one in given if one is not None), *lookup):
            if not part.columns["name"]:
                continue
            key = self.key(part)
            known = self.by_key.setdefault(key, part)
            if known is not part:
                for column, value in part.columns.items():
                    if known.columns[column] in ("", None) and value not in ("", None):
                        known.columns[column] = value
                for table, parts in part.parts.items():
                    known.parts.setdefault(table, parts)
                known.published_terms = known.published_terms or part.published_terms
                known.changes = known.changes or part.changes

    def key(self, part: Part) -> str:
        name = same(part.columns["name"]) or part.columns["name"]
        if not part.published:
            return f"name:{digest(name)}"
        first = self.named.setdefault(part.published, name)
        return part.published if first == name else f"{part.published}#{digest(name)}"

    def found(self, part: Part | None) -> Part | None:
        """The one to keep for this; None for one that has no name anywhere."""
        if part is None:
            return None
        if part.columns["name"]:
            return self.by_key[self.key(part)]
        return self.by_key.get(part.published) if part.published else None

    def parent(self, part: Part) -> Part | None:
        """The parent, while that does not lead round in a circle."""
        parent = self.by_key.get(part.refers) if part.refers else None
        seen = {part.published}
        above: Part | None = parent
        while above is not None:
            if above.published in seen or len(seen) > MOST_PARENTS:
                return None
            seen.add(above.published)
            above = self.by_key.get(above.refers) if above.refers else None
        return parent

    def all(self) -> Iterable[Part]:
        return self.by_key.values()
