"""Count tries, each in a transaction of its own, so that a refused try counts too. Keyed hashes, no names."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from sqlalchemy import delete, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.errors import TooManyTriesError
from app.domain.throttle import Limit
from app.models.people import Throttle
from app.models.sealed import keyed_hash

Try = tuple[Limit, str]
"""What is limited, and for whom."""


def count(tries: Sequence[Try]) -> None:
    """Count one try of each. Call it before anything is written: it lets the request's transaction go.

    Raises: TooManyTriesError, with the longest wait.
    """
    db.session.rollback()
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    waits = [0]
    with db.engine.connect().execution_options(write=True) as own, own.begin():
        for limit, who in tries:
            window, left = window_of(limit)
            row = insert(Throttle).values(
                key=key_of(limit, who), window=window, times=1, until=clock.now() + dt.timedelta(seconds=left)
            )
            times = own.execute(
                row.on_conflict_do_update(
                    index_elements=["key", "window"], set_={"times": Throttle.times + 1}
                ).returning(Throttle.times)
            ).scalar_one()
            if times > limit.times:
                waits.append(left)
    if any(waits):
        raise TooManyTriesError(max(waits))


def give_back(tries: Sequence[Try]) -> None:
    """It was right, so it does not count: one statement each, in the caller's transaction."""
    for limit, who in tries:
        db.session.execute(
            update(Throttle)
            .where(
                Throttle.key == key_of(limit, who),
                Throttle.window == window_of(limit)[0],
                Throttle.times > 0,
            )
            .values(times=Throttle.times - 1)
            .execution_options(synchronize_session=False)
        )


def forget_past() -> None:
    """Drop the counts of windows that are over."""
    db.session.execute(
        delete(Throttle).where(Throttle.until < clock.now()).execution_options(synchronize_session=False)
    )


def window_of(limit: Limit) -> tuple[int, int]:
    """Which window it is now, and how long it lasts yet. Units: seconds."""
    now = int(clock.now().timestamp())
    return now // limit.seconds, limit.seconds - now % limit.seconds


def key_of(limit: Limit, who: str) -> str:
    return f"{limit.name}:{keyed_hash(who, of='throttle')[:32]}"
