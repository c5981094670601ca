"""Many referrals from a file: a dry run that keeps nothing but its own sealed row, then in, once.

Given = new + already here + refused. The same row is the same referral however often the file comes.
"""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import CursorResult, update

from app import clock
from app.database import db
from app.domain.referral import ReferralSource
from app.domain.referral_document import clean
from app.domain.referral_rows import Row
from app.domain.viewer import Viewer
from app.models.referrals import ReferralImport
from app.models.sealed import keyed_hash
from app.operations import audit, referrals
from app.operations.referrals import Referrer
from app.queries.referral_imports import held_among

MOST_ROWS = 500
KEPT = dt.timedelta(days=14)
"""A dry run that nobody brings in is emptied after that."""


@dataclass(frozen=True, slots=True)
class Sum:
    """What came of a file: `given` is the sum of the others."""

    given: int
    new: int
    already_here: int
    refused: int


def dry_run(rows: Sequence[Row], *, file_name: str, by: Viewer) -> ReferralImport:
    """Keep what was read, sealed, and say what would come of it. No referral is made."""
    keys = [key_of(row) for row in rows]
    held = held_among(keys)
    good, refused, known, seen = [], [], [], set(held)
    for row, key in zip(rows, keys, strict=True):
        if row.wrong:
            refused += [[row.number, name, wrong.value] for name, wrong in row.wrong.items()]
        elif key in seen:
            known.append(row.number)
        else:
            seen.add(key)
            good.append(kept(row, key))
    made = ReferralImport(
        id=uuid.uuid4(),
        made_by=by.account_id,
        team_id=next((grant.team_id for grant in by.grants if grant.team_id), None),
        file_name=file_name[:200],
        rows={"rows": good},
        report={
            "given": len(rows),
            "new": len(good),
            "already_here": known,
            "refused": len({number for number, _name, _wrong in refused}),
            "faults": refused,
        },
        made_at=clock.now(),
    )
    db.session.add(made)
    audit.record(by, "referral-import.read", of=("referral-import", made.id), count=len(rows))
    db.session.flush()
    return made


def kept(row: Row, key: uuid.UUID) -> dict[str, object]:
    return {
        "row": row.number,
        "key": str(key),
        "document": dict(row.document),
        "referrer": dict(row.referrer),
        "is_urgent": row.is_urgent,
    }


def key_of(row: Row) -> uuid.UUID:
    """The id the row's referral has, today and whenever it comes again. No name tells what it is."""
    return uuid.UUID(keyed_hash(row.identity, of="referral.imported")[:32])


def bring_in(held: ReferralImport, *, hear_by: dt.date, by: Viewer, is_demo: bool = False) -> Sum:
    """Make the referrals of a dry run. A second time changes nothing and says the same."""
    db.session.refresh(held, with_for_update=True)
    if held.applied_at is not None or held.rows is None:
        return sum_of(held)
    rows: list[dict[str, Any]] = list(held.rows["rows"])  # type: ignore[call-overload]  # a JSON list of ours
    here = held_among([uuid.UUID(row["key"]) for row in rows])
    late = [row["row"] for row in rows if uuid.UUID(row["key"]) in here]
    for row in rows:
        if uuid.UUID(row["key"]) not in here:
            referrals.receive(
                clean(row["document"]),
                key=uuid.UUID(row["key"]),
                source=ReferralSource.IMPORT,
                by=by,
                hear_by=hear_by,
                referrer=Referrer(**row["referrer"]),
                is_urgent=row["is_urgent"],
                is_demo=is_demo,
                is_one_of_many=True,
            )
    known: list[int] = held.report["already_here"]  # type: ignore[assignment]
    held.report = {**held.report, "new": len(rows) - len(late), "already_here": sorted([*known, *late])}
    held.rows, held.applied_at = None, clock.now()
    audit.record(by, "referral-import.brought-in", of=("referral-import", held.id), count=sum_of(held).new)
    db.session.flush()
    return sum_of(held)


def sum_of(held: ReferralImport) -> Sum:
    report: Mapping[str, Any] = held.report
    return Sum(report["given"], report["new"], len(report["already_here"]), report["refused"])


def throw_away(held: ReferralImport, *, by: Viewer) -> None:
    """What was read is forgotten; the counts stay."""
    db.session.refresh(held, with_for_update=True)
    held.rows = None
    audit.record(by, "referral-import.thrown-away", of=("referral-import", held.id))
    db.session.flush()


def forget_old() -> int:
    """Empty what was read and never brought in; how many there were."""
    emptied: CursorResult[object] = db.session.execute(  # type: ignore[assignment]  # as updates answer
        update(ReferralImport)
        .where(
            ReferralImport.made_at < clock.now() - KEPT,
            ReferralImport.rows.is_not(None),
            ReferralImport.applied_at.is_(None),
        )
        .values(rows=None)
        .execution_options(synchronize_session=False)
    )
    return emptied.rowcount
