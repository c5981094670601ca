"""Finds listings that may be one, and remembers which are not."""

from __future__ import annotations

import uuid

from sqlalchemy import delete, insert, select, update

from app import clock
from app.database import db
from app.domain import duplicates
from app.domain.errors import NotAllowedError
from app.domain.stewardship import PairStatus
from app.domain.viewer import Viewer
from app.models.stewardship import DuplicatePair
from app.operations import audit
from app.queries import duplicates as queries

BATCH = 1_000


Found = dict[tuple[uuid.UUID, uuid.UUID], duplicates.Pair]


def likely() -> Found:
    """Every pair that may be one, as things stand. Reads for a while, and changes nothing."""
    return {(pair.first, pair.second): pair for pair in duplicates.pairs(queries.facts())}


def find() -> int:
    """Find pairs and keep them; how many are open."""
    return keep(likely())


def keep(found: Found) -> int:
    """Bring the pairs up to date; how many are open. What somebody decided stays decided."""
    known = {
        (pair.first_id, pair.second_id): pair for pair in db.session.scalars(select(DuplicatePair)).all()
    }
    now = clock.now()
    new = [
        {
            "id": uuid.uuid4(),
            "first_id": key[0],
            "second_id": key[1],
            "score": pair.likeness.score,
            "reasons": _reasons(pair.likeness),
            "status": PairStatus.OPEN,
            "found_at": now,
        }
        for key, pair in found.items()
        if key not in known
    ]
    for start in range(0, len(new), BATCH):
        db.session.execute(insert(DuplicatePair), new[start : start + BATCH])
    gone = [pair.id for key, pair in known.items() if pair.status is PairStatus.OPEN and key not in found]
    for start in range(0, len(gone), BATCH):
        db.session.execute(delete(DuplicatePair).where(DuplicatePair.id.in_(gone[start : start + BATCH])))
    for key, pair in known.items():
        fresh = found.get(key)
        if pair.status is PairStatus.OPEN and fresh is not None and pair.score != fresh.likeness.score:
            db.session.execute(
                update(DuplicatePair)
                .where(DuplicatePair.id == pair.id)
                .values(score=fresh.likeness.score, reasons=_reasons(fresh.likeness))
            )
    db.session.flush()
    db.session.expire_all()
    return sum(key not in known or known[key].status is PairStatus.OPEN for key in found)


def _reasons(likeness: duplicates.Likeness) -> dict[str, object]:
    return {"reasons": [reason.value for reason in likeness.reasons], "name": likeness.name}


def not_the_same(pair: DuplicatePair, *, by: Viewer) -> None:
    """Somebody has looked: these are two. They are not brought up again."""
    if pair.status is not PairStatus.OPEN:
        raise NotAllowedError
    pair.status, pair.decided_at, pair.decided_by = PairStatus.DIFFERENT, clock.now(), by.account_id
    audit.record(by, "listing.not-a-duplicate", of=("duplicate-pair", pair.id))
    db.session.flush()
