"""Listings as those who look after them see them: whose, how old, and what to do next."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from app.database import db
from app.domain.listing import CheckedBy, Kind, Status
from app.domain.roles import Permission
from app.domain.stewardship import ChangeStatus
from app.domain.viewer import Viewer
from app.models.directory import Organization, Service
from app.models.stewardship import ListingCare, ListingChange, OrganizationCare
from app.models.visibility import visible_to

A_PAGE = 25
MOST_TYPED = 100


class State(StrEnum):
    """Which listings are shown."""

    ALL = "all"
    RUNNING = "running"
    CLOSED = "closed"
    """Closed for now."""
    ENDED = "ended"
    UNCHECKED = "unchecked"
    """The page says that we have not been able to check it."""
    NOBODYS = "nobodys"
    """No organisation looks after it."""


ENDED = (Status.INACTIVE, Status.DEFUNCT)
STATES: dict[State, ColumnElement[bool] | None] = {
    State.ALL: None,
    State.RUNNING: Service.status == Status.ACTIVE,
    State.CLOSED: Service.status == Status.TEMPORARILY_CLOSED,
    State.ENDED: Service.status.in_(ENDED),
    State.UNCHECKED: and_(ListingCare.unchecked_since.is_not(None), Service.status.not_in(ENDED)),
    State.NOBODYS: Service.organization_id.is_(None),
}


@dataclass(frozen=True, slots=True)
class ListingRow:
    id: uuid.UUID
    slug: str
    name: str
    kind: Kind
    status: Status
    organization_id: uuid.UUID | None
    organization: str
    is_trusted: bool
    checked_on: dt.date | None
    checked_by: CheckedBy
    check_due_on: dt.date | None
    unchecked_since: dt.date | None
    hidden_at: dt.datetime | None
    feed: str
    is_demo: bool
    waiting: int
    """Changes that wait for an editor."""
    asked: int
    """Changes about which we asked something."""
    drafts: int
    """Drafts of this viewer."""


@dataclass(frozen=True, slots=True)
class Found:
    rows: tuple[ListingRow, ...]
    total: int


def listings(
    viewer: Viewer,
    *,
    typed: str = "",
    state: State = State.ALL,
    organization: uuid.UUID | None = None,
    page: int = 1,
) -> Found:
    """A page of the listings this viewer may change, by name. Two statements."""
    where = _where(viewer, typed=typed, state=state, organization=organization)
    total = db.session.scalar(
        select(func.count(Service.id))
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .outerjoin(ListingCare, ListingCare.service_id == Service.id)
        .where(*where)
    )
    own = ListingChange.made_by == viewer.account_id
    sums = (
        select(
            ListingChange.service_id,
            func.count(case((ListingChange.status == ChangeStatus.WAITING, 1))).label("waiting"),
            func.count(case((ListingChange.status == ChangeStatus.ASKED, 1))).label("asked"),
            func.count(case((and_(ListingChange.status == ChangeStatus.DRAFT, own), 1))).label("drafts"),
        )
        .group_by(ListingChange.service_id)
        .subquery()
    )
    found = db.session.execute(
        select(
            Service.id,
            Service.slug,
            Service.name,
            Service.kind,
            Service.status,
            Service.organization_id,
            Organization.name.label("organization"),
            OrganizationCare.trusted_at,
            Service.checked_on,
            Service.checked_by,
            ListingCare.check_due_on,
            ListingCare.unchecked_since,
            ListingCare.hidden_at,
            Service.feed,
            Service.is_demo,
            sums.c.waiting,
            sums.c.asked,
            sums.c.drafts,
        )
        .outerjoin(Organization, Organization.id == Service.organization_id)
        .outerjoin(OrganizationCare, OrganizationCare.organization_id == Service.organization_id)
        .outerjoin(ListingCare, ListingCare.service_id == Service.id)
        .outerjoin(sums, sums.c.service_id == Service.id)
        .where(*where)
        .order_by(func.lower(Service.name), Service.id)
        .offset((page - 1) * A_PAGE)
        .limit(A_PAGE)
    )
    rows = tuple(
        ListingRow(
            id=row.id,
            slug=row.slug,
            name=row.name,
            kind=row.kind,
            status=row.status,
            organization_id=row.organization_id,
            organization=row.organization or "",
            is_trusted=row.trusted_at is not None,
            checked_on=row.checked_on,
            checked_by=row.checked_by,
            check_due_on=row.check_due_on,
            unchecked_since=row.unchecked_since,
            hidden_at=row.hidden_at,
            feed=row.feed,
            is_demo=row.is_demo,
            waiting=row.waiting or 0,
            asked=row.asked or 0,
            drafts=row.drafts or 0,
        )
        for row in found
    )
    return Found(rows, total or 0)


def ids(
    viewer: Viewer,
    *,
    typed: str = "",
    state: State = State.ALL,
    organization: uuid.UUID | None = None,
    most: int,
) -> list[uuid.UUID]:
    """The same listings, all of them up to a number, for a change to many at once."""
    where = _where(viewer, typed=typed, state=state, organization=organization)
    return list(
        db.session.scalars(
            select(Service.id)
            .outerjoin(Organization, Organization.id == Service.organization_id)
            .outerjoin(ListingCare, ListingCare.service_id == Service.id)
            .where(*where)
            .order_by(func.lower(Service.name), Service.id)
            .limit(most)
        )
    )


def _where(
    viewer: Viewer, *, typed: str, state: State, organization: uuid.UUID | None
) -> list[ColumnElement[bool]]:
    where = [visible_to(Service, viewer, Permission.LISTING_EDIT), Service.deleted_at.is_(None)]
    for word in typed.split()[:6]:
        where.append(
            or_(
                Service.name.icontains(word, autoescape=True),
                Organization.name.icontains(word, autoescape=True),
                Service.slug == word,
            )
        )
    if (wanted := STATES[state]) is not None:
        where.append(wanted)
    if organization is not None:
        where.append(Service.organization_id == organization)
    return where


@dataclass(frozen=True, slots=True)
class OrganizationRow:
    id: uuid.UUID
    name: str
    listings: int
    trusted_at: dt.datetime | None
    published: int
    """Changes of theirs that came through."""
    refused: int


def organizations(
    viewer: Viewer, *, typed: str = "", only_trusted: bool = False, page: int = 1
) -> tuple[list[OrganizationRow], int]:
    """Organisations with listings, trusted ones first; and how many there are."""
    where: list[ColumnElement[bool]] = [visible_to(Organization, viewer, Permission.LISTING_REVIEW)]
    where += [Organization.name.icontains(word, autoescape=True) for word in typed.split()[:6]]
    if only_trusted:
        where.append(OrganizationCare.trusted_at.is_not(None))
    held = (
        select(Service.organization_id, func.count().label("listings"))
        .where(Service.deleted_at.is_(None))
        .group_by(Service.organization_id)
        .subquery()
    )
    taken = (ChangeStatus.ACCEPTED, ChangeStatus.PART)
    sums = (
        select(
            ListingChange.organization_id,
            func.count(case((ListingChange.status.in_(taken), 1))).label("published"),
            func.count(case((ListingChange.status == ChangeStatus.REFUSED, 1))).label("refused"),
        )
        .group_by(ListingChange.organization_id)
        .subquery()
    )
    base = (
        select(Organization.id)
        .join(held, held.c.organization_id == Organization.id)
        .outerjoin(OrganizationCare, OrganizationCare.organization_id == Organization.id)
        .where(*where)
    )
    total = db.session.scalar(select(func.count()).select_from(base.subquery())) or 0
    found = db.session.execute(
        base.outerjoin(sums, sums.c.organization_id == Organization.id)
        .add_columns(
            Organization.name, held.c.listings, OrganizationCare.trusted_at, sums.c.published, sums.c.refused
        )
        .order_by(
            case((OrganizationCare.trusted_at.is_not(None), 0), else_=1),
            func.lower(Organization.name),
            Organization.id,
        )
        .offset((page - 1) * A_PAGE)
        .limit(A_PAGE)
    )
    rows = [
        OrganizationRow(id_, name, listings, trusted_at, published or 0, refused or 0)
        for id_, name, listings, trusted_at, published, refused in found
    ]
    return rows, total


def organization_named(viewer: Viewer, name: str) -> Organization | None:
    """The one organisation with this name; None where there is none, or more than one."""
    found = db.session.scalars(
        select(Organization)
        .where(
            func.lower(Organization.name) == name.lower(),
            visible_to(Organization, viewer, Permission.LISTING_REVIEW),
        )
        .limit(2)
    ).all()
    return found[0] if len(found) == 1 else None


def organization_for(viewer: Viewer, organization_id: uuid.UUID) -> Organization | None:
    return db.session.scalar(
        select(Organization).where(
            Organization.id == organization_id, visible_to(Organization, viewer, Permission.LISTING_REVIEW)
        )
    )


def named(viewer: Viewer, listing_ids: Sequence[uuid.UUID]) -> list[tuple[uuid.UUID, str, str]]:
    """These listings by name: id, name, organisation."""
    return [
        (id_, name, organization or "")
        for id_, name, organization in db.session.execute(
            select(Service.id, Service.name, Organization.name)
            .outerjoin(Organization, Organization.id == Service.organization_id)
            .where(Service.id.in_(listing_ids), visible_to(Service, viewer, Permission.LISTING_EDIT))
            .order_by(func.lower(Service.name), Service.id)
        )
    ]
