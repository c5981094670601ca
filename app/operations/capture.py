"""What comes in from tablets and forms: kept before it is acknowledged, once, and never refused for good.

Source: engagement.md 3.2, decisions.md 4. The receipt is one row; what is in an envelope is read afterwards,
by a job, so that a tablet never waits for it. There is no trace of single records: see decisions.md 16.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import Connection, Dialect, Insert, bindparam, exists, func, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.engagement import UPLOAD_AFTER, CaptureWay, to_the_hour
from app.domain.envelope import Envelope
from app.models.conversations import CaptureDevice, CaptureRecord, ErasedSubmission
from app.models.engagement import Event
from app.queries.events import hash_of

TRIES = 5
COLUMNS = (
    *("id", "event_id", "submission_id", "number", "digest", "way", "device_id", "is_unfinished"),
    *("received_at", "envelope"),
)


class Came(StrEnum):
    """What is answered for a record."""

    NEW = "new"
    SAME = "same"
    """We have it already, word for word."""
    VERSION = "version"
    """We have others of the same submission: this one is kept beside them."""
    ERASED = "erased"
    """It was erased on request: drop it."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """What we hold now. `number`: which version it is."""

    came: Came
    record_id: uuid.UUID | None
    number: int
    digest: str


@cache
def first_insert(dialect: str, *, by_token: bool) -> Insert:
    """One statement for what nearly always comes: a submission that we neither have nor erased.

    `by_token`: where the tablet that carries it may send to the event, which is looked up by the same.
    """
    table, gone = CaptureRecord.__table__, ErasedSubmission.__table__
    device, event = CaptureDevice.__table__, Event.__table__
    named: dict[str, Any] = {name: bindparam(name, type_=table.c[name].type) for name in COLUMNS}
    if by_token:
        named |= {"event_id": device.c.event_id, "device_id": device.c.id}
    is_gone = exists().where(
        gone.c.event_id == named["event_id"], gone.c.submission_id == named["submission_id"]
    )
    rows = select(*named.values()).where(~is_gone)
    if by_token:
        rows = rows.join_from(device, event, event.c.id == device.c.event_id).where(
            device.c.token_hash == bindparam("token_hash"),
            device.c.revoked_at.is_(None),
            event.c.slug == bindparam("slug"),
            event.c.ends_at >= bindparam("ended_after", type_=event.c.ends_at.type),
        )
    made = (postgresql if dialect == "postgresql" else sqlite).insert(table)
    kept: Insert = made.from_select(COLUMNS, rows).on_conflict_do_nothing()
    return kept.execution_options(preserve_rowcount=True)


@dataclass(frozen=True, slots=True)
class Prepared:
    """A statement as its driver takes it. Putting it together for each record cost a third of keeping it."""

    sql: str
    order: tuple[str, ...] | None
    """Names of the values where they stand in order; None where they go by name."""
    processors: dict[str, Callable[[Any], Any]]
    """How the database holds a value, by its name."""

    def run(self, connection: Connection, row: dict[str, Any]) -> int:
        """How many rows it wrote."""
        held = {name: self.processors[name](value) for name, value in row.items()}
        values = tuple(held[name] for name in self.order) if self.order is not None else held
        return connection.exec_driver_sql(self.sql, values).rowcount


@cache
def prepared(dialect: Dialect) -> Prepared:
    compiled = first_insert(dialect.name, by_token=True).compile(dialect=dialect)
    order = tuple(compiled.positiontup) if compiled.positiontup is not None else None
    return Prepared(
        str(compiled),
        order,
        {
            name: bind.type.dialect_impl(dialect).bind_processor(dialect) or as_it_is
            for name, bind in compiled.binds.items()
        },
    )


def as_it_is(value: Any) -> Any:
    return value


def receive_first(
    connection: Connection, token: str, slug: str, submission_id: uuid.UUID, envelope: Envelope, **more: bool
) -> Receipt | None:
    """Keep what a tablet sent, with one statement; None where it is not new or may not be sent.

    `receive` then tells which. `more`: is_unfinished.
    """
    record_id, digest, now = uuid.uuid4(), envelope.digest, clock.now()
    row = {
        "id": record_id,
        "submission_id": submission_id,
        "number": 1,
        "digest": digest,
        "way": CaptureWay.TABLET,
        "received_at": to_the_hour(now),
        "envelope": envelope.packed(),
        "token_hash": hash_of(token),
        "slug": slug,
        "ended_after": now - UPLOAD_AFTER,
        **more,
    }
    kept = prepared(connection.dialect).run(connection, row)
    return Receipt(Came.NEW, record_id, 1, digest) if kept > 0 else None


def receive(
    event_id: uuid.UUID,
    submission_id: uuid.UUID,
    *,
    digest: str,
    way: CaptureWay,
    envelope: bytes | None = None,
    device_id: uuid.UUID | None = None,
    is_unfinished: bool = False,
) -> Receipt:
    """Keep one version of a submission, as one row. Its conversation follows in `conversations`."""
    record_id = uuid.uuid4()
    row = {
        "id": record_id,
        "event_id": event_id,
        "submission_id": submission_id,
        "number": 1,
        "digest": digest,
        "way": way,
        "device_id": device_id,
        "is_unfinished": is_unfinished,
        "received_at": to_the_hour(clock.now()),
        "envelope": envelope,
    }
    first = first_insert(db.engine.dialect.name, by_token=False)
    if db.session.connection().execute(first, row).rowcount > 0:
        return Receipt(Came.NEW, record_id, 1, digest)
    return receive_again(row)


def receive_again(row: dict[str, Any]) -> Receipt:
    """Keep a version of a submission that we have or erased already."""
    event_id, submission_id, digest = row["event_id"], row["submission_id"], row["digest"]
    made = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    for _ in range(TRIES):
        held = versions(event_id, submission_id)
        if digest in held:
            return Receipt(Came.SAME, held[digest][0], held[digest][1], digest)
        if not held and is_erased(event_id, submission_id):
            return Receipt(Came.ERASED, None, 0, digest)
        number = max((at for _, at in held.values()), default=0) + 1
        kept = db.session.scalars(
            made(CaptureRecord)
            .values(**{**row, "number": number})
            .on_conflict_do_nothing()
            .returning(CaptureRecord.id)  # PostgreSQL counts no rows here
        )
        if kept.first() is not None:
            return Receipt(Came.VERSION if held else Came.NEW, row["id"], number, digest)
    raise RuntimeError("another sender of the same submission was always there first")


def versions(event_id: uuid.UUID, submission_id: uuid.UUID) -> dict[str, tuple[uuid.UUID, int]]:
    """Digest -> the record and which version it is."""
    rows = db.session.execute(
        select(CaptureRecord.digest, CaptureRecord.id, CaptureRecord.number).where(
            CaptureRecord.event_id == event_id, CaptureRecord.submission_id == submission_id
        )
    )
    return {row.digest: (row.id, row.number) for row in rows}


def is_erased(event_id: uuid.UUID, submission_id: uuid.UUID) -> bool:
    found = select(func.count()).select_from(ErasedSubmission)
    return bool(
        db.session.scalar(
            found.where(
                ErasedSubmission.event_id == event_id, ErasedSubmission.submission_id == submission_id
            )
        )
    )
