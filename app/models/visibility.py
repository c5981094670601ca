"""Which rows somebody may see or change: one predicate a table, used by every list, count, file and page."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, false, not_, or_, select, true
from sqlalchemy.orm import aliased

from app import clock
from app.domain.case import OPEN as OPEN_CASE
from app.domain.case import CaseStatus
from app.domain.referral_moves import OPEN as UNDECIDED
from app.domain.roles import Permission, Role
from app.domain.viewer import Reach, Viewer
from app.models.audit import AuditEvent
from app.models.case_papers import CaseDocument, CaseMessage, SafeguardingNote, SafeguardingReader
from app.models.cases import Appointment, Case, CaseContact, CaseTask, CaseTransfer, Cover, Workload
from app.models.conversations import (
    CaptureDevice,
    CaptureRecord,
    CardBlock,
    Conversation,
    EqualityProfile,
    HarmAlert,
    KeyedCard,
    Point,
    Reflection,
    ReplyRequest,
    TearOffCode,
)
from app.models.directory import ListingReport, Organization, Service
from app.models.engagement import Activity, Event, EventMember
from app.models.introductions import Introduction, SharingAgreement, UnmetNeed
from app.models.messages import Message
from app.models.page_problems import PageProblem
from app.models.panel import PanelDraw, PanelInvitation, PanelMember, Story
from app.models.people import Account, Approval, BreakGlass, BrowserSession, Passkey, RoleGrant, Team
from app.models.persons import (
    Consent,
    EqualityAnswer,
    Person,
    PersonMerge,
    Practice,
    Relation,
    RoutingRule,
)
from app.models.plans import Measure, Plan, StoryOffer
from app.models.referrals import HistoryEvent, Referral, ReferralImport
from app.models.stewardship import DuplicatePair, Feed, ImportPlan, LinkCheck, ListingChange, ListingVersion

Predicate = ColumnElement[bool]
DECIDED_STAYS = dt.timedelta(days=14)
"""So long a decided referral stays in sight of the team's link workers: two may read it at once, and err."""


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


def cases(viewer: Viewer, reach: Reach) -> Predicate:
    """A link worker's own and those of whom they cover; a lead's team's; a person's own."""
    allowed: list[Predicate] = [Case.team_id.in_(reach.teams)]
    if reach.caseload and viewer.account_id:
        allowed += [is_own(viewer), is_covered(viewer, Case.worker_id, Case.team_id)]
    if reach.person:
        allowed.append(Case.person_id == reach.person)
    return or_(*allowed)


def is_own(viewer: Viewer) -> Predicate:
    """Their own cases; a closed one until somebody else works with the person."""
    later = aliased(Case)
    others = exists().where(
        later.person_id == Case.person_id,
        later.status.in_(OPEN_CASE),
        later.worker_id != viewer.account_id,
    )
    return and_(Case.worker_id == viewer.account_id, or_(Case.status.in_(OPEN_CASE), not_(others)))


def is_covered(viewer: Viewer, worker: Any, team: Any) -> Predicate:
    """Rows of whom they look after today, of the team in which they do.

    The first condition says nothing more than the second: by it an index finds the rows.
    """
    today = clock.today()
    runs = (
        Cover.by_id == viewer.account_id,
        Cover.starts_on <= today,
        Cover.ends_on >= today,
        Cover.ended_at.is_(None),
    )
    found_fast = worker.in_(select(Cover.away_id).where(*runs))
    return and_(found_fast, exists().where(*runs, Cover.away_id == worker, Cover.team_id == team))


def of_case(column: Any) -> Callable[[Viewer, Reach], Predicate]:
    """Rows that hang on a case follow it."""

    def rule(viewer: Viewer, reach: Reach) -> Predicate:
        return and_(column.in_(select(Case.id).where(cases(viewer, reach))))

    return rule


