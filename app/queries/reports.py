"""What readers told us, by listing, for the people who answer."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app import clock
from app.database import db
from app.domain import reports as rules
from app.domain.errors import NotThereError
from app.domain.listing import CheckedBy, ReportReason
from app.domain.roles import Permission
from app.domain.stewardship import ReportOutcome, ReportStatus
from app.domain.viewer import Viewer
from app.models.directory import ListingReport, Organization, Service
from app.models.stewardship import ListingCare
from app.models.visibility import visible_to
from app.queries.care import email_of


@dataclass(frozen=True, slots=True)
class Said:
    """One report, without who sent it."""

    id: uuid.UUID
    reason: ReportReason
    words: str
    language: str
    reported_at: dt.datetime
    wants_answer: bool
    outcome: ReportOutcome | None
    answer: str
    answered_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Group:
    """A listing and what readers say of it, the oldest first."""

    service_id: uuid.UUID
    name: str
    slug: str
    language: str
    organization: str
    email: str
    checked_on: dt.date | None
    checked_by: CheckedBy
    is_sensitive: bool
    closed_reports: int
    hidden_at: dt.datetime | None
    said: tuple[Said, ...]

    @property
    def oldest(self) -> dt.datetime:
        return self.said[0].reported_at

    @property
    def newest(self) -> dt.datetime:
        return max(one.reported_at for one in self.said)

    @property
    def reasons(self) -> dict[ReportReason, int]:
        """Reason -> how often it was given."""
        return dict(Counter(one.reason for one in self.said))

    @property
    def wanting_answer(self) -> int:
        return sum(one.wants_answer for one in self.said)

    def risk(self, now: dt.datetime) -> int:
        return rules.risk(
            self.reasons,
            closed_reports=self.closed_reports,
            sensitive=self.is_sensitive,
            hidden=self.hidden_at is not None,
            weeks=(now - self.oldest).days // 7,
        )


def queue(viewer: Viewer) -> list[Group]:
    """Listings with reports nobody has answered: by risk, then the oldest first."""
    now = clock.now()
    groups = _groups(viewer, ListingReport.status == ReportStatus.OPEN)
    return sorted(groups, key=lambda group: (-group.risk(now), group.oldest, group.service_id))


def of_listing(viewer: Viewer, service_id: uuid.UUID) -> Group:
    """What waits for an answer about one listing. Raises: NotThereError where nothing does."""
    found = _groups(viewer, ListingReport.status == ReportStatus.OPEN, ListingReport.service_id == service_id)
    if not found:
        raise NotThereError
    return found[0]


def answered(viewer: Viewer, service_id: uuid.UUID, most: int = 10) -> tuple[Said, ...]:
    """What was answered about a listing before, the newest first."""
    found = _groups(viewer, ListingReport.status == ReportStatus.DONE, ListingReport.service_id == service_id)
    done = [one for group in found for one in group.said if one.answered_at is not None]
    return tuple(reversed(done))[:most]


def service_for(viewer: Viewer, service_id: uuid.UUID) -> Service:
    """The listing, to answer for. Raises: NotThereError."""
    service = db.session.scalar(
        select(Service).where(
            Service.id == service_id,
            Service.deleted_at.is_(None),
            visible_to(Service, viewer, Permission.LISTING_REVIEW),
        )
    )
    if service is None:
        raise NotThereError
    return service


def _groups(viewer: Viewer, *wanted: object) -> list[Group]:
    rows = db.session.execute(
        select(
            ListingReport,
            Service,
            Organization.name.label("organization"),
            email_of.label("email"),
            ListingCare.closed_reports,
            ListingCare.hidden_at,
        )
        .join(Service, Service.id == ListingReport.service_id)
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .outerjoin(ListingCare, ListingCare.service_id == Service.id)
        .where(
            visible_to(ListingReport, viewer, Permission.LISTING_REVIEW),
            Service.deleted_at.is_(None),
            *wanted,  # type: ignore[arg-type]  # conditions, which mypy sees as their values
        )
        .order_by(ListingReport.reported_at, ListingReport.id)
    ).all()
    said: dict[uuid.UUID, list[Said]] = {}
    first: dict[uuid.UUID, Sequence[object]] = {}
    for row in rows:
        said.setdefault(row.Service.id, []).append(_said(row.ListingReport))
        first.setdefault(row.Service.id, row)
    return [_group(row, said[service_id]) for service_id, row in first.items()]


def _group(row: object, said: Sequence[Said]) -> Group:
    service: Service = row.Service  # type: ignore[attr-defined]  # a row of the statement above
    return Group(
        service_id=service.id,
        name=service.name,
        slug=service.slug,
        language=service.text_language,
        organization=row.organization or "",  # type: ignore[attr-defined]
        email=row.email or "",  # type: ignore[attr-defined]
        checked_on=service.checked_on,
        checked_by=service.checked_by,
        is_sensitive=service.sensitive,
        closed_reports=row.closed_reports or 0,  # type: ignore[attr-defined]
        hidden_at=row.hidden_at,  # type: ignore[attr-defined]
        said=tuple(said),
    )


def _said(report: ListingReport) -> Said:
    return Said(
        report.id,
        report.reason,
        report.words,
        report.language,
        report.reported_at,
        report.email is not None,
        report.outcome,
        report.answer,
        report.answered_at,
    )
