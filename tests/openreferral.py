"""What is wrong with a record of open data, by the published schemas and by what they do not forbid."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.domain.openreferral.fields import Profile
from tests.published_schemas import ADDRESSES, SHARED, places_of_errors, registry

HERE = SHARED.is_dir()
needs_schemas = pytest.mark.skipif(
    not HERE, reason="the published schemas lie in ../shared, which is not here"
)
ITEMS = {
    "services": "service",
    "service_at_locations": "service_at_location",
    "organizations": "organization",
    "taxonomies": "taxonomy",
    "taxonomy_terms": "taxonomy_term",
}
"""Endpoint -> what it lists."""
ENVELOPE = {
    "total_items": int,
    "total_pages": int,
    "page_number": int,
    "size": int,
    "first_page": bool,
    "last_page": bool,
    "empty": bool,
    "contents": list,
}


def faults(profile: Profile, thing: str, record: Any, *, in_list: bool = False) -> list[str]:
    """Everything wrong with one record: not valid, undeclared (strict only), empty, an id that is none."""
    found = [f"invalid: {place}" for place in sorted(places_of_errors(profile, thing, record))]
    found += [f"empty: {place}" for place in empties(record)]
    if profile is Profile.UK:
        schema = f"{thing}_list" if in_list else thing
        found += [f"undeclared: {place}" for place in undeclared(profile, schema, record, in_list=in_list)]
    return found


def page_faults(profile: Profile, endpoint: str, page: Mapping[str, Any], per_page: int) -> list[str]:
    """Everything wrong with a page and the records on it."""
    found = [
        f"envelope: {name}"
        for name, kind in ENVELOPE.items()
        if not isinstance(page.get(name), kind) or (kind is int and isinstance(page[name], bool))
    ]
    found += [f"envelope: {name} is not declared" for name in page.keys() - ENVELOPE.keys()]
    if found:
        return found
    pages = max(1, -(-page["total_items"] // per_page))
    wanted = {
        "total_pages": pages,
        "size": len(page["contents"]),
        "first_page": page["page_number"] == 1,
        "last_page": page["page_number"] >= pages,
        "empty": not page["contents"],
    }
    found = [f"envelope: {name} is {page[name]}" for name in wanted if page[name] != wanted[name]]
    if not page["last_page"] and len(page["contents"]) != per_page:
        found.append("envelope: a short page that is not the last")
    if profile is Profile.UK:
        found += [
            f"list: {place}" for place in sorted(places_of_errors(profile, f"{ITEMS[endpoint]}_list", page))
        ]
    for record in page["contents"]:
        found += faults(profile, ITEMS[endpoint], record, in_list=True)
    return found


def empties(value: Any, at: str = "") -> Iterator[str]:
    """Places of "", null, [] and {} at any depth."""
    if isinstance(value, Mapping):
        for name, inner in value.items():
            yield from empties(inner, f"{at}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from empties(inner, f"{at}[]")
    if value is None or (isinstance(value, str | list | Mapping) and not value):
        yield at or "the record"
    if isinstance(value, str) and value != value.strip():
        yield f"{at} has space around it"


def undeclared(profile: Profile, name: str, record: Any, *, in_list: bool = False) -> Iterator[str]:
    """Keys that no published schema declares, at any depth. In lists, what the list's own schema adds."""
    schema = registry(profile).contents(f"{ADDRESSES[profile]}{name}.json")
    if in_list:
        schema = schema["properties"]["contents"]["items"]
    yield from _undeclared(profile, schema, record, "")


def _undeclared(profile: Profile, schema: Mapping[str, Any], value: Any, at: str) -> Iterator[str]:
    if "$ref" in schema:
        address = schema["$ref"].split("/")[-1]
        schema = registry(profile).contents(ADDRESSES[profile] + address)
    if isinstance(value, list):
        for inner in value:
            yield from _undeclared(profile, schema.get("items", {}), inner, f"{at}[]")
    elif isinstance(value, Mapping):
        properties = schema.get("properties", {})
        for key, inner in value.items():
            if key in properties:
                yield from _undeclared(profile, properties[key], inner, f"{at}.{key}")
            else:
                yield f"{at}.{key}"
