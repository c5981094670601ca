"""Was this database filled with the invented listings?"""

from __future__ import annotations

from sqlalchemy import exists, select

from app.database import db
from app.models.directory import Service


def is_demo() -> bool:
    return bool(db.session.scalar(select(exists().where(Service.is_demo))))
