"""Findings reports: begun from frozen results, written, published, taken back."""

from __future__ import annotations

import uuid
from collections.abc import Collection

from sqlalchemy import delete, select

from app import clock
from app.database import db
from app.domain.errors import NotAllowedError, StaleError
from app.domain.feeds.identity import slug as slug_of
from app.domain.findings import MOST_QUOTES, Written, plain
from app.domain.insight import ReleaseStatus, StatementStatus
from app.domain.viewer import Viewer
from app.models.answers import Release, Report, ReportQuote
from app.operations import audit
from app.queries import findings

LONGEST_SLUG = 60


def begin(release: Release, written: Written, *, by: Viewer) -> Report:
    """A draft from published results; the one that is there, where somebody began before.

    Raises: NotAllowedError where the results are not published.
    """
    held = db.session.scalar(select(Report).where(Report.release_id == release.id).with_for_update())
    if held is not None:
        return held
    if release.status is not ReleaseStatus.PUBLISHED:
        raise NotAllowedError
    made = Report(
        id=uuid.uuid4(),
        slug=free_slug(written.title),
        release_id=release.id,
        title=written.title,
        parts=plain(written),
        made_by=by.account_id,
        is_demo=release.is_demo,
    )
    db.session.add(made)
    db.session.flush()
    audit.record(by, "report.begun", of=("findings-report", made.id))
    return made


def free_slug(title: str) -> str:
    start = slug_of(title, LONGEST_SLUG) or "report"
    taken = set(db.session.scalars(select(Report.slug).where(Report.slug.startswith(start, autoescape=True))))
    return next(
        one for one in (start, *(f"{start}-{number}" for number in range(2, 10_000))) if one not in taken
    )


def save(
    report: Report, written: Written, quotes: Collection[uuid.UUID], *, by: Viewer, version: int
) -> None:
    """Write it anew, with these quotes as they may be shown today. Raises: StaleError."""
    held = locked(report.id, version)
    release = db.session.get_one(Release, held.release_id)
    held.title, held.parts = written.title, plain(written)
    db.session.execute(delete(ReportQuote).where(ReportQuote.report_id == held.id))
    wanted = [one for one in findings.offered(by, release) if one.quote.point_id in quotes]
    for one in wanted[:MOST_QUOTES]:
        db.session.add(
            ReportQuote(
                report_id=held.id,
                point_id=one.quote.point_id,
                code_id=findings.theme_of(release, one.codes),
                words=one.quote.words,
                language=one.quote.language,
                said_where=one.quote.said_where,
            )
        )
    held.modified_at = clock.now()
    db.session.flush()
    audit.record(by, "report.written", of=("findings-report", held.id), count=len(wanted))


def publish(report: Report, *, by: Viewer, version: int) -> None:
    """Everybody may read it. Twice is once. Raises: StaleError."""
    held = locked(report.id, version)
    if held.status is StatementStatus.PUBLISHED:
        return
    held.status, held.published_at = StatementStatus.PUBLISHED, clock.now()
    db.session.flush()
    audit.record(by, "report.published", of=("findings-report", held.id))


def take_back(report: Report, *, by: Viewer, version: int) -> None:
    """Nobody outside reads it any more. Raises: StaleError."""
    held = locked(report.id, version)
    held.status, held.published_at = StatementStatus.DRAFT, None
    db.session.flush()
    audit.record(by, "report.taken-back", of=("findings-report", held.id))


def locked(report_id: uuid.UUID, version: int) -> Report:
    held = db.session.get_one(Report, report_id, with_for_update=True, populate_existing=True)
    if held.version != version:
        raise StaleError
    return held
