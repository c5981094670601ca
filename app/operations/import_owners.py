"""Whose a row is: a service's, an organization's or a place's. Who owns a row decides when it goes."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from app.queries.imports import Rows

Owner = tuple[str, uuid.UUID]

ON_THEIR_OWN = frozenset(
    ("service", "organization", "location", "program", "taxonomy", "taxonomy_term", "meta_table_description")
)
_HANGS_ON = {
    "attribute": "link_id",
    "metadata": "resource_id",
    "schedule_exception": "schedule_id",
    "language": "phone_id",
}
"""Tables whose rows may belong to a row that belongs to something itself, and where they say so."""


class Owners:
    """The owners of rows that are there already."""

    def __init__(self, rows: Rows) -> None:
        self.rows = rows
        self._tables: dict[Any, str] | None = None

    def of(self, table: str, row: Mapping[str, Any]) -> Owner:
        if table in ON_THEIR_OWN:
            return (table, row["id"])
        for column in ("service_id", "organization_id", "location_id"):
            if row.get(column):
                return (column.removesuffix("_id"), row[column])
        above = row.get(_HANGS_ON.get(table, ""))
        found = self._table_of(above) if above else None
        return self.of(found, self.rows[found][above]) if found else ("", row["id"])

    def _table_of(self, id_: Any) -> str | None:
        if self._tables is None:
            self._tables = {
                key: name
                for name, rows in self.rows.items()
                if name not in {"attribute", "metadata", "service_term"}
                for key in rows
            }
        return self._tables.get(id_)
