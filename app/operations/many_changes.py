"""Many changes at once: small ones taken together, and old ones forgotten."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import delete, update

from app.database import db
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.listing_document import is_risky
from app.domain.stewardship import ChangeStatus
from app.domain.viewer import SYSTEM, Viewer
from app.models.stewardship import ListingChange
from app.operations import audit
from app.operations.changes import accept
from app.operations.index import Ground

FORGOTTEN_AFTER = dt.timedelta(days=90)
DRAFTS_KEPT = dt.timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Together:
    """What came of accepting many changes at once."""

    done: tuple[uuid.UUID, ...]
    left: tuple[uuid.UUID, ...]
    """Somebody decided them, or the listing moved, or they turned out risky."""


def accept_many(shown: Mapping[uuid.UUID, int], *, by: Viewer, ground: Ground) -> Together:
    """Publish changes as they were shown (id -> version), each by itself: one that cannot be does not hold up
    the others. Risky ones are left: they want somebody's eyes.
    """
    done: list[uuid.UUID] = []
    left: list[uuid.UUID] = []
    for id_, version in shown.items():
        change = db.session.get(ListingChange, id_)
        try:
            if change is None or is_risky(change.risk):
                raise NotAllowedError
            with db.session.begin_nested():
                accept(change, by=by, ground=ground, version=version)
        except (NotAllowedError, NotThereError, StaleError):
            left.append(id_)
        else:
            done.append(id_)
    return Together(tuple(done), tuple(left))


def forget(now: dt.datetime) -> int:
    """Who sent a change is forgotten some time after it was decided, and a draft nobody finishes goes.

    How many rows. The trace is one line.
    """
    forgotten = db.session.execute(
        update(ListingChange)
        .where(
            ListingChange.decided_at < now - FORGOTTEN_AFTER,
            ListingChange.contact.is_not(None) | ListingChange.answer.is_not(None),
        )
        .values(contact=None, answer=None, version=ListingChange.version + 1)
        .execution_options(synchronize_session=False)
    )
    dropped = db.session.execute(
        delete(ListingChange)
        .where(ListingChange.status == ChangeStatus.DRAFT, ListingChange.made_at < now - DRAFTS_KEPT)
        .execution_options(synchronize_session=False)
    )
    count = int(forgotten.rowcount + dropped.rowcount)  # type: ignore[attr-defined]
    if count:
        audit.record(SYSTEM, "change.forgotten", count=count)
    return count
