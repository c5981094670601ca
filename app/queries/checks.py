"""The queue of checks: listings that wait for somebody to ring, most urgent first."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, Select, and_, func, literal, or_, select

from app import clock
from app.database import db
from app.domain import freshness
from app.domain.errors import NotThereError
from app.domain.freshness import Standing
from app.domain.listing import CheckedBy, Kind
from app.domain.listing_change import OPEN
from app.domain.roles import Permission
from app.domain.stewardship import ChangeKind
from app.domain.viewer import Viewer
from app.models.directory import Location, Organization, Phone, Service, ServiceAtLocation
from app.models.stewardship import LinkCheck, ListingCare, ListingChange, ListingView
from app.models.visibility import visible_to
from app.queries.care import KEPT_UP, WEEKS, email_of

PER_PAGE = 20


class Shown(StrEnum):
    """Which part of the queue."""

    NOW = "now"
    """Somebody has to ring or look."""
    WAITING = "waiting"
    """We wrote, or tried, and wait."""
    ARCHIVE = "archive"
    """Nobody could check it for two years."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the reader of the queue asks for."""

    shown: Shown = Shown.NOW
    ward: str = ""
    organization: str = ""
    """A part of its name."""
    page: int = 1


@dataclass(frozen=True, slots=True)
class Waiting:
    """A listing in the queue, and why it is there."""

    id: uuid.UUID
    slug: str
    name: str
    language: str
    kind: Kind
    organization: str
    organization_id: uuid.UUID | None
    checked_on: dt.date | None
    checked_by: CheckedBy
    standing: Standing
    email: str
    phone: str
    sensitive: bool
    views_a_week: float
    closed_reports: int
    silent_since: dt.date | None
    """Since when its website does not answer."""
    letters: int
    """Reminders since the last check."""
    reminded_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Queue:
    rows: tuple[Waiting, ...]
    total: int
    counts: Mapping[Shown, int]
    """How many stand in each part, with the same filters."""


def to_ring(viewer: Viewer) -> ScalarSelect[int]:
    """How many wait for somebody to ring, to be put into another query."""
    found = _filtered(select(Service.id), viewer, Wanted(), Shown.NOW, clock.today()).subquery()
    return select(func.count()).select_from(found).scalar_subquery()


def queue(viewer: Viewer, wanted: Wanted, today: dt.date) -> Queue:
    counts = {
        part: db.session.scalar(
            select(func.count()).select_from(
                _filtered(select(Service.id), viewer, wanted, part, today).subquery()
            )
        )
        or 0
        for part in Shown
    }
    found = _filtered(select(*_columns(today)), viewer, wanted, wanted.shown, today)
    rows = db.session.execute(
        found.order_by(ListingCare.priority.desc(), Service.checked_on, Service.number)
        .offset((wanted.page - 1) * PER_PAGE)
        .limit(PER_PAGE)
    ).all()
    return Queue(tuple(_waiting(row, today) for row in rows), counts[wanted.shown], counts)


def one(viewer: Viewer, listing: uuid.UUID, today: dt.date) -> Waiting:
    """A listing as the queue knows it, whether or not it waits. Raises: NotThereError."""
    row = db.session.execute(
        _joined(select(*_columns(today))).where(
            Service.id == listing,
            Service.deleted_at.is_(None),
            visible_to(Service, viewer, Permission.LISTING_REVIEW),
        )
    ).one_or_none()
    if row is None:
        raise NotThereError
    return _waiting(row, today)


