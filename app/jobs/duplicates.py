"""Each night: find listings that may be one. Comparing them all takes a while, and holds nobody up."""

from __future__ import annotations

from collections.abc import Mapping

from app.database import begin_writing, db
from app.operations import duplicates

KIND = "find-duplicates"


def run(arguments: Mapping[str, object]) -> None:
    found = duplicates.likely()
    db.session.rollback()
    begin_writing()
    duplicates.keep(found)
    db.session.commit()
