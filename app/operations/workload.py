"""How many people somebody can have at once."""

from __future__ import annotations

import uuid

from app.database import db
from app.domain.errors import StaleError
from app.domain.viewer import Viewer
from app.models.cases import Workload
from app.operations import audit

MOST = 250
"""Units: people."""


def of(account_id: uuid.UUID) -> Workload:
    """What is kept about somebody's load; made where there is nothing yet."""
    held = db.session.get(Workload, account_id)
    if held is None:
        held = Workload(account_id=account_id)
        db.session.add(held)
        db.session.flush()
    return held


def set_cap(account_id: uuid.UUID, cap: int, *, by: Viewer, version: int) -> None:
    """From now on they can have so many people. `version`: of what the form showed, nought for none.

    Raises: StaleError; ValueError for a number nobody can have.
    """
    if not 0 <= cap <= MOST:
        raise ValueError(cap)
    held = db.session.get(Workload, account_id)
    if (held.version if held else 0) != version:
        raise StaleError
    held = held or of(account_id)
    if held.cap == cap:
        return
    audit.record(by, "workload.cap-set", of=("account", account_id), fields={"cap": (held.cap, cap)})
    held.cap = cap
    held.version += 1
    db.session.flush()