def silent_websites(listings: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of the listings whose website did not answer on the last nights."""
    return set(
        db.session.scalars(
            select(LinkCheck.service_id).where(
                LinkCheck.service_id.in_(listings), LinkCheck.times_failed >= freshness.LINK_FAILS_AFTER
            )
        )
    )


def waits_to_be_stopped(listing: uuid.UUID) -> bool:
    """Did somebody say that it has stopped, and nobody has decided yet?"""
    return bool(
        db.session.scalar(
            select(ListingChange.id)
            .where(
                ListingChange.service_id == listing,
                ListingChange.kind == ChangeKind.STOP,
                ListingChange.status.in_(OPEN),
            )
            .limit(1)
        )
    )


def _columns(today: dt.date) -> tuple[Any, ...]:
    since = today - dt.timedelta(weeks=WEEKS)
    looks = (
        select(func.coalesce(func.sum(ListingView.times), 0))
        .where(ListingView.service_id == Service.id, ListingView.week > since)
        .scalar_subquery()
    )
    silent = (
        select(func.min(LinkCheck.failing_since))
        .where(LinkCheck.service_id == Service.id, LinkCheck.times_failed >= freshness.LINK_FAILS_AFTER)
        .scalar_subquery()
    )
    phone = (
        select(Phone.number)
        .where(
            or_(
                Phone.service_id == Service.id,
                and_(Phone.organization_id == Service.organization_id, Phone.service_id.is_(None)),
            ),
            Phone.number != "",
        )
        .order_by(Phone.service_id.is_(None), Phone.position, Phone.id)
        .limit(1)
        .scalar_subquery()
    )
    return (
        Service.id,
        Service.slug,
        Service.name,
        Service.text_language,
        Service.kind,
        Service.in_person,
        Service.organization_id,
        Service.checked_on,
        Service.checked_by,
        Service.sensitive,
        func.coalesce(Organization.name, "").label("organization"),
        email_of.label("email"),
        func.coalesce(phone, "").label("phone"),
        looks.label("looks"),
        silent.label("silent_since"),
        func.coalesce(ListingCare.closed_reports, 0).label("closed_reports"),
        func.coalesce(ListingCare.reminder_step, 0).label("letters"),
        ListingCare.reminded_at,
    )


def _joined(statement: Select[Any]) -> Select[Any]:
    return (
        statement.select_from(Service)
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .outerjoin(ListingCare, ListingCare.service_id == Service.id)
    )


def _filtered(
    statement: Select[Any], viewer: Viewer, wanted: Wanted, shown: Shown, today: dt.date
) -> Select[Any]:
    found = _joined(statement).where(
        visible_to(Service, viewer, Permission.LISTING_REVIEW),
        Service.deleted_at.is_(None),
        Service.status.in_(KEPT_UP),
        *_part(shown, today),
    )
    if wanted.ward:
        here = select(ServiceAtLocation.service_id).join(Location).where(Location.ward_code == wanted.ward)
        found = found.where(Service.id.in_(here))
    if wanted.organization:
        found = found.where(
            func.lower(Organization.name).contains(wanted.organization.lower(), autoescape=True)
        )
    return found


def _part(shown: Shown, today: dt.date) -> tuple[ColumnElement[bool], ...]:
    all_sent = ListingCare.reminder_step >= len(freshness.REMINDERS)
    lately = clock.now() - dt.timedelta(days=freshness.ANSWER_WITHIN)
    tried = and_(all_sent, ListingCare.reminded_at > lately)
    silent = select(literal(1)).where(
        LinkCheck.service_id == Service.id, LinkCheck.times_failed >= freshness.LINK_FAILS_AFTER
    )
    somebody = or_(all_sent, email_of == "", ListingCare.closed_reports > 0, silent.exists())
    forgotten = func.coalesce(Service.checked_on, func.date(Service.created_at)) < (
        today - dt.timedelta(days=freshness.OFFERED_FOR_ARCHIVING_AFTER)
    )
    match shown:
        case Shown.NOW:
            return (ListingCare.priority > 0, somebody, or_(~tried, ListingCare.reminded_at.is_(None)))
        case Shown.WAITING:
            return (ListingCare.priority > 0, or_(~somebody, tried))
        case Shown.ARCHIVE:
            return (forgotten,)


def _waiting(row: Any, today: dt.date) -> Waiting:
    return Waiting(
        id=row.id,
        slug=row.slug,
        name=row.name,
        language=row.text_language,
        kind=row.kind,
        organization=row.organization,
        organization_id=row.organization_id,
        checked_on=row.checked_on,
        checked_by=row.checked_by,
        standing=freshness.standing(row.checked_on, row.kind, in_person=row.in_person, today=today),
        email=row.email,
        phone=row.phone,
        sensitive=row.sensitive,
        views_a_week=float(row.looks) / WEEKS,
        closed_reports=row.closed_reports,
        silent_since=row.silent_since,
        letters=row.letters,
        reminded_on=clock.local_day(row.reminded_at) if row.reminded_at else None,
    )