def persons(viewer: Viewer, reach: Reach) -> Predicate:
    """People with a case within reach that is no mistake; a link worker's only while it is theirs."""
    held = select(Case.person_id).where(cases(viewer, reach), Case.status != CaseStatus.IN_ERROR)
    own = Person.id == reach.person if reach.person else false()
    return or_(Person.id.in_(held), own)


def of_person(column: Any) -> Callable[[Viewer, Reach], Predicate]:
    """Rows that hang on a person follow them."""

    def rule(viewer: Viewer, reach: Reach) -> Predicate:
        return and_(column.in_(select(Person.id).where(persons(viewer, reach))))

    return rule


def referrals(viewer: Viewer, reach: Reach) -> Predicate:
    """Those of a team or of the referrer's organisation; what fits no rule is seen by every lead.

    Two weeks after the decision a link worker sees only those they read in and those of their own cases.
    """
    leads = {grant.team_id for grant in viewer.grants if grant.role is Role.TEAM_LEAD}
    own = select(Case.id).where(Case.worker_id == viewer.account_id)
    still = or_(
        Referral.status.in_(UNDECIDED),
        Referral.decided_at > clock.now() - DECIDED_STAYS,
        Referral.triaged_by == viewer.account_id,
        Referral.case_id.in_(own),
    )
    allowed: list[Predicate] = [
        Referral.team_id.in_(reach.teams & leads),
        and_(Referral.team_id.in_(reach.teams), still),
        Referral.referrer_organization_id.in_(reach.organizations),
    ]
    if reach.teams and Role.TEAM_LEAD in viewer.roles:
        allowed.append(Referral.team_id.is_(None))
    if reach.person:
        allowed.append(Referral.person_id == reach.person)
    return or_(*allowed)


def history(viewer: Viewer, reach: Reach) -> Predicate:
    """What happened to cases and referrals within reach."""
    of_cases = HistoryEvent.case_id.in_(select(Case.id).where(cases(viewer, reach)))
    of_referrals = HistoryEvent.subject_id.in_(select(Referral.id).where(referrals(viewer, reach)))
    return or_(of_cases, of_referrals)


def tasks(viewer: Viewer, reach: Reach) -> Predicate:
    allowed: list[Predicate] = [CaseTask.team_id.in_(reach.teams)]
    if reach.caseload and viewer.account_id:
        covered = is_covered(viewer, CaseTask.worker_id, CaseTask.team_id)
        own = or_(CaseTask.worker_id == viewer.account_id, covered)
        allowed.append(and_(own, CaseTask.for_lead.is_(False)))
    return or_(*allowed)


def transfers(viewer: Viewer, reach: Reach) -> Predicate:
    """Those of cases within reach, and those one is asked to take."""
    allowed: list[Predicate] = [
        CaseTransfer.case_id.in_(select(Case.id).where(cases(viewer, reach))),
        CaseTransfer.to_team_id.in_(reach.teams),
    ]
    if viewer.account_id:
        allowed.append(CaseTransfer.to_worker_id == viewer.account_id)
    return or_(*allowed)


def appointments(viewer: Viewer, reach: Reach) -> Predicate:
    allowed: list[Predicate] = [Appointment.case_id.in_(select(Case.id).where(cases(viewer, reach)))]
    if viewer.account_id:
        allowed.append(Appointment.worker_id == viewer.account_id)
    return or_(*allowed)


def introductions(viewer: Viewer, reach: Reach) -> Predicate:
    """Those of cases within reach; a provider's, while what was shared with them has not ended."""
    of_cases = Introduction.case_id.in_(select(Case.id).where(cases(viewer, reach)))
    shared = and_(
        Introduction.organization_id.in_(reach.organizations),
        Introduction.sent_at.is_not(None),
        or_(Introduction.share_ends_at.is_(None), Introduction.share_ends_at > clock.now()),
    )
    return or_(of_cases, shared)


