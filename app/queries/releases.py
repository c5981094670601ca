"""Frozen results: what may be shown of an event or a year. Public pages and reports read these only."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, func, select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.insight import ReleaseScope, ReleaseStatus
from app.domain.results import Document, Theme, document_from, largest_first
from app.models.answers import Release
from app.models.conversations import ReplyRequest
from app.models.engagement import Event


def shown_of(event: Event) -> Release | None:
    """What is published of an event; None before anything is."""
    return newest(of_event(event.id), ReleaseStatus.PUBLISHED)


def shown_of_year(year: int, series_id: uuid.UUID | None = None) -> Release | None:
    """What is published of a year; `series_id` None for everything."""
    return newest(of_year(year, series_id), ReleaseStatus.PUBLISHED)


def document_of(release: Release) -> Document:
    return document_from(release.document)


def themes_of(release: Release) -> list[Theme]:
    """What people talked about, the largest first; those too small to show (count None) after them."""
    return largest_first(document_of(release).themes)


def of_event(event_id: uuid.UUID) -> ColumnElement[bool]:
    return and_(Release.scope == ReleaseScope.EVENT, Release.event_id == event_id)


def of_year(year: int, series_id: uuid.UUID | None) -> ColumnElement[bool]:
    return and_(
        Release.scope == ReleaseScope.YEAR,
        Release.year == year,
        Release.series_id.is_(None) if series_id is None else Release.series_id == series_id,
    )


def of_same(release: Release) -> ColumnElement[bool]:
    """All releases of the same event or year."""
    if release.event_id is not None:
        return of_event(release.event_id)
    return of_year(release.year, release.series_id)


def newest(which: ColumnElement[bool], status: ReleaseStatus) -> Release | None:
    return db.session.scalar(
        select(Release).where(which, Release.status == status).order_by(Release.number.desc()).limit(1)
    )


def all_of(which: ColumnElement[bool]) -> list[Release]:
    """The newest first."""
    return list(db.session.scalars(select(Release).where(which).order_by(Release.number.desc())))


def release(release_id: uuid.UUID) -> Release:
    """Raises: NotThereError."""
    found = db.session.get(Release, release_id)
    if found is None:
        raise NotThereError
    return found


def ever_shown() -> list[Release]:
    """All that somebody may have read and kept, the oldest first."""
    return list(
        db.session.scalars(
            select(Release)
            .where(Release.status.in_((ReleaseStatus.PUBLISHED, ReleaseStatus.REPLACED)))
            .order_by(Release.published_at, Release.id)
        )
    )


def by_event(releases: Iterable[Release]) -> dict[uuid.UUID, list[Release]]:
    found: dict[uuid.UUID, list[Release]] = {}
    for one in releases:
        if one.event_id is not None:
            found.setdefault(one.event_id, []).append(one)
    return found


def to_be_told(release: Release) -> int:
    """How many left an e-mail address at the event: they hear of it once it is published."""
    if release.event_id is None:
        return 0
    found = db.session.scalar(
        select(func.count())
        .select_from(ReplyRequest)
        .where(ReplyRequest.event_id == release.event_id, ReplyRequest.way == "email")
    )
    return found or 0
