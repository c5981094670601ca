"""Is everything here that a page needs?"""

from __future__ import annotations

from sqlalchemy import Executable, select, text
from sqlalchemy.exc import SQLAlchemyError

from app.database import db
from app.models.places import Postcode
from app.models.search import SearchVersion


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
