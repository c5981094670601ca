"""Which rows somebody may see or change: one predicate a table, used by every list, count, file and page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, false, or_, select, true

from app.domain.roles import Permission
from app.domain.viewer import Reach, Viewer
from app.models.audit import AuditEvent
from app.models.directory import ListingReport, Organization, Service
from app.models.messages import Message
from app.models.people import Account, Approval, BreakGlass, BrowserSession, Passkey, RoleGrant, Team
from app.models.stewardship import DuplicatePair, Feed, ImportPlan, LinkCheck, ListingChange, ListingVersion

Predicate = ColumnElement[bool]


def visible_to(model: type[Any], viewer: Viewer, permission: Permission) -> Predicate:
    """The rows of a table that this viewer's permission reaches; none where it does not.

    Raises: KeyError for a table without a rule.
    """
    reach = viewer.reach(permission)
    rule = RULES[model]
    if reach.is_nothing:
        return false()
    return true() if reach.everywhere else rule(viewer, reach)


def services(viewer: Viewer, reach: Reach) -> Predicate:
    return or_(Service.organization_id.in_(reach.organizations), Service.id.in_(reach.listings))


def changes(viewer: Viewer, reach: Reach) -> Predicate:
    own: list[Predicate] = [
        ListingChange.organization_id.in_(reach.organizations),
        ListingChange.service_id.in_(reach.listings),
    ]
    if viewer.account_id:
        own.append(ListingChange.made_by == viewer.account_id)
    return or_(*own)


def of_listing(column: Any) -> Callable[[Viewer, Reach], Predicate]:
    """Rows that hang on a listing follow it."""

    def rule(viewer: Viewer, reach: Reach) -> Predicate:
        return and_(column.in_(select(Service.id).where(services(viewer, reach))))

    return rule


def organizations(viewer: Viewer, reach: Reach) -> Predicate:
    return Organization.id.in_(reach.organizations)


def accounts(viewer: Viewer, reach: Reach) -> Predicate:
    held = select(RoleGrant.account_id).where(RoleGrant.ended_at.is_(None), grants(viewer, reach))
    allowed: list[Predicate] = [Account.id.in_(held)]
    if reach.own:
        allowed.append(Account.id == viewer.account_id)
    return or_(*allowed)


def grants(viewer: Viewer, reach: Reach) -> Predicate:
    return or_(RoleGrant.organization_id.in_(reach.organizations), RoleGrant.team_id.in_(reach.teams))


def teams(viewer: Viewer, reach: Reach) -> Predicate:
    return Team.id.in_(reach.teams)


def events(viewer: Viewer, reach: Reach) -> Predicate:
    return AuditEvent.team_id.in_(reach.teams)


def own_rows(column: Any) -> Callable[[Viewer, Reach], Predicate]:
    """Rows of the viewer's own account."""

    def rule(viewer: Viewer, reach: Reach) -> Predicate:
        return and_(reach.own, column == viewer.account_id) if reach.own else false()

    return rule


def nothing(viewer: Viewer, reach: Reach) -> Predicate:
    """All or nothing: there is no part of it to see."""
    return false()


RULES: dict[type[Any], Callable[[Viewer, Reach], Predicate]] = {
    Service: services,
    Organization: organizations,
    ListingChange: changes,
    ListingVersion: of_listing(ListingVersion.service_id),
    ListingReport: of_listing(ListingReport.service_id),
    LinkCheck: of_listing(LinkCheck.service_id),
    DuplicatePair: nothing,
    Feed: nothing,
    ImportPlan: nothing,
    Message: nothing,
    Account: accounts,
    RoleGrant: grants,
    Team: teams,
    BrowserSession: own_rows(BrowserSession.account_id),
    Passkey: own_rows(Passkey.account_id),
    AuditEvent: events,
    BreakGlass: own_rows(BreakGlass.account_id),
    Approval: own_rows(Approval.asked_by),
}
"""Every table whose rows are somebody's."""
