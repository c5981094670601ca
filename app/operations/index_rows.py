"""Writes projections into the tables that search reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, insert

from app import clock
from app.database import db
from app.models.search import ListingProjection, Occurrence, SearchDocument, SearchPoint, SearchTerm
from app.operations.projection import Projection, sort_name


def write(made: Sequence[Projection], numbers: Sequence[int], version: int) -> None:
    clear(numbers)
    db.session.execute(delete(ListingProjection).where(ListingProjection.number.in_(numbers)))
    insert_projections(made, version)


def clear(numbers: Sequence[int]) -> None:
    for table in (SearchPoint, SearchTerm, SearchDocument, Occurrence):
        db.session.execute(delete(table).where(table.number.in_(numbers)))


def insert_projections(made: Sequence[Projection], version: int) -> None:
    now = clock.now()
    put_rows(
        ListingProjection,
        (
            {
                "number": one.number,
                "service_id": one.service_id,
                "slug": one.slug,
                "name": one.name,
                "sort_name": sort_name(one.name),
                "is_listed": one.is_listed,
                "card": one.card,
                "detail": one.detail,
                "changed_in": version,
                "projected_at": now,
            }
            for one in made
        ),
    )
    listed = [one for one in made if one.is_listed]
    put_rows(
        SearchPoint,
        (
            {"latitude": latitude, "longitude": longitude, "number": one.number}
            for one in listed
            for latitude, longitude in sorted(one.points)
        ),
    )
    put_rows(
        SearchTerm, ({"number": one.number, "term": term} for one in listed for term in sorted(one.terms))
    )
    put_rows(
        SearchDocument,
        (
            {
                "number": one.number,
                "title": one.words.title,
                "keywords": one.words.keywords,
                "summary": one.words.summary,
                "body": one.words.body,
            }
            for one in listed
        ),
    )
    put_rows(Occurrence, (row for one in listed for row in occurrence_rows(one.number, one.times)))


def occurrence_rows(number: int, times: Iterable[Any]) -> Iterator[dict[str, Any]]:
    for time in times:
        yield {
            "number": number,
            "starts_at": time.starts_at,
            "ends_at": time.ends_at,
            "day": time.day,
            "parts": time.parts,
            "minute": time.minute,
            "until": time.until,
        }


def put_rows(table: type[Any], rows: Iterable[Mapping[str, Any]]) -> None:
    held = list(rows)
    if held:
        db.session.execute(insert(table.__table__), held)
