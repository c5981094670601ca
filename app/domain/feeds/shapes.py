"""What kind of thing a parsed file or page is, and the listings in it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from app.domain.feeds import fields, tables
from app.domain.feeds.fields import HSDS_3, UK_1, UK_3, Raw, folded, names

LISTS = ("contents", "content", "services", "items", "results", "data", "records", "value", "service")
"""Where a page keeps its listings, the likeliest first."""
NESTED = names(
    "service_at_locations schedules regular_schedules contacts phones cost_options attributes service_areas "
    "service_taxonomys eligibilitys languages locations"
)
"""Objects that only a full listing has."""


class Shape(StrEnum):
    PAGE = "page"
    LIST = "list"
    OBJECT = "object"
    TABLES = "tables"
    NOTHING = "nothing"


class Other(StrEnum):
    """Things in feeds that are not listings; they only fill in what listings refer to."""

    ORGANIZATION = "organization"
    LOCATION = "location"
    TAXONOMY = "taxonomy"
    TERM = "term"
    DETAILS = "details"
    ATTRIBUTE = "attribute"
    """A term on something that the feed does not publish."""
    CHANGE = "change"
    """What was changed on something that the feed does not publish."""
    TABLE = "table"
    """What a feed says of its tables."""


@dataclass(frozen=True, slots=True)
class Item:
    """One listing as published: any JSON value. `other` says it is something else."""

    value: Any
    other: Other | None = None


@dataclass(frozen=True, slots=True)
class Found:
    shape: Shape
    items: tuple[Item, ...]
    standard: fields.Standard = fields.Standard.UNKNOWN


@dataclass(frozen=True, slots=True)
class Page:
    """Where a page stands among its fellows."""

    number: int | None = None
    pages: int | None = None
    is_last: bool | None = None
    next_link: str = ""


_KEPT_WITH_ALL = frozenset(("attributes", "metadata"))
_ORGANIZATION = UK_1["organization"] | UK_3["organization"] | HSDS_3["organization"]
_LOCATION = UK_1["location"] | UK_3["location"] | HSDS_3["location"]
_TAXONOMY = UK_3["taxonomy"] | HSDS_3["taxonomy"] | _KEPT_WITH_ALL
_TERM = UK_1["taxonomy"] | UK_3["taxonomy_term"] | HSDS_3["taxonomy_term"] | _KEPT_WITH_ALL
_SIGNS = (
    (Other.DETAILS, frozenset(("version", "profile", "openapi_url")), frozenset(("profile", "openapi_url"))),
    (Other.TERM, _TERM, frozenset(("taxonomy", "taxonomy_id", "term_uri", "vocabulary", "parent_id"))),
    (Other.TAXONOMY, _TAXONOMY, frozenset(("version", "taxonomy_terms", "uri"))),
    (
        Other.ORGANIZATION,
        _ORGANIZATION,
        names(
            "website logo uri organization_identifiers parent_organization_id tax_status tax_id legal_status "
            "year_incorporated"
        ),
    ),
    (
        Other.LOCATION,
        _LOCATION,
        frozenset(("latitude", "longitude", "location_type", "addresses", "physical_addresses")),
    ),
)
"""Each kind of other thing: every field it may have, and those of which it must have one."""


def found_in(data: object) -> Found:
    """The listings of one parsed document, whatever its shape."""
    if isinstance(data, list):
        return Found(Shape.LIST, tuple(items_of(data)), _standard(data))
    if not isinstance(data, Mapping):
        return Found(Shape.NOTHING, (Item(data),))
    if (by_table := tables.tables_of(data)) is not None:
        whole, rest = tables.nested(by_table)
        others = tuple(Item(value, Other(kind)) for kind, values in rest.items() for value in values)
        return Found(Shape.TABLES, (*(Item(one) for one in whole), *others), fields.Standard.HSDS_3)
    listed = _listed(data)
    if listed is not None:
        return Found(Shape.PAGE, tuple(items_of(listed)), _standard(listed, data))
    items = tuple(items_of([data]))
    return Found(Shape.OBJECT, items, _standard([data]))


def items_of(values: Iterable[object]) -> Iterator[Item]:
    for value in values:
        yield from _unpacked(value) if isinstance(value, Mapping) else (Item(value),)


def page_of(data: object) -> Page:
    """What an envelope says of its place among the pages; nothing where there is no envelope."""
    if not isinstance(data, Mapping):
        return Page()
    raw = fields.with_folded_names(data)

    def number(*names: str) -> int | None:
        for name in names:
            value = raw.get(name)
            if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 10:
                value = int(value)
            if isinstance(value, int) and not isinstance(value, bool):
                return value
        return None

    last = next(
        (raw[name] for name in ("last_page", "last", "is_last") if isinstance(raw.get(name), bool)), None
    )
    links = raw.get("links") if isinstance(raw.get("links"), Mapping) else raw
    following = links.get("next") if isinstance(links, Mapping) else None
    if isinstance(following, Mapping):
        following = following.get("href")
    return Page(
        number("page_number", "number", "page", "current_page"),
        number("total_pages", "pages", "page_count"),
        last,
        following if isinstance(following, str) else "",
    )


def is_short(value: object) -> bool:
    """A listing from a list that leaves the nested things to the page of its own."""
    if not isinstance(value, Mapping) or not value.get("id"):
        return False
    return not NESTED & {folded(name) for name in value if isinstance(name, str)}


def _listed(data: Raw) -> list[Any] | None:
    named = {folded(name): value for name, value in data.items() if isinstance(name, str)}
    if named.get("id") and named.get("name"):
        return None
    for name in LISTS:
        value = named.get(name)
        if isinstance(value, list):
            return value
        if isinstance(value, Mapping) and name in {"data", "results"}:
            inner = _listed(value)
            if inner is not None:
                return inner
    return None


def _unpacked(raw: Raw) -> Iterator[Item]:
    """A listing by itself, or the listings kept inside an organization, a place or a service at a place."""
    names = {folded(name) for name in raw if isinstance(name, str)}
    other = other_kind(names)
    plain = fields.with_folded_names(raw)
    services = [one for one in _list(plain.get("services")) if isinstance(one, Mapping)]
    if other is Other.ORGANIZATION or services:
        organization = {name: value for name, value in plain.items() if name != "services"}
        for service in services:
            yield Item(service if service.get("organization") else {**service, "organization": organization})
        yield Item(organization, Other.ORGANIZATION)
        return
    if other is Other.LOCATION:
        joined = [one for one in _list(plain.get("service_at_locations")) if isinstance(one, Mapping)]
        place = {name: value for name, value in plain.items() if name != "service_at_locations"}
        for one in joined:
            if isinstance(one.get("service"), Mapping):
                yield Item(_turned({**one, "location": place}))
        yield Item(place, Other.LOCATION)
        return
    if isinstance(plain.get("service"), Mapping) and names & {"location", "location_id"}:
        yield Item(_turned(plain))
        return
    yield Item(raw, other)


def other_kind(names: set[str]) -> Other | None:
    """What else an object is, when its fields leave no doubt. Anything doubtful is a listing."""
    for kind, may, must in _SIGNS:
        if names <= may and names & must:
            return kind
    return None


def _turned(at_place: Raw) -> dict[str, Any]:
    """A service at a place as a service that has one place more."""
    service = dict(at_place["service"])
    own = [one for one in _list(service.get("service_at_locations")) if isinstance(one, Mapping)]
    known = {one.get("id") for one in own if one.get("id")}
    this = {name: value for name, value in at_place.items() if name != "service"}
    if this.get("id") in known:
        service["service_at_locations"] = own
    else:
        service["service_at_locations"] = [this, *own]
    return service


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else [value] if isinstance(value, Mapping) else []


def _standard(values: list[Any], envelope: Raw | None = None) -> fields.Standard:
    names = {folded(name) for name in envelope or () if isinstance(name, str)}
    for value in values[:20]:
        if isinstance(value, Mapping):
            names |= {folded(name) for name in value if isinstance(name, str)}
    return fields.standard_of(frozenset(names))
