"""What lies between the rows a feed says there should be and the rows there are, and putting it right."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, update

from app.database import db
from app.domain.feeds.ledger import shortened
from app.domain.feeds.local import Kept
from app.domain.listing import SaidBy
from app.operations.import_local import Choices, Local
from app.operations.import_owners import Owner, Owners
from app.operations.import_parts import Wanted
from app.queries import imports as queries
from app.queries.imports import TABLES, Row, Rows

BATCH = 2_000
INSERT_ONLY = frozenset(("taxonomy", "taxonomy_term", "meta_table_description"))
"""Tables whose rows are shared by whoever publishes the same; they are added and never changed."""
UNSAID = frozenset(("feed", "feed_id", "slug", "id"))

_ONLY_AT_FIRST = {"location": "undisclosed"}
"""Whether a place is hidden is asked once; after that it is for people here to say."""

_SHARED = INSERT_ONLY | {"attribute", "metadata"}
"""Owners whose rows are shared in the same way."""

Step = Callable[[int, int], None]


@dataclass
class Difference:
    """Rows to add, change and take away, by table; and whose they are."""

    inserts: dict[str, list[Row]] = field(default_factory=lambda: defaultdict(list))
    updates: dict[str, list[tuple[Any, Row]]] = field(default_factory=lambda: defaultdict(list))
    deletes: dict[str, list[Any]] = field(default_factory=lambda: defaultdict(list))
    owners: dict[Owner, list[str]] = field(default_factory=lambda: defaultdict(list))
    """Every owner something is different for, and what, in words of our tables."""
    kept: Mapping[uuid.UUID, Mapping[str, Kept]] = field(default_factory=dict)
    """Listing -> fields that people here changed, which are left as they are."""

    @property
    def rows(self) -> int:
        parts: Iterable[Any] = (*self.inserts.values(), *self.updates.values(), *self.deletes.values())
        return sum(len(one) for one in parts)


def difference(
    wanted: Wanted,
    existing: Rows,
    local_fields: Mapping[uuid.UUID, list[str]] | None = None,
    choices: Choices | None = None,
) -> Difference:
    """What to change. Rows of owners that the feed no longer speaks of are left alone."""
    local = Local(local_fields or {}, choices or {}, existing)
    made = Difference(kept=local.kept)
    programs = queries.rows_by_id("program", wanted.rows["program"])
    shared = {name: queries.rows_by_id(name, wanted.rows[name]) for name in INSERT_ONLY}
    have = {**existing, "program": programs, **shared}
    for table in queries.ABOUT_ANYTHING:  # those on shared rows, or on what no feed of ours holds
        alone = [key for key in wanted.rows[table] if wanted.owners[(table, key)][0] in _SHARED]
        have[table] = {**existing.get(table, {}), **queries.rows_by_id(table, alone)}
    for table, rows in list(wanted.rows.items()):
        known = have.get(table, {})
        for key, row in rows.items():
            owner = wanted.owners[(table, key)]
            before = known.get(key)
            if before is None and local.stays(table, owner, None, row):
                continue
            if before is None:
                made.inserts[table].append(row)
                made.owners[owner].append(table)
            elif (
                table not in INSERT_ONLY
                and owner[0] not in _SHARED
                and (changed := local.changed(table, owner, before, _changed(table, before, row)))
            ):
                made.updates[table].append((key, changed))
                made.owners[owner].extend(_said(table, before, changed))
    _take_away(made, wanted, existing, local)
    if local.kept:
        _let_go_of_what_is_not_there(made, existing)
    return made


def _take_away(made: Difference, wanted: Wanted, existing: Rows, local: Local) -> None:
    owners = set(wanted.owners.values())
    whose = Owners(existing)
    for table, rows in existing.items():
        if table in {"service", "organization", "location", "program"}:
            continue
        held = wanted.rows.get(table, {})
        for key, row in rows.items():
            if key in held or (table == "venue_fact" and row["said_by"] is not SaidBy.PUBLISHER):
                continue
            owner = whose.of(table, row)
            if owner in owners and owner[0] not in _SHARED and not local.stays(table, owner, row, None):
                made.deletes[table].append(key)
                made.owners[owner].append(table)


def _let_go_of_what_is_not_there(made: Difference, existing: Rows) -> None:
    """Rows that point at rows which were not taken: the pointing ends, or the row with it."""
    there = {
        table: {*existing.get(table, ()), *(row["id"] for row in made.inserts.get(table, ()))}
        - set(made.deletes.get(table, ()))
        for table in ("contact", "phone", "schedule", "service_at_location")
    }
    for table in list(made.inserts):
        made.inserts[table] = [row for row in made.inserts[table] if not _is_let_go(row, there)]
    for changes in made.updates.values():
        for _, row in changes:
            _is_let_go(row, there)


def _is_let_go(row: Row, there: Mapping[str, set[Any]]) -> bool:
    for column, table in (("contact_id", "contact"), ("service_at_location_id", "service_at_location")):
        if row.get(column) is not None and row[column] not in there[table]:
            row[column] = None
    return any(
        row.get(column) is not None and row[column] not in there[table]
        for column, table in (("phone_id", "phone"), ("schedule_id", "schedule"))
    )


def _changed(table: str, before: Row, row: Row) -> Row:
    unasked = _ONLY_AT_FIRST.get(table, "")
    return {name: value for name, value in row.items() if name != unasked and before[name] != value}


def _said(table: str, before: Row, changed: Row) -> list[str]:
    if table not in {"service", "organization", "location"}:
        return [table]
    if before.get("undisclosed"):
        return [f"{table}.{name}" for name in changed if name not in UNSAID]
    return [
        f"{table}.{name}: {shortened(before[name] or '')} → {shortened(value or '')}"
        for name, value in changed.items()
        if name not in UNSAID
    ]


def changed_services(made: Difference, wanted: Wanted) -> dict[uuid.UUID, list[str]]:
    """The services for which something is different: themselves, or a place or organization of theirs."""
    found: dict[uuid.UUID, list[str]] = {}
    for id_ in wanted.services:
        owners: list[Owner] = [("service", id_), *sorted(wanted.rests_on.get(id_, ()))]
        if said := [words for owner in owners if owner in made.owners for words in made.owners[owner]]:
            found[id_] = list(dict.fromkeys(said))
    return found


def put(made: Difference, first_number: int, step: Step | None = None) -> None:
    """Write the difference, owners before what they own; new services get the numbers from the first on."""
    total, done = made.rows, 0
    made.inserts["organization"] = _parents_first(made.inserts["organization"])
    for number, row in enumerate(made.inserts["service"], first_number):
        row["number"] = number
    for name, table in TABLES.items():
        for batch in _batches(made.inserts.get(name, [])):
            db.session.execute(insert(table), batch)
            done += len(batch)
            if step:
                step(done, total)
    for name, table in TABLES.items():
        _update(table, made.updates.get(name, []))
        done += len(made.updates.get(name, ()))
        if step and made.updates.get(name):
            step(done, total)
    for name in reversed(list(TABLES)):
        _delete(TABLES[name], made.deletes.get(name, []))


def _update(table: Table, changes: list[tuple[Any, Row]]) -> None:
    """Change only the columns that differ, many rows with the same columns at a time."""
    by_columns: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for key, row in changes:
        values_ = {f"to_{name}": value for name, value in row.items()}
        by_columns[tuple(sorted(row))].append({"key_": key, **values_})
    for columns, rows in by_columns.items():
        values: dict[str, Any] = {name: bindparam(f"to_{name}", type_=table.c[name].type) for name in columns}
        if table.name == "service":
            values["version"] = table.c.version + 1
        statement = update(table).where(table.c.id == bindparam("key_")).values(**values)
        for batch in _batches(rows):
            db.session.connection().execute(statement, batch)


def _delete(table: Table, keys: list[Any]) -> None:
    if table.name == "service_term":
        for service, term in keys:
            db.session.execute(delete(table).where(table.c.service_id == service, table.c.term_id == term))
        return
    for some in queries.chunks(keys):
        db.session.execute(delete(table).where(table.c.id.in_(some)))


def _parents_first(rows: list[Row]) -> list[Row]:
    """Organizations so that each comes after the one above it."""
    waiting = {row["id"]: row for row in rows}
    made: list[Row] = []
    for row in rows:
        chain: list[Row] = []
        at: Row | None = waiting.pop(row["id"], None)
        while at is not None:
            chain.append(at)
            at = waiting.pop(at["parent_organization_id"], None)
        made.extend(reversed(chain))
    return made


def _batches(rows: list[Row]) -> Iterable[list[Row]]:
    return (rows[start : start + BATCH] for start in range(0, len(rows), BATCH))
