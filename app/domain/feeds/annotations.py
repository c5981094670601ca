"""What may be published of any row: terms of taxonomies on it, and what was changed on it when."""

from __future__ import annotations

from typing import TypeVar

from app.domain.feeds import taxonomies
from app.domain.feeds.fields import Raw, is_empty, with_folded_names
from app.domain.feeds.identity import published_id
from app.domain.feeds.reader import Reader
from app.domain.feeds.record import Part

MOST_CHANGES = 1_000
AnyPart = TypeVar("AnyPart", bound=Part)


def part(reader: Reader, raw: Raw, columns: dict[str, object]) -> Part:
    """A part with these columns, and whatever else is published of it."""
    return annotated(reader, raw, Part(columns, published_id(raw.get("id"))))


def annotated(reader: Reader, raw: Raw, made: AnyPart, *, terms: bool = True) -> AnyPart:
    if terms:
        made.published_terms = taxonomies.terms_on(reader, raw)
    if not is_empty(raw.get("metadata")):
        given = reader.objects(raw, "metadata", as_words="field_name")[:MOST_CHANGES]
        made.changes = [one for change in given if (one := changed(reader, change)) is not None]
    return made


def changed(reader: Reader, given: Raw) -> Part | None:
    """One changed field of something, as published."""
    raw = with_folded_names(given)
    columns = {
        "resource_type": reader.line(raw, "resource_type"),
        "last_action_date": reader.date(raw, "last_action_date"),
        "last_action_type": reader.line(raw, "last_action_type"),
        "field_name": reader.line(raw, "field_name"),
        "previous_value": reader.words(raw, "previous_value"),
        "replacement_value": reader.words(raw, "replacement_value"),
        "updated_by": reader.line(raw, "updated_by"),
    }
    if not any(columns.values()):
        return None
    return Part(columns, published_id(raw.get("id")), refers=published_id(raw.get("resource_id")))
