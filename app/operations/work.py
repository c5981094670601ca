"""The job table: put work in with the change that causes it, take it by lease, finish or retry."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import begin_writing, db
from app.models.work import Job

LEASE = dt.timedelta(minutes=10)
MOST_TRIES = 8
FIRST_WAIT = dt.timedelta(seconds=30)


@dataclass(frozen=True)
class Claim:
    """A job taken by a worker until its lease ends."""

    id: int
    kind: str
    arguments: dict[str, object]
    tries: int


def enqueue(
    kind: str, *, key: str | None = None, run_at: dt.datetime | None = None, **arguments: object
) -> None:
    """Put a job in, in the caller's transaction. A job whose key is already there is not added again."""
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    db.session.execute(
        insert(Job)
        .values(
            kind=kind,
            key=key,
            arguments=arguments,
            run_at=run_at or clock.now(),
            tries=0,
            leased_by="",
            error="",
        )
        .on_conflict_do_nothing(index_elements=["key"])
    )


def claim(worker: str, *, lease: dt.timedelta = LEASE) -> Claim | None:
    """The oldest job that is due and not leased, now leased to this worker; None when there is none.

    A worker that dies keeps its lease until it ends; then somebody else gets the job.
    """
    begin_writing()
    now = clock.now()
    due = (
        select(Job.id)
        .where(
            Job.finished_at.is_(None),
            Job.failed_at.is_(None),
            Job.run_at <= now,
            or_(Job.leased_until.is_(None), Job.leased_until < now),
        )
        .order_by(Job.run_at, Job.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    row = db.session.execute(
        update(Job)
        .where(Job.id == due)
        .values(leased_until=now + lease, leased_by=worker, tries=Job.tries + 1)
        .returning(Job.id, Job.kind, Job.arguments, Job.tries)
        .execution_options(synchronize_session=False)
    ).one_or_none()
    db.session.commit()
    return Claim(row.id, row.kind, row.arguments, row.tries) if row else None


def finish(claimed: Claim) -> None:
    """Mark a job done, in the transaction that did its work."""
    _settle(claimed, finished_at=clock.now(), leased_until=None, error="")


def retry_later(claimed: Claim, *, error: str) -> None:
    """Give a failed job back, with a longer wait each time.

    After the last try it stays failed, for a person to see.
    """
    now = clock.now()
    if claimed.tries >= MOST_TRIES:
        _settle(claimed, failed_at=now, leased_until=None, error=error)
    else:
        _settle(claimed, run_at=now + FIRST_WAIT * 2 ** (claimed.tries - 1), leased_until=None, error=error)


def _settle(claimed: Claim, **values: object) -> None:
    db.session.execute(
        update(Job).where(Job.id == claimed.id).values(**values).execution_options(synchronize_session=False)
    )
    db.session.flush()