def worries(viewer: Viewer, reach: Reach) -> Predicate:
    """Raised by oneself, led by oneself, or with oneself named as a reader."""
    if not (reach.own and viewer.account_id):
        return false()
    named = select(SafeguardingReader.note_id).where(SafeguardingReader.account_id == viewer.account_id)
    return or_(
        SafeguardingNote.raised_by == viewer.account_id,
        SafeguardingNote.lead_id == viewer.account_id,
        SafeguardingNote.id.in_(named),
    )


def of_team(column: Any) -> Callable[[Viewer, Reach], Predicate]:
    def rule(viewer: Viewer, reach: Reach) -> Predicate:
        return and_(column.in_(reach.teams))

    return rule


def of_organization(column: Any) -> Callable[[Viewer, Reach], Predicate]:
    def rule(viewer: Viewer, reach: Reach) -> Predicate:
        return and_(column.in_(reach.organizations))

    return rule


def engagement_events(viewer: Viewer, reach: Reach) -> Predicate:
    """Events in which they have a part."""
    if not reach.own or not viewer.account_id:
        return false()
    return Event.id.in_(select(EventMember.event_id).where(EventMember.account_id == viewer.account_id))


def of_event(column: Any) -> Callable[[Viewer, Reach], Predicate]:
    """Rows that hang on an event follow it."""

    def rule(viewer: Viewer, reach: Reach) -> Predicate:
        return and_(column.in_(select(Event.id).where(engagement_events(viewer, reach))))

    return rule


def points(viewer: Viewer, reach: Reach) -> Predicate:
    held = select(Conversation.id).where(of_event(Conversation.event_id)(viewer, reach))
    return Point.conversation_id.in_(held)


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
    PageProblem: nothing,
    Account: accounts,
    RoleGrant: grants,
    Team: teams,
    BrowserSession: own_rows(BrowserSession.account_id),
    Passkey: own_rows(Passkey.account_id),
    AuditEvent: events,
    BreakGlass: own_rows(BreakGlass.account_id),
    Approval: own_rows(Approval.asked_by),
    Case: cases,
    CaseContact: of_case(CaseContact.case_id),
    CaseDocument: of_case(CaseDocument.case_id),
    CaseMessage: of_case(CaseMessage.case_id),
    CaseTask: tasks,
    CaseTransfer: transfers,
    Appointment: appointments,
    Plan: of_case(Plan.case_id),
    Measure: of_case(Measure.case_id),
    StoryOffer: of_case(StoryOffer.case_id),
    Person: persons,
    Consent: of_person(Consent.person_id),
    Relation: of_person(Relation.person_id),
    EqualityAnswer: of_person(EqualityAnswer.person_id),
    PersonMerge: of_person(PersonMerge.kept_id),
    Referral: referrals,
    ReferralImport: of_team(ReferralImport.team_id),
    HistoryEvent: history,
    Introduction: introductions,
    SharingAgreement: of_organization(SharingAgreement.organization_id),
    UnmetNeed: of_case(UnmetNeed.case_id),
    SafeguardingNote: worries,
    Cover: of_team(Cover.team_id),
    Workload: own_rows(Workload.account_id),
    Practice: nothing,
    RoutingRule: nothing,
    Activity: nothing,
    PanelMember: nothing,
    PanelDraw: nothing,
    PanelInvitation: nothing,
    Story: of_case(Story.case_id),
    Event: engagement_events,
    EventMember: of_event(EventMember.event_id),
    CaptureDevice: of_event(CaptureDevice.event_id),
    CaptureRecord: of_event(CaptureRecord.event_id),
    Conversation: of_event(Conversation.event_id),
    Point: points,
    Reflection: of_event(Reflection.event_id),
    EqualityProfile: of_event(EqualityProfile.event_id),
    HarmAlert: of_event(HarmAlert.event_id),
    CardBlock: of_event(CardBlock.event_id),
    TearOffCode: of_event(TearOffCode.event_id),
    KeyedCard: of_event(KeyedCard.event_id),
    ReplyRequest: of_event(ReplyRequest.event_id),
}
"""Every table whose rows are somebody's."""
