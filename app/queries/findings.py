"""Findings reports: for the team, and as everybody reads them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.findings import Written, written_from
from app.domain.insight import ReleaseScope, ReleaseStatus, StatementStatus
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.answers import Release, Report, ReportQuote
from app.models.engagement import Event, Statement
from app.queries import result_events, statements
from app.queries.codings import counting
from app.queries.quotable import Quotable, marked, quotes_of
from app.queries.quotes_shown import that_hold
from app.queries.releases import document_of, themes_of
from app.queries.statements import StatementRow

MOST_OFFERED = 200


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report in a list."""

    id: uuid.UUID
    slug: str
    title: str
    status: StatementStatus
    year: int
    published_at: dt.datetime | None
    is_replaced: bool
    """Its results were put right since."""


@dataclass(frozen=True, slots=True)
class ToReport:
    """Published results nobody has written a report from."""

    release_id: uuid.UUID
    name: str
    year: int
    scope: ReleaseScope


@dataclass(frozen=True, slots=True)
class Said:
    """Words in a report."""

    words: str
    language: str
    said_where: str


@dataclass(frozen=True, slots=True)
class Offered:
    """A quote that may be shown, and the themes it has."""

    quote: Quotable
    codes: frozenset[uuid.UUID]


def listed(*, is_public: bool = False) -> list[ReportRow]:
    """The newest year first."""
    found = (
        select(Report, Release)
        .join(Release, Release.id == Report.release_id)
        .order_by(Release.year.desc(), Report.created_at.desc(), Report.id)
    )
    if is_public:
        found = found.where(Report.status == StatementStatus.PUBLISHED)
    return [
        ReportRow(
            id=one.id,
            slug=one.slug,
            title=one.title,
            status=one.status,
            year=release.year,
            published_at=one.published_at,
            is_replaced=release.status is ReleaseStatus.REPLACED,
        )
        for one, release in db.session.execute(found)
    ]


def to_report() -> list[ToReport]:
    """Published results without a report, the newest first."""
    rows = db.session.execute(
        select(Release, Event.name)
        .outerjoin(Event, Event.id == Release.event_id)
        .where(Release.status == ReleaseStatus.PUBLISHED)
        .where(~select(Report.id).where(Report.release_id == Release.id).exists())
        .order_by(Release.scope.desc(), Release.year.desc(), Release.published_at.desc(), Release.id)
    )
    return [ToReport(one.id, name or document_of(one).name, one.year, one.scope) for one, name in rows]


def report_by_id(viewer: Viewer, report_id: uuid.UUID) -> tuple[Report, Release]:
    """Raises: NotThereError."""
    found = db.session.execute(
        select(Report, Release).join(Release, Release.id == Report.release_id).where(Report.id == report_id)
    ).one_or_none()
    if found is None or not viewer.may(Permission.RESULTS_PUBLISH):
        raise NotThereError
    return found[0], found[1]


def public_report(slug: str) -> tuple[Report, Release]:
    """Raises: NotThereError for a draft too."""
    found = db.session.execute(
        select(Report, Release)
        .join(Release, Release.id == Report.release_id)
        .where(Report.slug == slug, Report.status == StatementStatus.PUBLISHED)
    ).one_or_none()
    if found is None:
        raise NotThereError
    return found[0], found[1]


def of_release(release_id: uuid.UUID) -> str:
    """The address of the report everybody may read from these results; empty where there is none."""
    found = db.session.scalar(
        select(Report.slug)
        .where(Report.release_id == release_id, Report.status == StatementStatus.PUBLISHED)
        .order_by(Report.published_at.desc())
        .limit(1)
    )
    return found or ""


def written(report: Report) -> Written:
    return written_from(report.title, report.parts)


def events_of(release: Release) -> Sequence[Event]:
    """The event of these results, or those of their year."""
    if release.event_id is not None:
        held = db.session.get(Event, release.event_id)
        return [held] if held else []
    return list(result_events.of_year(release.year, release.series_id))


def offered(viewer: Viewer, release: Release) -> list[Offered]:
    """Good quotes of these results that may be shown, with their themes."""
    events = [one.id for one in events_of(release)]
    rows = db.session.execute(marked(viewer).where(Event.id.in_(events)).limit(MOST_OFFERED)).all()
    kept = [one for one in quotes_of(rows) if not one.missing]
    pairs = counting().subquery()
    codes: dict[uuid.UUID, set[uuid.UUID]] = {}
    for point_id, code_id in db.session.execute(
        select(pairs.c.point_id, pairs.c.code_id).where(pairs.c.point_id.in_([one.point_id for one in kept]))
    ):
        codes.setdefault(point_id, set()).add(code_id)
    return [Offered(one, frozenset(codes.get(one.point_id, ()))) for one in kept]


def chosen(report: Report) -> set[uuid.UUID]:
    return set(db.session.scalars(select(ReportQuote.point_id).where(ReportQuote.report_id == report.id)))


def quotes(report: Report) -> dict[uuid.UUID | None, list[Said]]:
    """Theme -> its quotes, as they may be shown today."""
    found: dict[uuid.UUID | None, list[Said]] = {}
    chosen_ones = db.session.scalars(
        select(ReportQuote)
        .where(ReportQuote.report_id == report.id)
        .order_by(ReportQuote.said_where, ReportQuote.point_id)
    ).all()
    for one in that_hold(chosen_ones):
        found.setdefault(one.code_id, []).append(Said(one.words, one.language, one.said_where))
    return found


def theme_of(release: Release, codes: frozenset[uuid.UUID]) -> uuid.UUID | None:
    """Of a quote's themes the largest that the results show; None where they show none of them."""
    shown = (uuid.UUID(one.code_id) for one in themes_of(release) if one.count)
    return next((code_id for code_id in shown if code_id in codes), None)


def statements_of(release: Release) -> list[StatementRow]:
    """What is published with a source in these results' events."""
    found: dict[uuid.UUID, StatementRow] = {}
    for event in events_of(release):
        for row in statements.of_event(event):
            found.setdefault(row.id, row)
    return list(found.values())


def statement_words(rows: Sequence[StatementRow]) -> dict[uuid.UUID, Statement]:
    """The statements themselves, by id."""
    ids = [row.id for row in rows]
    return {one.id: one for one in db.session.scalars(select(Statement).where(Statement.id.in_(ids)))}
