"""What a merge changed, row by row, so that it can be taken back exactly.

Kept sealed with the merge: which rows moved from where to where, and which columns held what before and
after.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Column, Table, Uuid, select, update

from app.database import db

Kept = dict[str, Any]
"""Shape: {"moves": [{table, column, from, to, ids}], "fields": [{table, id, was, is}]}."""

BATCH = 500


def empty() -> Kept:
    return {"moves": [], "fields": []}


def table(name: str) -> Table:
    found: Table = db.metadata.tables[name]
    return found


def key_of(of: Table) -> Column[Any]:
    """The one column by which its rows are named."""
    (found,) = of.primary_key.columns
    return found


def move(kept: Kept, column: Column[Any], start: uuid.UUID, end: uuid.UUID, *where: Any) -> int:
    """Every row that points at the one points at the other from now on; how many there were."""
    of = column.table
    key = key_of(of)
    ids = list(db.session.scalars(select(key).where(column == start, *where).order_by(key)))
    if ids:
        point(column, ids, start, end)
        kept["moves"].append(
            {
                "table": of.name,
                "column": column.name,
                "from": str(start),
                "to": str(end),
                "ids": [str(i) for i in ids],
            }
        )
    return len(ids)


def point(column: Column[Any], ids: list[Any], start: uuid.UUID, end: uuid.UUID) -> None:
    """Only rows that still point at the one."""
    of = column.table
    key = key_of(of)
    more = {"version": of.c.version + 1} if "version" in of.c else {}
    for at in range(0, len(ids), BATCH):
        db.session.execute(
            update(of)
            .where(key.in_(ids[at : at + BATCH]), column == start)
            .values({column.name: end, **more})
        )


def change(kept: Kept, of: Table, row_id: uuid.UUID, **values: Any) -> None:
    """Set columns of one row, remembering what they held."""
    held = values_of(of, row_id, values)
    differ = {name: value for name, value in values.items() if held[name] != value}
    if differ:
        set_values(of, row_id, differ)
        was = {name: plain(held[name]) for name in differ}
        now = {name: plain(value) for name, value in differ.items()}
        kept["fields"].append({"table": of.name, "id": str(row_id), "was": was, "is": now})


def take_back(kept: Kept) -> None:
    """Everything as it was, but for what somebody has changed since."""
    for one in reversed(kept["moves"]):
        of = table(one["table"])
        column, key = of.c[one["column"]], key_of(of)
        ids = [uuid.UUID(i) if isinstance(key.type, Uuid) else int(i) for i in one["ids"]]
        point(column, ids, uuid.UUID(one["to"]), uuid.UUID(one["from"]))
    for one in reversed(kept["fields"]):
        of, row_id = table(one["table"]), uuid.UUID(one["id"])
        held = values_of(of, row_id, one["was"])
        same = {
            name: whole(value) for name, value in one["was"].items() if plain(held[name]) == one["is"][name]
        }
        if same:
            set_values(of, row_id, same)


def values_of(of: Table, row_id: uuid.UUID, names: Iterable[str]) -> dict[str, Any]:
    columns = [of.c[name] for name in names]
    return dict(db.session.execute(select(*columns).where(key_of(of) == row_id)).one()._mapping)


def set_values(of: Table, row_id: uuid.UUID, values: dict[str, Any]) -> None:
    more = {"version": of.c.version + 1} if "version" in of.c else {}
    db.session.execute(update(of).where(key_of(of) == row_id).values({**values, **more}))


def plain(value: Any) -> Any:
    """A value of a column as JSON holds it. Shape: days, moments and ids as `{"day": "2026-11-24"}`."""
    if isinstance(value, dt.datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, dt.date):
        return {"day": value.isoformat()}
    if isinstance(value, uuid.UUID):
        return {"id": str(value)}
    if isinstance(value, dict | list):
        return {"json": value}
    return value


def whole(value: Any) -> Any:
    """The value again."""
    if not isinstance(value, dict):
        return value
    ((kind, held),) = value.items()
    if kind == "moment":
        return dt.datetime.fromisoformat(held)
    if kind == "day":
        return dt.date.fromisoformat(held)
    return uuid.UUID(held) if kind == "id" else held
