"""Numbers of new listings: small, dense, never given twice, also when two transactions want some at once."""

from __future__ import annotations

from sqlalchemy import func, select, text

from app.database import db
from app.models.directory import Service

LOCK = 715_220_001
"""Which of PostgreSQL's advisory locks stands for the next number."""


def take() -> int:
    """The first free number. Until the transaction ends nobody else can take it or one above it."""
    hold()
    return (db.session.scalar(select(func.coalesce(func.max(Service.number), 0))) or 0) + 1


def hold() -> None:
    """Let nobody else take numbers until the transaction ends. A writer on SQLite is alone anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
