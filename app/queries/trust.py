"""Reads for those who watch over the trace: events, overrides, approvals, private details of listings."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.audit import Outcome
from app.domain.errors import NotThereError
from app.domain.people import Decision, OverrideCategory, TwoPersonAction
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.audit import AuditEvent
from app.models.directory import Address, Location, Phone, Service, ServiceAtLocation
from app.models.people import AccessLink, Account, Approval, BreakGlass
from app.models.stewardship import ListingCare
from app.models.visibility import visible_to

A_PAGE = 50


@dataclass(frozen=True, slots=True)
class EventSearch:
    """What of the trace is wanted."""

    actor: uuid.UUID | None = None
    action: str = ""
    object_id: uuid.UUID | None = None
    outcome: Outcome | None = None
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    before: int | None = None
    """Only events with smaller numbers: the next page."""


@dataclass(frozen=True, slots=True)
class EventRow:
    seq: int
    at: dt.datetime
    actor_id: uuid.UUID | None
    actor: str
    actor_name: str
    roles: tuple[str, ...]
    action: str
    object_type: str
    object_id: uuid.UUID | None
    fields: tuple[str, ...]
    scope: str
    outcome: Outcome
    request_id: str


@dataclass(frozen=True, slots=True)
class OverrideRow:
    id: uuid.UUID
    who: str
    object_type: str
    object_id: uuid.UUID
    object_name: str
    category: OverrideCategory
    reason: str
    opened_at: dt.datetime
    expires_at: dt.datetime
    reviewed_at: dt.datetime | None
    reviewer: str
    decision: Decision | None
    note: str


@dataclass(frozen=True, slots=True)
class ApprovalRow:
    id: uuid.UUID
    action: TwoPersonAction
    object_id: uuid.UUID
    object_name: str
    arguments: dict[str, object]
    reason: str
    asked_by: uuid.UUID
    asker: str
    asked_at: dt.datetime
    decision: Decision | None
    decider: str
    decided_at: dt.datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class PrivatePlace:
    name: str
    lines: tuple[str, ...]
    directions: str
    phones: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrivateDetails:
    """What only staff may know of a listing."""

    id: uuid.UUID
    name: str
    slug: str
    note: str
    places: tuple[PrivatePlace, ...]


def events(viewer: Viewer, search: EventSearch) -> tuple[list[EventRow], bool]:
    """The newest events that fit, at most a page of them; and whether there are more."""
    wanted = [visible_to(AuditEvent, viewer, Permission.AUDIT_READ)]
    if search.actor:
        wanted.append(AuditEvent.actor_id == search.actor)
    if search.action:
        wanted.append(AuditEvent.action.startswith(search.action, autoescape=True))
    if search.object_id:
        wanted.append(AuditEvent.object_id == search.object_id)
    if search.outcome:
        wanted.append(AuditEvent.outcome == search.outcome)
    if search.since:
        wanted.append(AuditEvent.at >= search.since)
    if search.until:
        wanted.append(AuditEvent.at < search.until)
    if search.before:
        wanted.append(AuditEvent.seq < search.before)
    found = db.session.scalars(
        select(AuditEvent).where(*wanted).order_by(AuditEvent.seq.desc()).limit(A_PAGE + 1)
    ).all()
    names = names_of(event.actor_id for event in found)
    rows = [
        EventRow(
            seq=event.seq,
            at=event.at,
            actor_id=event.actor_id,
            actor=event.actor,
            actor_name=names.get(event.actor_id, ""),
            roles=tuple(role for role in event.roles.split(",") if role),
            action=event.action,
            object_type=event.object_type,
            object_id=event.object_id,
            fields=tuple(sorted(event.fields)),
            scope=event.scope,
            outcome=event.outcome,
            request_id=event.request_id,
        )
        for event in found[:A_PAGE]
    ]
    return rows, len(found) > A_PAGE


def overrides(viewer: Viewer) -> list[OverrideRow]:
    """Every override, those nobody has reviewed first, oldest first; then the newest of the others."""
    found = db.session.scalars(
        select(BreakGlass)
        .where(visible_to(BreakGlass, viewer, Permission.BREAK_GLASS_REVIEW))
        .order_by(BreakGlass.reviewed_at.is_not(None), BreakGlass.reviewed_at.desc(), BreakGlass.opened_at)
        .limit(200)
    ).all()
    return override_rows(found)


def override_rows(found: Collection[BreakGlass]) -> list[OverrideRow]:
    names = names_of([one for row in found for one in (row.account_id, row.reviewed_by)])
    listings = listing_names(row.object_id for row in found if row.object_type == "listing")
    return [
        OverrideRow(
            id=row.id,
            who=names.get(row.account_id, ""),
            object_type=row.object_type,
            object_id=row.object_id,
            object_name=listings.get(row.object_id, ""),
            category=row.category,
            reason=row.reason,
            opened_at=row.opened_at,
            expires_at=row.expires_at,
            reviewed_at=row.reviewed_at,
            reviewer=names.get(row.reviewed_by, ""),
            decision=row.decision,
            note=row.review_note or "",
        )
        for row in found
    ]


def override_for(viewer: Viewer, override_id: uuid.UUID) -> BreakGlass:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(BreakGlass).where(
            BreakGlass.id == override_id, visible_to(BreakGlass, viewer, Permission.BREAK_GLASS_REVIEW)
        )
    )
    if found is None:
        raise NotThereError
    return found


def unreviewed_overrides(viewer: Viewer) -> int:
    return (
        db.session.scalar(
            select(func.count())
            .select_from(BreakGlass)
            .where(
                BreakGlass.reviewed_at.is_(None),
                visible_to(BreakGlass, viewer, Permission.BREAK_GLASS_REVIEW),
            )
        )
        or 0
    )


def has_open_glass(viewer: Viewer, object_type: str, object_id: uuid.UUID, *, now: dt.datetime) -> bool:
    """Did this viewer open this thing within the hour?"""
    return bool(
        viewer.account_id
        and db.session.scalar(
            select(BreakGlass.id)
            .where(
                BreakGlass.account_id == viewer.account_id,
                BreakGlass.object_type == object_type,
                BreakGlass.object_id == object_id,
                BreakGlass.expires_at > now,
            )
            .limit(1)
        )
    )


def approvals(viewer: Viewer) -> list[ApprovalRow]:
    """What waits for a second person, oldest first; then the newest that were decided."""
    found = db.session.scalars(
        select(Approval)
        .where(visible_to(Approval, viewer, Permission.APPROVAL_DECIDE))
        .order_by(Approval.decided_at.is_not(None), Approval.decided_at.desc(), Approval.asked_at)
        .limit(200)
    ).all()
    return approval_rows(found)


def approval_for(viewer: Viewer, approval_id: uuid.UUID) -> Approval:
    """Raises: NotThereError."""
    found = db.session.scalar(
        select(Approval).where(
            Approval.id == approval_id, visible_to(Approval, viewer, Permission.APPROVAL_DECIDE)
        )
    )
    if found is None:
        raise NotThereError
    return found


def open_approvals(viewer: Viewer, *, since: dt.datetime) -> int:
    """How many this viewer could decide now: others asked for them, after `since`."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Approval)
            .where(
                Approval.decided_at.is_(None),
                Approval.asked_at > since,
                Approval.asked_by != viewer.account_id,
                Approval.object_id != viewer.account_id,
                visible_to(Approval, viewer, Permission.APPROVAL_DECIDE),
            )
        )
        or 0
    )


