"""Column types and mixins every table file shares."""

from __future__ import annotations

import datetime as dt
import uuid
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import Column, Enum, String, Text, Uuid
from sqlalchemy.orm import Mapped, mapped_column

from app import clock
from app.database import UTCDateTime

Id = Annotated[uuid.UUID, mapped_column(Uuid, primary_key=True, default=uuid.uuid4)]
Moment = Annotated[dt.datetime, mapped_column(UTCDateTime)]
OptionalMoment = Annotated[dt.datetime | None, mapped_column(UTCDateTime)]
Words = Annotated[str, mapped_column(Text, default="")]
Short = Annotated[str, mapped_column(String(255), default="")]
Language = Annotated[str, mapped_column(String(12), default="en")]


OPEN_TABLES = frozenset(
    {
        "accessibility",
        "address",
        "area",
        "area_membership",
        "attribute",
        "cost_option",
        "deprivation",
        "funding",
        "import_run",
        "job",
        "language",
        "listing_projection",
        "locality",
        "location",
        "meta_table_description",
        "metadata",
        "occurrence",
        "organization",
        "organization_identifier",
        "phone",
        "postcode",
        "postcode_group",
        "program",
        "required_document",
        "schedule",
        "schedule_exception",
        "search_bitmap",
        "search_document",
        "search_point",
        "search_term",
        "search_version",
        "search_word",
        "service",
        "service_area",
        "service_at_location",
        "service_capacity",
        "service_term",
        "service_text",
        "taxonomy",
        "taxonomy_term",
        "term_time",
        "unmet_search",
        "venue_fact",
    }
)
"""Tables whose every column is open: what publishers publish, and what is derived from it."""


def classification_of(column: Column[Any]) -> str:
    """open, person, special or secret; empty where nobody has said."""
    said: str = column.info.get("classified", "")
    return said or ("open" if column.table.name in OPEN_TABLES else "")


def open_(*arguments: Any, **settings: Any) -> Any:
    """A column that says nothing about a person, or is public anyway."""
    return _classified("open", arguments, settings)


def person(*arguments: Any, **settings: Any) -> Any:
    """A column about a person."""
    return _classified("person", arguments, settings)


def special(*arguments: Any, **settings: Any) -> Any:
    """A column that may say something about health, safety or belief."""
    return _classified("special", arguments, settings)


def secret(*arguments: Any, **settings: Any) -> Any:
    """A column with a password's hash, a key or the like: never shown, never exported."""
    return _classified("secret", arguments, settings)


def _classified(name: str, arguments: tuple[Any, ...], settings: dict[str, Any]) -> Any:
    return mapped_column(*arguments, info={"classified": name}, **settings)


def one_of(enum: type[StrEnum]) -> Enum:
    """A column type that holds the values of a StrEnum, checked by the database too."""
    return Enum(
        enum,
        values_callable=lambda members: [member.value for member in members],
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        name=enum.__name__.lower(),
        length=40,
    )


class Dated:
    """When the row was made and last changed."""

    created_at: Mapped[Moment] = open_(default=clock.now)
    modified_at: Mapped[Moment] = open_(default=clock.now, onupdate=clock.now)
