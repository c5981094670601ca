"""What we no longer need of changes: drafts nobody came back to, and where to answer once it is answered."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import ColumnElement, delete, or_, select, update

from app.database import db
from app.domain.listing import Kind, Status
from app.domain.stewardship import ChangeKind, ChangeSource, ChangeStatus
from app.models.directory import Service
from app.models.stewardship import ListingChange

CONTACT_LASTS = dt.timedelta(days=90)
"""After the decision."""
DRAFT_LASTS = {
    ChangeSource.PUBLIC: dt.timedelta(days=30),
    ChangeSource.SPREADSHEET: dt.timedelta(days=7),
    ChangeSource.ORGANISER: dt.timedelta(days=180),
    ChangeSource.EDITOR: dt.timedelta(days=180),
}
"""A reader's cookie leads back for 30 days; a dry run is soon out of date."""


@dataclass(frozen=True)
class Forgotten:
    drafts: int
    contacts: int


def forget(*, now: dt.datetime) -> Forgotten:
    """How many drafts went and how many addresses were emptied. Twice is the same as once."""
    drafts = 0
    for source, lasts in DRAFT_LASTS.items():
        drafts += len(
            db.session.execute(
                delete(ListingChange)
                .where(
                    ListingChange.status == ChangeStatus.DRAFT,
                    ListingChange.source == source,
                    ListingChange.made_at < now - lasts,
                )
                .returning(ListingChange.id)
                .execution_options(synchronize_session=False)
            ).all()
        )
    emptied = db.session.execute(
        update(ListingChange)
        .where(
            ListingChange.decided_at < now - CONTACT_LASTS,
            or_(ListingChange.contact.is_not(None), ListingChange.answer.is_not(None)),
            ~_is_reached_through_us(),
        )
        .values(contact=None, answer=None)
        .returning(ListingChange.id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.flush()
    return Forgotten(drafts, len(emptied))


def _is_reached_through_us() -> ColumnElement[bool]:
    """Somebody's skill, still listed: people ring us, and we have to know whom to ask."""
    return (
        select(Service.id)
        .where(
            Service.id == ListingChange.service_id,
            ListingChange.kind == ChangeKind.NEW,
            Service.kind == Kind.SKILL,
            Service.deleted_at.is_(None),
            Service.status != Status.DEFUNCT,
        )
        .exists()
    )
