"""Feeds, what was found in them, and how it went."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.feeds import friendly
from app.domain.roles import Permission
from app.domain.stewardship import HowOften, PlanStatus
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.stewardship import ColumnMapping, Feed, ImportPlan

MOST_SHOWN = 50


@dataclass(frozen=True, slots=True)
class FeedRow:
    """One feed in a list."""

    id: uuid.UUID
    name: str
    address: str
    how_often: HowOften
    is_stopped: bool
    listings: int
    last: PlanRow | None


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One reading of a feed."""

    id: uuid.UUID
    status: PlanStatus
    made_at: dt.datetime
    applied_at: dt.datetime | None
    file_name: str
    counts: Mapping[str, int]


def feeds(viewer: Viewer) -> list[FeedRow]:
    """Every feed, those that need somebody first, then by name."""
    _only(viewer)
    counts = _listings_by_feed()
    rows = [
        FeedRow(
            id=feed.id,
            name=feed.name,
            address=feed.address,
            how_often=feed.how_often,
            is_stopped=feed.stopped_at is not None,
            listings=counts.get(feed.name, 0),
            last=next(iter(plans(viewer, feed.id, most=1)), None),
        )
        for feed in db.session.scalars(select(Feed).order_by(Feed.name, Feed.id))
    ]
    return sorted(rows, key=lambda row: row.last is None or row.last.status is not PlanStatus.READY)


def _listings_by_feed() -> dict[str, int]:
    found = db.session.execute(
        select(Service.feed, func.count())
        .where(Service.feed != "", Service.deleted_at.is_(None))
        .group_by(Service.feed)
    )
    return {str(name): int(count) for name, count in found}


def feed(viewer: Viewer, feed_id: uuid.UUID) -> Feed:
    """Raises: NotThereError."""
    _only(viewer)
    found = db.session.get(Feed, feed_id)
    if found is None:
        raise NotThereError
    return found


def plans(viewer: Viewer, feed_id: uuid.UUID, *, most: int = MOST_SHOWN) -> list[PlanRow]:
    """The readings of a feed, newest first."""
    _only(viewer)
    found = db.session.scalars(
        select(ImportPlan)
        .where(ImportPlan.feed_id == feed_id)
        .order_by(ImportPlan.made_at.desc(), ImportPlan.id)
        .limit(most)
    )
    names = ("given", "new", "changed", "unchanged", "joined", "refused", "gone")
    return [
        PlanRow(
            id=plan.id,
            status=plan.status,
            made_at=plan.made_at,
            applied_at=plan.applied_at,
            file_name=plan.file_name,
            counts={name: value for name in names if isinstance(value := plan.report.get(name), int)},
        )
        for plan in found
    ]


def plan(viewer: Viewer, plan_id: uuid.UUID) -> ImportPlan:
    """Raises: NotThereError."""
    _only(viewer)
    found = db.session.get(ImportPlan, plan_id)
    if found is None:
        raise NotThereError
    return found


def plan_for_work(plan_id: uuid.UUID) -> ImportPlan | None:
    """For jobs, which nobody asks for by name."""
    return db.session.get(ImportPlan, plan_id, populate_existing=True)


def remembered_columns(feed: Feed, headings: Iterable[str]) -> dict[str, str]:
    """What these headings stood for the last time: in this feed, else in any table like it."""
    every = [heading for heading in headings if heading.strip()]
    row = db.session.get(ColumnMapping, friendly.signature(every))
    for known in (feed.mapping, row.mapping if row else {}):
        if known and all(heading in known for heading in every):
            return {heading: str(known[heading]) for heading in every}
    return {}


def _only(viewer: Viewer) -> None:
    """Raises: NotThereError for whoever may not import."""
    if not viewer.may(Permission.IMPORT_RUN):
        raise NotThereError
