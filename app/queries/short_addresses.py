"""Where a listing named by its number or id lives. Taken-away ones too: their page says so."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.models.directory import Service

LARGEST = 2**31 - 1
"""What PostgreSQL's integer holds."""


def slug_of_number(number: int) -> str | None:
    if number > LARGEST:
        return None
    return db.session.scalar(select(Service.slug).where(Service.number == number))


def slug_of_id(identifier: uuid.UUID) -> str | None:
    return db.session.scalar(select(Service.slug).where(Service.id == identifier))
