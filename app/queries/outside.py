"""Files of feedback from elsewhere that came in."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.insight import OutsideKind
from app.models.engagement import Event
from app.models.insight import OutsideImport
from app.models.people import Account


@dataclass(frozen=True, slots=True)
class OutsideFile:
    """One file that came in."""

    event_id: uuid.UUID
    name: str
    kind: OutsideKind
    first: dt.datetime
    last: dt.datetime
    kept: int
    joined: int
    refused: int
    by_name: str
    made_at: dt.datetime


def listed() -> list[OutsideFile]:
    """The newest first. One statement."""
    rows = db.session.execute(
        select(OutsideImport, Event.name, Event.starts_at, Event.ends_at, Account.name)
        .join(Event, Event.id == OutsideImport.event_id)
        .outerjoin(Account, Account.id == OutsideImport.made_by)
        .order_by(OutsideImport.made_at.desc(), OutsideImport.id)
    )
    return [
        OutsideFile(
            event_id=one.event_id,
            name=name,
            kind=one.kind,
            first=first,
            last=last,
            kept=one.kept,
            joined=one.joined,
            refused=len(one.refused),
            by_name=by or "",
            made_at=one.made_at,
        )
        for one, name, first, last, by in rows
    ]


def same_file(digest: str) -> str:
    """What the very same file was called when it came in before; empty where it never did."""
    found = db.session.scalar(
        select(Event.name)
        .join(OutsideImport, OutsideImport.event_id == Event.id)
        .where(OutsideImport.digest == digest)
        .limit(1)
    )
    return found or ""
