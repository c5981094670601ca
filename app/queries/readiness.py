"""Is everything here that a page needs?"""

from __future__ import annotations

import datetime as dt

from sqlalchemy import Executable, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.database import db
from app.models.places import Postcode
from app.models.search import SearchVersion

LATE = dt.timedelta(days=2)
"""The daily job may wait a night; after that somebody should look why it does not run."""


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


def late(today: dt.date) -> list[str]:
    """What is behind its time though pages still work: dates, when the daily job has stopped."""
    held_from = db.session.scalar(select(SearchVersion.held_from))
    return ["dates"] if held_from is not None and held_from < today - LATE else []
