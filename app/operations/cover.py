"""Somebody looks after a colleague's people for a while. It ends by itself."""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError
from app.domain.roles import Permission
from app.domain.viewer import SYSTEM, Viewer
from app.models.cases import Cover
from app.operations import audit
from app.operations.case_workers import is_worker_of

LONGEST = dt.timedelta(days=92)


class CoverClashError(NotAllowedError):
    """Somebody covers for them at that time already."""


def make(
    *,
    key: uuid.UUID,
    away: uuid.UUID,
    stands_in: uuid.UUID,
    team: uuid.UUID,
    starts_on: dt.date,
    ends_on: dt.date,
    reason: str,
    by: Viewer,
) -> Cover:
    """From one day to another, both included, `stands_in` sees and works with the people of `away`.

    `key`: of the form; sent twice, kept once.
    Raises: CoverClashError; NotAllowedError where it is no lead's of the team, where somebody is not of the
    team, is to stand in for themselves, or where the days do not fit.
    """
    held = db.session.get(Cover, key)
    if held is not None:
        return held
    if team not in by.reach(Permission.CASE_LEAD).teams or away == stands_in or not reason.strip():
        raise NotAllowedError
    if not clock.today() <= ends_on or not starts_on <= ends_on <= starts_on + LONGEST:
        raise NotAllowedError
    if not (is_worker_of(away, team) and is_worker_of(stands_in, team)):
        raise NotAllowedError
    if _clashes(away, starts_on, ends_on):
        raise CoverClashError
    made = Cover(
        id=key,
        away_id=away,
        by_id=stands_in,
        team_id=team,
        starts_on=starts_on,
        ends_on=ends_on,
        reason=reason,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError:  # the same form, sent twice at once
        return db.session.get_one(Cover, key)
    audit.record(by, "cover.made", of=("cover", made.id))
    return made


def end(held: Cover, *, by: Viewer) -> None:
    """From now on it holds no more. Twice is the same as once."""
    if held.ended_at is not None:
        return
    held.ended_at = clock.now()
    audit.record(by, "cover.ended", of=("cover", held.id))
    db.session.flush()


def end_over(today: dt.date) -> int:
    """Mark cover whose last day has passed as over; how many. It opened nothing since that day anyway."""
    over = db.session.scalars(select(Cover).where(Cover.ended_at.is_(None), Cover.ends_on < today)).all()
    for held in over:
        end(held, by=SYSTEM)
    return len(over)


def _clashes(away: uuid.UUID, starts_on: dt.date, ends_on: dt.date) -> bool:
    found = select(Cover.id).where(
        Cover.away_id == away,
        Cover.ended_at.is_(None),
        Cover.starts_on <= ends_on,
        Cover.ends_on >= starts_on,
    )
    return db.session.scalar(found.limit(1)) is not None
