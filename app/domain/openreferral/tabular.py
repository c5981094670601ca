"""Whole records of HSDS as rows of its tables, and the package that says what each table holds.

Source: HSDS 3.0 (tabular form) and Tabular Data Package.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from app.domain.openreferral.check_records import kind_of
from app.domain.openreferral.fields import FIELDS, Field, Kind, Profile
from app.domain.spreadsheet_cells import Cell

Row = Mapping[str, Any]
TableRow = tuple[str, Row]
IsKnown = Callable[[str, str], bool]

FILES = {
    "organization": "organizations.csv",
    "program": "programs.csv",
    "service": "services.csv",
    "attribute": "attributes.csv",
    "service_at_location": "service_at_location.csv",
    "location": "locations.csv",
    "phone": "phones.csv",
    "contact": "contacts.csv",
    "address": "addresses.csv",
    "schedule": "schedules.csv",
    "funding": "funding.csv",
    "service_area": "service_areas.csv",
    "required_document": "required_documents.csv",
    "language": "languages.csv",
    "accessibility": "accessibility.csv",
    "cost_option": "cost_options.csv",
    "organization_identifier": "organization_identifiers.csv",
    "taxonomy": "taxonomies.csv",
    "taxonomy_term": "taxonomy_terms.csv",
}
"""Table -> its file, as the standard names them. Of `metadata` we publish none."""
NESTED = frozenset({Kind.ONE, Kind.MANY})
TYPES = {
    Kind.NUMBER: ("number", ""),
    Kind.WHOLE: ("integer", ""),
    Kind.ID: ("string", "uuid"),
    Kind.URI: ("string", "uri"),
    Kind.EMAIL: ("string", "email"),
    Kind.DATE: ("date", ""),
    Kind.MOMENT: ("datetime", ""),
}


def columns(thing: str) -> tuple[Field, ...]:
    return tuple(field for field in FIELDS[Profile.HSDS][thing] if field.kind not in NESTED)


def column_names(thing: str) -> tuple[str, ...]:
    return tuple(field.name for field in columns(thing))


def cells(thing: str, row: Row) -> tuple[Cell, ...]:
    return tuple(row.get(name) for name in column_names(thing))


def rows(record: Row, thing: str, is_known: IsKnown = lambda thing, identifier: False) -> Iterator[TableRow]:
    """The record's own row, after those of what it names, and then those of what hangs below it.

    Of what is known already there is nothing: what many name is written once.
    """
    if is_known(thing, record["id"]):
        return
    own = {name: value for name, value in record.items() if not isinstance(value, Mapping | list)}
    below: list[TableRow] = []
    for name, value in record.items():
        if isinstance(value, Mapping):
            inner = thing_of(thing, name)
            yield from rows(value, inner, is_known)
            own.setdefault(
                f"{name}_id" if f"{name}_id" in column_names(thing) else f"{inner}_id", value["id"]
            )
        elif isinstance(value, list):
            inner = thing_of(thing, name)
            below += [(inner, pointing(one, inner, record, thing)) for one in value]
    yield thing, own
    for inner, one in below:
        yield from rows(one, inner, is_known)


def pointing(row: Row, thing: str, parent: Row, parent_thing: str) -> Row:
    """The row with the name of what it hangs below."""
    if thing == "attribute":
        return {"link_id": parent["id"], "link_entity": parent_thing, **row}
    key = f"{parent_thing}_id"
    return {key: parent["id"], **row} if key in column_names(thing) else row


def thing_of(parent: str, name: str) -> str:
    """What a nested field holds."""
    field = next((one for one in FIELDS[Profile.HSDS][parent] if one.name == name), None)
    return field.of if field is not None and field.of else kind_of(name)


def package(
    *, title: str, licence: Mapping[str, str], created: str, counts: Mapping[str, int]
) -> dict[str, Any]:
    """`datapackage.json` of the tables that have rows."""
    return {
        "name": "human_services_data",
        "title": title,
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "homepage": "http://docs.openreferral.org",
        "created": created,
        "licenses": [dict(licence)],
        "resources": [resource(thing, counts) for thing in FILES if counts.get(thing)],
    }


def resource(thing: str, counts: Mapping[str, int]) -> dict[str, Any]:
    fields = columns(thing)
    schema: dict[str, Any] = {"fields": [described(field) for field in fields], "primaryKey": "id"}
    keys = [
        {"fields": field.name, "reference": {"resource": other, "fields": "id"}}
        for field in fields
        if (other := field.name.removesuffix("_id")) != field.name and counts.get(other)
    ]
    if keys:
        schema["foreignKeys"] = keys
    return {
        "name": thing,
        "path": FILES[thing],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "profile": "tabular-data-resource",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "header": True},
        "rows": counts[thing],
        "schema": schema,
    }


def described(field: Field) -> dict[str, Any]:
    kind, form = TYPES.get(field.kind, ("string", ""))
    limits: dict[str, Any] = {}
    if field.is_required:
        limits["required"] = True
    if field.name == "id":
        limits["unique"] = True
    if field.among:
        limits["enum"] = sorted(field.among)
    return {
        "name": field.name,
        "type": kind,
        **({"format": form} if form else {}),
        **({"constraints": limits} if limits else {}),
    }
