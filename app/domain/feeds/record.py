"""One listing from a feed in our own shape: columns by our tables' names, parts by table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Columns = dict[str, Any]

OF_LISTING = (
    "contact",
    "phone",
    "schedule",
    "language",
    "cost_option",
    "service_area",
    "funding",
    "required_document",
    "service_capacity",
)
"""The tables of a listing's parts. Contacts come before the phones that point at them."""


@dataclass(slots=True)
class PublishedTaxonomy:
    """Somebody's taxonomy, as published."""

    name: str
    published: str = ""
    description: str = ""
    uri: str = ""
    version: str = ""


@dataclass(slots=True)
class PublishedTerm:
    """A term of somebody's taxonomy, as published; on a listing or on any part of it."""

    name: str
    taxonomy: str = ""
    published: str = ""
    attribute: str = ""
    code: str = ""
    description: str = ""
    uri: str = ""
    language: str = ""
    link_type: str = ""
    link_entity: str = ""
    value: str = ""
    parent: str = ""
    """The identifier of the term above it."""
    about: PublishedTaxonomy | None = None
    """What is published of its taxonomy beside the name."""


@dataclass(slots=True)
class Part:
    """A row that belongs to a listing, an organization or a place."""

    columns: Columns
    published: str = ""
    """Its identifier in the feed."""
    place: int | None = None
    """Which of the listing's places it is about."""
    contact: int | None = None
    """Which of the listing's contacts it is about."""
    refers: str = ""
    """The identifier of its parent in the feed, where it has one."""
    parts: dict[str, list[Part]] = field(default_factory=dict)
    published_terms: list[PublishedTerm] = field(default_factory=list)
    changes: list[Part] = field(default_factory=list)
    """What the feed says was changed on it, and when: rows of `metadata`."""

    def add(self, table: str, part: Part) -> None:
        self.parts.setdefault(table, []).append(part)


@dataclass(slots=True)
class Place(Part):
    """A location, and how the listing is joined to it."""

    joined: str = ""
    """The identifier of the service at the location."""
    description: str = ""
    """What the listing says of itself there."""
    postcode: str = ""
    """Without a space, to look it up."""
    hidden: bool = False
    """It reads like a place that must not be told, such as a refuge."""
    at_it: Part = field(default_factory=lambda: Part({}))
    """What is published of the listing's being there."""


@dataclass(slots=True)
class Listing(Part):
    """A whole listing. `columns` are those of the service."""

    where: str = ""
    """What to call it in a report."""
    source: str = ""
    """The file or page, and which one in it."""
    organization: Part | None = None
    program: Part | None = None
    places: list[Place] = field(default_factory=list)
    terms: set[str] = field(default_factory=set)
    key: str = ""
    """Its identifier in the feed, made stable and single; see `joining.settled`."""

    @property
    def name(self) -> str:
        return str(self.columns["name"])

    def every(self, table: str) -> Iterator[Part]:
        yield from self.parts.get(table, ())
