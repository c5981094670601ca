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
    "places": frozenset(("service_at_location",)),
    "topics": frozenset(("service_term",)),
}
"""Field of a listing's document -> the tables whose rows it stands for."""

COLUMNS_OF: Mapping[str, frozenset[str]] = {
    "organisation": frozenset(("organization_id",)),
    "language": frozenset(("text_language",)),
    "ways": frozenset(("in_person", "online", "by_phone", "at_home")),
    "cost_text": frozenset(("fees_description", "fees")),
    "for_whom": frozenset(("eligibility_description",)),
    "join": frozenset(("application_process",)),
    "website": frozenset(("url",)),
}
"""Field of a listing's document -> columns of the service. Any other field is a column of the same name."""

PLACES = "places"
"""Stands for rows that a listing may share with others: those stay too."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A field that was left as we have it, and what the feed says instead."""

    field: str
    ours: str = ""
    theirs: str = ""


@dataclass
class Ours:
    """What of one listing stays as it is."""

    columns: dict[str, str] = field(default_factory=dict)
    """Column -> the field it belongs to."""
    tables: dict[str, str] = field(default_factory=dict)
    """Table -> the field it belongs to."""
    has_places: bool = False

    @classmethod
    def of(cls, fields: Iterable[str]) -> Ours:
        made = cls()
        for name in fields:
            if name in ROWS_OF:
                made.tables.update(dict.fromkeys(ROWS_OF[name], name))
            else:
                made.columns.update(dict.fromkeys(COLUMNS_OF.get(name, {name}), name))
            made.has_places = made.has_places or name == PLACES
        return made
