"""What the ladder of checks needs to know of every listing, in batches."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, or_, select

from app import clock
from app.database import db
from app.domain import freshness
from app.domain.freshness import Risk
from app.domain.listing import Status
from app.models.directory import Location, Organization, Phone, Service, ServiceAtLocation
from app.models.stewardship import LinkCheck, ListingCare, ListingView

BATCH = 1000
WEEKS = 4
"""Looks of so many weeks count."""
KEPT_UP = (Status.ACTIVE, Status.TEMPORARILY_CLOSED)

email_of = func.coalesce(func.nullif(Service.email, ""), Organization.email, "")
"""Where its organiser is written to: its own address, else the organisation's."""


@dataclass(frozen=True)
class Around:
    """What hangs on listings, read once for all of them."""

    views: Mapping[uuid.UUID, float]
    """Looks a week."""
    silent: frozenset[uuid.UUID]
    """Their website does not answer."""
    hidden: frozenset[uuid.UUID]
    with_phone: frozenset[uuid.UUID]
    phoned_organizations: frozenset[uuid.UUID] = field(default=frozenset())


@dataclass(frozen=True, slots=True)
class Cared:
    """A listing as the ladder sees it, and what its row of care holds."""

    id: uuid.UUID
    name: str
    email: str
    language: str
    due_on: dt.date
    priority: float
    is_unchecked: bool
    step: int
    reminded_on: dt.date | None
    held: tuple[dt.date | None, float, dt.date | None]
    """Of its row of care: when it is due, its priority, since when nobody could check it."""


def around(today: dt.date) -> Around:
    since = today - dt.timedelta(weeks=WEEKS)
    looks = db.session.execute(
        select(ListingView.service_id, func.sum(ListingView.times))
        .where(ListingView.week > since)
        .group_by(ListingView.service_id)
    )
    return Around(
        views={service: float(times) / WEEKS for service, times in looks},
        silent=frozenset(
            db.session.scalars(
                select(LinkCheck.service_id).where(LinkCheck.times_failed >= freshness.LINK_FAILS_AFTER)
            )
        ),
        hidden=frozenset(
            db.session.scalars(
                select(ServiceAtLocation.service_id).join(Location).where(Location.undisclosed)
            )
        ),
        with_phone=frozenset(_ids(Phone.service_id)),
        phoned_organizations=frozenset(_ids(Phone.organization_id)),
    )


def _ids(column: Any) -> Iterator[uuid.UUID]:
    yield from db.session.scalars(select(column).where(column.is_not(None)).distinct())


def every_listing(today: dt.date, known: Around) -> Iterator[list[Cared]]:
    """All that are kept up, in batches."""
    last = -1
    while True:
        rows = db.session.execute(
            select(
                Service.number,
                Service.id,
                Service.name,
                Service.kind,
                Service.in_person,
                Service.checked_on,
                Service.created_at,
                Service.sensitive,
                Service.text_language,
                Service.organization_id,
                email_of.label("email"),
                ListingCare.check_due_on,
                ListingCare.priority,
                ListingCare.unchecked_since,
                ListingCare.reminder_step,
                ListingCare.reminded_at,
                ListingCare.closed_reports,
            )
            .outerjoin(Organization, Organization.id == Service.organization_id)
            .outerjoin(ListingCare, ListingCare.service_id == Service.id)
            .where(Service.number > last, Service.deleted_at.is_(None), Service.status.in_(KEPT_UP))
            .where(or_(ListingCare.merged_into_id.is_(None), ListingCare.service_id.is_(None)))
            .order_by(Service.number)
            .limit(BATCH)
        ).all()
        if not rows:
            return
        yield [_cared(row, today, known) for row in rows]
        last = rows[-1].number


def _cared(row: Any, today: dt.date, known: Around) -> Cared:
    known_since = clock.local_day(row.created_at)
    due = freshness.due_on(row.checked_on, row.kind, in_person=row.in_person, known_since=known_since)
    every = freshness.check_every(row.kind, in_person=row.in_person)
    has_phone = row.id in known.with_phone or row.organization_id in known.phoned_organizations
    risk = Risk(
        sensitive=row.sensitive,
        closed_reports=row.closed_reports or 0,
        website_fails=row.id in known.silent,
        hidden_place=row.id in known.hidden,
        no_way_to_ask=not row.email and not has_phone,
    )
    priority = freshness.priority(
        age=None if row.checked_on is None else (today - row.checked_on).days,
        every=every,
        views_a_week=known.views.get(row.id, 0.0),
        risk=risk,
    )
    is_new_round = row.check_due_on is not None and due > row.check_due_on
    return Cared(
        id=row.id,
        name=row.name,
        email=row.email,
        language=row.text_language,
        due_on=due,
        priority=priority,
        is_unchecked=freshness.is_unchecked(row.checked_on, row.kind, in_person=row.in_person, today=today),
        step=0 if is_new_round else row.reminder_step or 0,
        reminded_on=clock.local_day(row.reminded_at) if row.reminded_at and not is_new_round else None,
        held=(row.check_due_on, row.priority or 0.0, row.unchecked_since),
    )