def approval_rows(found: Collection[Approval]) -> list[ApprovalRow]:
    people = [
        one
        for row in found
        for one in (row.asked_by, row.decided_by, row.object_id if row.object_type == "account" else None)
    ]
    names = names_of(people)
    listings = listing_names(row.object_id for row in found if row.object_type == "listing")
    invited = addresses_of(row.object_id for row in found if row.object_type == "invitation")
    return [
        ApprovalRow(
            id=row.id,
            action=row.action,
            object_id=row.object_id,
            object_name=names.get(row.object_id)
            or listings.get(row.object_id)
            or invited.get(row.object_id, ""),
            arguments=row.arguments,
            reason=row.reason,
            asked_by=row.asked_by,
            asker=names.get(row.asked_by, ""),
            asked_at=row.asked_at,
            decision=row.decision,
            decider=names.get(row.decided_by, ""),
            decided_at=row.decided_at,
            note=row.note or "",
        )
        for row in found
    ]


def private_details(viewer: Viewer, service_id: uuid.UUID, *, by_glass: bool = False) -> PrivateDetails:
    """What only staff may know of a listing. `by_glass`: the viewer opened it for an hour.

    Raises: NotThereError.
    """
    wanted = [Service.id == service_id, Service.deleted_at.is_(None)]
    if not by_glass:
        wanted.append(visible_to(Service, viewer, Permission.LISTING_READ_STAFF))
    row = db.session.execute(
        select(Service.id, Service.name, Service.slug, ListingCare.staff_note)
        .outerjoin(ListingCare, ListingCare.service_id == Service.id)
        .where(*wanted)
    ).one_or_none()
    if row is None:
        raise NotThereError
    return PrivateDetails(
        id=row.id,
        name=row.name,
        slug=row.slug,
        note=row.staff_note or "",
        places=tuple(private_places(row.id)),
    )


def private_places(service_id: uuid.UUID) -> list[PrivatePlace]:
    """The undisclosed places of a listing, whole."""
    locations = db.session.scalars(
        select(Location)
        .join(ServiceAtLocation, ServiceAtLocation.location_id == Location.id)
        .where(ServiceAtLocation.service_id == service_id, Location.undisclosed.is_(True))
        .order_by(ServiceAtLocation.position, ServiceAtLocation.id)
    ).all()
    ids = [location.id for location in locations]
    addresses = db.session.scalars(
        select(Address).where(Address.location_id.in_(ids)).order_by(Address.id)
    ).all()
    phones = db.session.scalars(
        select(Phone).where(Phone.location_id.in_(ids)).order_by(Phone.position, Phone.id)
    ).all()
    return [
        PrivatePlace(
            name=location.name,
            lines=tuple(
                part
                for address in addresses
                if address.location_id == location.id
                for part in (address.address_1, address.address_2, address.city, address.postal_code)
                if part
            ),
            directions=location.transportation,
            phones=tuple(phone.number for phone in phones if phone.location_id == location.id),
        )
        for location in locations
    ]


def names_of(accounts: Iterable[uuid.UUID | None]) -> dict[uuid.UUID | None, str]:
    """Account -> its name."""
    wanted = {one for one in accounts if one}
    if not wanted:
        return {}
    return {
        row.id: row.name
        for row in db.session.execute(select(Account.id, Account.name).where(Account.id.in_(wanted)))
    }


def addresses_of(invitations: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    """Invitation -> the address it is for."""
    rows = db.session.scalars(select(AccessLink).where(AccessLink.id.in_(set(invitations))))
    return {row.id: str((row.arguments or {}).get("email", "")) for row in rows}


def listing_names(services: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    wanted = set(services)
    if not wanted:
        return {}
    return {
        row.id: row.name
        for row in db.session.execute(select(Service.id, Service.name).where(Service.id.in_(wanted)))
    }
