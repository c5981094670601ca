"""Rows that belong to what is published, by whom they belong to."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]


class Parts:
    """Rows of our tables, found by a column that points at their owner."""

    def __init__(self) -> None:
        self._held: dict[tuple[str, str], dict[Any, list[Row]]] = {}

    def add(self, table: str, rows: Iterable[Row], *columns: str) -> None:
        """Hold the rows in their order, to be found by each of these columns."""
        for column in columns:
            self._held.setdefault((table, column), defaultdict(list))
        for row in rows:
            for column in columns:
                if (owner := row[column]) is not None:
                    self._held[table, column][owner].append(row)

    def of(self, table: str, column: str, owner: uuid.UUID | None) -> list[Row]:
        return self._held.get((table, column), {}).get(owner, [])

    def one(self, table: str, identifier: uuid.UUID | None) -> Row | None:
        """The row with that identifier."""
        return next(iter(self.of(table, "id", identifier)), None)

    def ids(self, table: str) -> list[Any]:
        """The identifiers of the rows held of a table."""
        return list(self._held.get((table, "id"), {}))
