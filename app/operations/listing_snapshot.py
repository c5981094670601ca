"""A listing's rows as plain values, so that what was changed can be put back as it was, row by row."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable, Mapping
from enum import Enum
from typing import Any

from sqlalchemy import ColumnElement, Table, delete, insert, select, update

from app.database import db
from app.models.directory import Service
from app.queries.imports import TABLES

Row = dict[str, Any]
Snapshot = dict[str, list[Row]]

PARTS: Mapping[str, tuple[str, ...]] = {
    "places": ("service_at_location",),
    "contacts": ("contact",),
    "phones": ("phone", "language"),
    "schedules": ("schedule", "schedule_exception"),
    "languages": ("language",),
    "costs": ("cost_option",),
    "topics": ("service_term",),
}
"""Field of a listing's document -> the tables of its rows, owners first."""
HANGS_ON = {"schedule_exception": ("schedule", "schedule_id"), "language": ("phone", "phone_id")}
"""Tables whose rows may belong to rows that belong to the listing."""
POINTED_AT: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "places": ("service_at_location_id", ("schedule", "phone", "contact", "service_area")),
    "contacts": ("contact_id", ("phone",)),
}
"""Field -> the column by which rows of these tables point at its rows."""
POINTS_AT = {"service_at_location_id": "service_at_location", "contact_id": "contact"}


def rows_of(service_id: uuid.UUID, field: str) -> Snapshot:
    """The rows of one field of a listing, by table."""
    made: Snapshot = {}
    for name in PARTS[field]:
        table = TABLES[name]
        above, column = HANGS_ON.get(name, ("", ""))
        if above and above in made:
            where: ColumnElement[bool] = table.c[column].in_([row["id"] for row in made[above]])
        else:
            where = table.c.service_id == service_id
        made[name] = [dict(row) for row in db.session.execute(select(table).where(where)).mappings()]
    return made


def pointing_at(service_id: uuid.UUID, field: str) -> list[tuple[str, str, list[tuple[Any, Any]]]]:
    """Rows of other fields that point at those of this one: table, column, and pairs of row and target."""
    column, tables = POINTED_AT.get(field, ("", ()))
    target = TABLES[PARTS[field][0]]
    made = []
    for name in tables:
        table = TABLES[name]
        own = select(target.c.id).where(target.c.service_id == service_id)
        rows = db.session.execute(select(table.c.id, table.c[column]).where(table.c[column].in_(own)))
        made.append((name, column, [(row[0], row[1]) for row in rows]))
    return made


def point_again(links: Iterable[Any]) -> None:
    """Let rows point where they pointed, unless they point elsewhere by now or are gone."""
    for name, column, rows in links:
        table = TABLES[name]
        for row, target in rows:
            db.session.execute(
                update(table)
                .where(table.c.id == uuid.UUID(str(row)), table.c[column].is_(None))
                .values({column: uuid.UUID(str(target))})
            )


def columns_of(service_id: uuid.UUID, names: Iterable[str]) -> Row:
    table = TABLES["service"]
    columns = [table.c[name] for name in sorted(names)]
    return dict(db.session.execute(select(*columns).where(table.c.id == service_id)).mappings().one())


def delete_rows(service_id: uuid.UUID, field: str, *, but: Collection[uuid.UUID] = ()) -> None:
    """Take away the rows of a field, but for some. What pointed at them stays, and points at nothing."""
    for name, column, rows in pointing_at(service_id, field):
        table = TABLES[name]
        ids = [row for row, target in rows if target not in but]
        db.session.execute(update(table).where(table.c.id.in_(ids)).values({column: None}))
    table = TABLES[PARTS[field][0]]
    gone = [table.c.service_id == service_id, *([table.c.id.not_in(but)] if but else ())]
    db.session.execute(delete(table).where(*gone))


def insert_rows(rows: Snapshot, field: str) -> None:
    """Put rows in. Those that point at what is not there any more point at nothing."""
    for name in PARTS[field]:
        made = [dict(row) for row in rows.get(name, ())]
        for column, target in POINTS_AT.items():
            if made and column in TABLES[name].c:
                wanted = {row[column] for row in made if row[column]}
                there = set(
                    db.session.scalars(select(TABLES[target].c.id).where(TABLES[target].c.id.in_(wanted)))
                )
                for row in made:
                    row[column] = row[column] if row[column] in there else None
        if made:
            db.session.execute(insert(TABLES[name]), made)


def set_columns(service_id: uuid.UUID, values: Row) -> None:
    if values:
        table = TABLES["service"]
        db.session.execute(update(table).where(table.c.id == service_id).values(**values))
        db.session.expire(db.session.get_one(Service, service_id))


def as_plain(value: object) -> Any:
    """For keeping: ids and days as text, choices as their values."""
    match value:
        case dict():
            return {key: as_plain(inner) for key, inner in value.items()}
        case list() | tuple():
            return [as_plain(inner) for inner in value]
        case Enum():
            return value.value
        case uuid.UUID():
            return str(value)
        case dt.date() | dt.time():
            return value.isoformat()
        case _:
            return value


def of_plain(table: Table, row: Mapping[str, Any]) -> Row:
    """A kept row with the values its table takes."""
    return {name: _typed(table.c[name].type.python_type, value) for name, value in row.items()}


def _typed(kind: type[Any], value: Any) -> Any:
    if value is None or not isinstance(value, str) or kind is str:
        return value
    if kind is uuid.UUID:
        return uuid.UUID(value)
    if kind in (dt.datetime, dt.date, dt.time):
        return kind.fromisoformat(value)
    return kind(value) if issubclass(kind, Enum) else value
