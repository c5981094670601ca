"""The tabular form of HSDS: rows of many tables, put together into whole listings.

Source: HSDS 3.0, a JSON object of tables or a folder of CSV files.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from app.domain.feeds.fields import Raw, folded, is_empty

Row = dict[str, Any]
Tables = dict[str, list[Row]]

NAMES: Mapping[str, str] = {
    "service": "services",
    "organization": "organizations",
    "location": "locations",
    "service_at_location": "service_at_locations",
    "address": "addresses",
    "physical_addresses": "addresses",
    "accessibility_for_disabilities": "accessibility",
    "phone": "phones",
    "contact": "contacts",
    "schedule": "schedules",
    "regular_schedules": "schedules",
    "language": "languages",
    "cost_option": "cost_options",
    "service_area": "service_areas",
    "fundings": "funding",
    "required_document": "required_documents",
    "program": "programs",
    "attribute": "attributes",
    "taxonomy": "taxonomies",
    "taxonomy_term": "taxonomy_terms",
    "organization_identifier": "organization_identifiers",
    "service_capacity": "capacities",
    "service_capacities": "capacities",
    "capacity": "capacities",
    "unit": "units",
    "meta_table_description": "meta_table_descriptions",
}
KNOWN = frozenset(NAMES.values()) | {"metadata"}

OWNERS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "phones": (
        ("contact_id", "contacts"),
        ("service_at_location_id", "service_at_locations"),
        ("service_id", "services"),
        ("location_id", "locations"),
        ("organization_id", "organizations"),
    ),
    "contacts": (
        ("service_at_location_id", "service_at_locations"),
        ("service_id", "services"),
        ("location_id", "locations"),
        ("organization_id", "organizations"),
    ),
    "schedules": (
        ("service_at_location_id", "service_at_locations"),
        ("service_id", "services"),
        ("location_id", "locations"),
    ),
    "languages": (("service_id", "services"), ("phone_id", "phones"), ("location_id", "locations")),
    "cost_options": (("service_id", "services"),),
    "service_areas": (("service_id", "services"), ("service_at_location_id", "service_at_locations")),
    "funding": (("service_id", "services"), ("organization_id", "organizations")),
    "required_documents": (("service_id", "services"),),
    "addresses": (("location_id", "locations"),),
    "accessibility": (("location_id", "locations"),),
    "organization_identifiers": (("organization_id", "organizations"),),
    "service_at_locations": (("service_id", "services"),),
    "capacities": (("service_id", "services"),),
    "programs": (("organization_id", "organizations"),),
}
"""To what a row of a table may belong. A row may name several, and then belongs to each."""

LONE = {
    "organizations": "organization",
    "locations": "location",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "term",
    "attributes": "attribute",
    "metadata": "change",
    "meta_table_descriptions": "table",
}
"""Tables whose rows may stand alone, and what such a row is."""


def tables_of(data: Raw) -> Tables | None:
    """The tables of a document in tabular form; None when it is not one."""
    named: Tables = {}
    for name, rows in data.items():
        plain = table_name(name)
        if plain not in KNOWN or not isinstance(rows, list):
            if name.lower().endswith(".csv"):
                continue
            return None
        if not all(isinstance(row, Mapping) for row in rows):
            return None
        named.setdefault(plain, []).extend({folded(key): value for key, value in row.items()} for row in rows)
    is_tabular = any(name.lower().endswith(".csv") for name in data) or len(named) > 1
    return named if is_tabular and "services" in named else None


def table_name(name: str) -> str:
    plain = folded(name.lower().removesuffix(".csv").replace(".", "_"))
    return NAMES.get(plain, plain)


def nested(tables: Tables) -> tuple[list[Row], dict[str, list[Row]]]:
    """Whole listings, and rows that no listing refers to, by kind.

    Where a row belongs to nothing that is there and cannot stand alone, the first listing says so as
    `unowned`, so that it is reported.
    """
    by_id = {name: _by_id(rows) for name, rows in tables.items()}
    for table in ("languages", "phones"):  # these hang on rows that hang on others
        _hang(table, tables, by_id)
    unowned: dict[str, int] = {}
    for table in OWNERS:
        if table not in {"languages", "phones"}:
            unowned[table] = _hang(table, tables, by_id)
    units = by_id.get("units", {})
    for row in tables.get("capacities", ()):
        row.setdefault("unit", units.get(_key(row.get("unit_id"))))
    for row in tables.get("taxonomy_terms", ()):
        if (about := by_id.get("taxonomies", {}).get(_key(row.get("taxonomy_id")))) is not None:
            row["taxonomy_detail"] = about
    used = _hang_annotations(tables, by_id)
    services = tables.get("services", [])
    for service in services:
        for joined in service.get("service_at_locations", ()):
            location = by_id.get("locations", {}).get(_key(joined.get("location_id")))
            if location is not None:
                joined["location"] = location
                used.add(("locations", _key(location.get("id"))))
        organization = by_id.get("organizations", {}).get(_key(service.get("organization_id")))
        if organization is not None:
            service["organization"] = organization
            used.add(("organizations", _key(organization.get("id"))))
        program = by_id.get("programs", {}).get(_key(service.get("program_id")))
        if program is not None:
            service["program"] = program
    if services and (lost := {name: count for name, count in unowned.items() if count}):
        services[0]["unowned"] = lost
    rest = {
        kind: [row for row in tables.get(table, []) if (table, _key(row.get("id"))) not in used]
        for table, kind in LONE.items()
    }
    return services, rest


def _by_id(rows: list[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in rows:
        if key := _key(row.get("id")):
            found.setdefault(key, row)
    return found


def _key(value: object) -> str:
    return "" if is_empty(value) or isinstance(value, dict | list) else str(value).strip().lower()


def _hang(table: str, tables: Tables, by_id: Mapping[str, Mapping[str, Row]]) -> int:
    """Put a table's rows on their owners; how many found none."""
    lost = 0
    for row in tables.get(table, ()):
        found = 0
        for column, owners in OWNERS[table]:
            owner = by_id.get(owners, {}).get(_key(row.get(column)))
            if owner is not None:
                owner.setdefault(table, [])
                if isinstance(owner[table], list):
                    owner[table].append(row)
                found += 1
        lost += not found
    return lost


def _hang_annotations(tables: Tables, by_id: Mapping[str, Mapping[str, Row]]) -> set[tuple[str, str]]:
    """Put terms and changes on whatever they are about; which of them found it."""
    terms = by_id.get("taxonomy_terms", {})
    owners: dict[str, list[Row]] = defaultdict(list)
    for name, rows in by_id.items():
        if name not in {"attributes", "metadata"}:
            for key, row in rows.items():
                owners[key].append(row)
    used: set[tuple[str, str]] = set()
    for table, column in (("attributes", "link_id"), ("metadata", "resource_id")):
        for row in tables.get(table, ()):
            term = terms.get(_key(row.get("taxonomy_term_id"))) if table == "attributes" else None
            whole = {**row, "taxonomy_term": term} if term else row
            for owner in owners.get(_key(row.get(column)), ()):
                owner.setdefault(table, []).append(whole)
                used.add((table, _key(row.get("id"))))
    return used
