"""Fields of a listing that people here may have changed, and the rows each stands for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

ROWS_OF: Mapping[str, frozenset[str]] = {
    "schedules": frozenset(("schedule", "schedule_exception")),
    "phones": frozenset(("phone",)),
    "contacts": frozenset(("contact",)),
    "languages": frozenset(("language",)),
    "costs": frozenset(("cost_option",)),
    "areas": frozenset(("service_area",)),
    "funding": frozenset(("funding",)),
    "required_documents": frozenset(("required_document",)),
    "places": frozenset(("service_at_location",)),
    "terms": frozenset(("service_term",)),
}
"""Field -> the tables whose rows of the listing it stands for. Any other field is a column of the service."""

ALSO: Mapping[str, str] = {
    "schedule": "schedules",
    "times": "schedules",
    "when": "schedules",
    "phone": "phones",
    "contact": "contacts",
    "language": "languages",
    "cost_options": "costs",
    "cost_option": "costs",
    "service_areas": "areas",
    "area": "areas",
    "place": "places",
    "locations": "places",
    "location": "places",
    "subjects": "terms",
    "facts": "places",
}
"""Other names for them."""

PLACES, ORGANIZATION = "places", "organization"
"""Fields that stand for rows a listing shares with others: those stay too."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that was left as we have it, and what the feed says instead."""

    field: str
    ours: str = ""
    theirs: str = ""


@dataclass
class Ours:
    """The fields of one listing that stay as they are."""

    columns: set[str] = field(default_factory=set)
    tables: dict[str, str] = field(default_factory=dict)
    """Table -> the field it belongs to."""
    has_places: bool = False
    has_organization: bool = False

    @classmethod
    def of(cls, fields: Iterable[str]) -> Ours:
        made = cls()
        for name in fields:
            plain = ALSO.get(name, name)
            made.tables.update(dict.fromkeys(ROWS_OF.get(plain, ()), name))
            if plain not in ROWS_OF:
                made.columns.add("organization_id" if plain == ORGANIZATION else plain)
            made.has_places = made.has_places or plain == PLACES
            made.has_organization = made.has_organization or plain == ORGANIZATION
        return made
