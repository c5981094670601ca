"""Is everything here that a page needs?"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Executable, select, text
from sqlalchemy.exc import SQLAlchemyError

from app import clock
from app.database import db
from app.models.places import Postcode
from app.models.search import SearchVersion
from app.queries import messages

LATE = dt.timedelta(days=2)
"""The daily job may wait a night; after that somebody should look why it does not run."""
OUTBOX_LATE = dt.timedelta(minutes=15)
"""A message leaves within seconds, unless the mail server is away. Source: security.md 3."""


def missing() -> list[str]:
    """What is not there, of: database, tables, postcodes, search. Empty when all is well."""
    checks: dict[str, Executable] = {
        "database": text("SELECT 1"),
        "tables": text("SELECT version_num FROM alembic_version"),
        "postcodes": select(Postcode.key).limit(1),
        "search": select(SearchVersion.version).limit(1),
    }
    absent = []
    for name, statement in checks.items():
        try:
            if db.session.execute(statement).first() is None:
                absent.append(name)
        except SQLAlchemyError:
            db.session.rollback()
            absent.append(name)
    return absent


def late(now: dt.datetime, *, outbox: dt.timedelta) -> list[str]:
    """What is behind its time though pages still work: dates, when the daily job has stopped; messages."""
    held_from = db.session.scalar(select(SearchVersion.held_from))
    found = ["dates"] if held_from is not None and held_from < clock.local_day(now) - LATE else []
    return [*found, "messages"] if outbox > OUTBOX_LATE else found


def outbox_age(now: dt.datetime) -> dt.timedelta:
    """How long the oldest message has been due."""
    oldest = messages.waiting(now).oldest
    return now - oldest if oldest else dt.timedelta(0)
