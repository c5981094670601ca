"""Seal personal values again with the newest key, so that an old one can be thrown away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from sqlalchemy import Column, LargeBinary, Table, bindparam, select, type_coerce, update

from app.database import Base, begin_writing, db
from app.models.sealed import Sealed, SealedJSON, key_of, keys, seal, unseal

BATCH = 500


def sealed_columns() -> Iterator[tuple[Table, Column[object]]]:
    """Every column that holds sealed values."""
    for table in Base.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedJSON):
                yield table, column


def held() -> Counter[str]:
    """Key id -> how many values it seals."""
    counted: Counter[str] = Counter()
    for _, column in sealed_columns():
        raw = type_coerce(column, LargeBinary)
        for value in db.session.execute(select(raw).where(column.is_not(None))).scalars():
            counted[key_of(bytes(value))] += 1
    db.session.rollback()
    return counted


def reseal() -> int:
    """Seal again whatever an older key seals, a few hundred rows a transaction; how many values that were."""
    db.session.rollback()
    return sum(_reseal_column(table, column) for table, column in sealed_columns())


def _reseal_column(table: Table, column: Column[object]) -> int:
    """Rows are taken in the order of their keys. Safe to stop and start again, and while others write."""
    done, raw, primary = 0, type_coerce(column, LargeBinary), next(iter(table.primary_key.columns))
    where, newest, last = f"{table.name}.{column.name}", keys().newest, None
    while True:
        begin_writing()
        wanted = select(primary, raw).where(column.is_not(None)).order_by(primary).limit(BATCH)
        rows = db.session.execute(wanted if last is None else wanted.where(primary > last)).all()
        changed = [
            {"row": row[0], "value": seal(unseal(bytes(row[1]), where=where), where=where)}
            for row in rows
            if key_of(bytes(row[1])) != newest
        ]
        if changed:
            statement = (
                update(table)
                .where(primary == bindparam("row"))
                .values({column.name: bindparam("value", type_=LargeBinary)})
            )
            db.session.connection().execute(statement, changed)
        db.session.commit()
        done += len(changed)
        if len(rows) < BATCH:
            return done
        last = rows[-1][0]
