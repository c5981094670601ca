"""Which columns of which tables name a person or a case, by the database's own description.

A new table is found by itself; one with a rule of its own fails a test until somebody has thought of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column

from app.database import db
from app.operations import merge_record

STAYS = frozenset(
    {
        ("person", "merged_into_id"),
        ("person_merge", "kept_id"),
        ("person_merge", "merged_id"),
        ("not_same_person", "first_id"),
        ("not_same_person", "second_id"),
        ("case_record", "previous_id"),
        ("case_transfer", "case_id"),
    }
)
"""Columns that name a person or a case and stay: they tell what was, or end with the case."""
BY_HAND = frozenset(
    {
        ("person_key", "person_id"),
        ("equality_answer", "person_id"),
        ("case_record", "person_id"),
        ("plan", "case_id"),
    }
)
"""Columns that move by rules of their own, below."""


def pointing_at(name: str) -> Iterator[Column[Any]]:
    """Every column of every table that names a row of this one, but for those with rules of their own."""
    for of in db.metadata.sorted_tables:
        for column in of.columns:
            if any(key.column.table.name == name for key in column.foreign_keys) and (
                (of.name, column.name) not in STAYS | BY_HAND
            ):
                yield column


def by_hand(*names: str) -> Iterator[Column[Any]]:
    for name in names:
        yield column_of(*name.split("."))


def column_of(table: str, column: str) -> Column[Any]:
    return merge_record.table(table).c[column]
