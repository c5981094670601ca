"""Who may do what: roles, permissions, and how far each reaches. `GRANTS` is the truth.

Source: decisions.md 18. docs/permissions.csv is the reviewed outcome for every address.
"""

from __future__ import annotations

import datetime as dt
from enum import StrEnum


class Role(StrEnum):
    """What somebody with an account does here. Readers without one need no role."""

    REFERRER = "referrer"
    LINK_WORKER = "link-worker"
    TEAM_LEAD = "team-lead"
    PROVIDER = "provider"
    DIRECTORY_EDITOR = "directory-editor"
    ENGAGEMENT_OFFICER = "engagement-officer"
    FACILITATOR = "facilitator"
    HELPLINE_WORKER = "helpline-worker"
    TRANSLATOR = "translator"
    ANALYST = "analyst"
    ADMINISTRATOR = "administrator"
    GOVERNANCE_LEAD = "governance-lead"


class Permission(StrEnum):
    """One thing somebody may do: `scope:action`."""

    ACCOUNT_OWN = "account:own"
    """Look after one's own account."""
    TODAY_SEE = "today:see"
    LISTING_EDIT = "listing:edit"
    LISTING_READ_STAFF = "listing:read-staff"
    """Fields of a listing only staff see: private venue, safeguarding caveat."""
    LISTING_REVIEW = "listing:review"
    """Decide changes, answer reports, check, restore, edit in bulk, trust organisers."""
    LISTING_MERGE = "listing:merge"
    IMPORT_RUN = "import:run"
    VOCABULARY_EDIT = "vocabulary:edit"
    USER_INVITE = "user:invite"
    USER_MANAGE = "user:manage"
    APPROVAL_DECIDE = "approval:decide"
    AUDIT_READ = "audit:read"
    BREAK_GLASS_OPEN = "break-glass:open"
    BREAK_GLASS_REVIEW = "break-glass:review"
    MESSAGE_SEE = "message:see"
    REFERRAL_MAKE = "referral:make"
    """Refer somebody, for one's own organisation or by typing in what others sent."""
    REFERRAL_TYPE = "referral:type"
    """Type in what somebody said on the telephone or wrote in a letter."""
    REFERRAL_FOLLOW = "referral:follow"
    """See where the referrals of one's own organisation stand, and answer questions about them."""
    REFERRAL_TRIAGE = "referral:triage"
    """Read referrals in, match them, accept them or not."""
    REFERRAL_IMPORT = "referral:import"
    ROUTING_EDIT = "routing:edit"
    """Practices, and where their referrals go."""
    PERSON_MERGE = "person:merge"
    CASE_READ = "case:read"
    CASE_WORK = "case:work"
    """Record, plan, introduce, close."""
    CASE_TAKE = "case:take"
    """Take somebody from the team's waiting list."""
    CASE_LEAD = "case:lead"
    """What a lead does for a team: share out, cover, confirm."""
    NHS_NUMBER_REVEAL = "nhs-number:reveal"
    SAFEGUARDING_SEE = "safeguarding:see"
    """Worries one has raised, leads or is named for."""
    NUMBERS_SEE = "numbers:see"
    AGREEMENT_EDIT = "agreement:edit"
    """Which organisations signed that they keep safe what is shared."""
    INTRODUCTION_ANSWER = "introduction:answer"
    ENGAGEMENT_SEE = "engagement:see"
    """The partnership's schedule of engagement, and what is known already."""
    ENGAGEMENT_PLAN = "engagement:plan"
    EVENT_SEE = "event:see"
    """Events, who listens there, how many conversations have come in. Nothing that anybody said."""
    EVENT_EDIT = "event:edit"
    """Question sets, events, tablets, cards."""
    DEVICE_REVOKE = "device:revoke"
    CARD_KEY = "card:key"
    """Type in what stands on paper cards."""
    FEEDBACK_READ = "feedback:read"
    """What people said, as they said it."""
    FEEDBACK_MODERATE = "feedback:moderate"
    """Decide about what came from the open internet, and about other versions."""
    FEEDBACK_CODE = "feedback:code"
    """Give codes, mark good quotes, write memos; code in a round."""
    FEEDBACK_HIDE = "feedback:hide"
    """Hide words that tell who is speaking."""
    ORIGINAL_SEE = "original:see"
    """See what was hidden, with a reason."""
    FEEDBACK_IMPORT = "feedback:import"
    """Bring in feedback from elsewhere."""
    FRAME_EDIT = "frame:edit"
    """Codes, their versions, rounds of double coding."""
    RESULTS_SEE = "results:see"
    RESULTS_PUBLISH = "results:publish"
    """Freeze and publish results; build reports."""
    FEEDBACK_EXPORT = "feedback:export"
    EXTRACT_TAKE = "extract:take"
    """An analyst's extract under pseudonyms."""
    STATEMENT_EDIT = "statement:edit"
    """What people said, in one sentence each, and who answers."""
    HARM_ALERT_ANSWER = "harm-alert:answer"
    PANEL_RUN = "panel:run"
    """Members of the people's panel, draws and invitations."""
    STORY_READ = "story:read"
    """Stories whose tellers let people who plan services read them."""
    PAGE_EDIT = "page:edit"
    """The plain pages: write, preview, publish, set an owner and a day to look again."""
    PAGE_TRANSLATE = "page:translate"
    """See the plain pages behind the scenes, and write them in other languages than English."""
    PAGE_PROBLEM_ANSWER = "page-problem:answer"
    """Answer what readers say is wrong with a page."""
    HELP_FACT_READ = "help-fact:read"
    """The facts of Help now behind the scenes: where each is from, who checked it when. Say one is wrong."""
    TRANSLATION_EDIT = "translation:edit"
    """Words of other languages: strings, plain pages, glossaries."""
    HELPLINE_USE = "helpline:use"
    """The one screen of whoever answers the telephone."""
    MY_OPEN = "my:open"
    """One's own page, by a link."""


class Scope(StrEnum):
    """How far a permission reaches."""

    EVERYWHERE = "everywhere"
    ORGANIZATION = "organization"
    TEAM = "team"
    OWN = "own"
    CASELOAD = "caseload"
    """One's own cases, and those of whom one covers."""


P, S = Permission, Scope

EVERYBODY: dict[Permission, Scope] = {P.ACCOUNT_OWN: S.OWN, P.TODAY_SEE: S.OWN}

GRANTS: dict[Role, dict[Permission, Scope]] = {
    Role.REFERRER: {
        **EVERYBODY,
        P.USER_INVITE: S.ORGANIZATION,
        P.REFERRAL_MAKE: S.ORGANIZATION,
        P.REFERRAL_FOLLOW: S.ORGANIZATION,
    },
    Role.LINK_WORKER: {
        **EVERYBODY,
        P.LISTING_READ_STAFF: S.EVERYWHERE,
        P.BREAK_GLASS_OPEN: S.EVERYWHERE,
        P.REFERRAL_MAKE: S.TEAM,
        P.REFERRAL_TYPE: S.TEAM,
        P.REFERRAL_TRIAGE: S.TEAM,
        P.CASE_READ: S.CASELOAD,
        P.CASE_WORK: S.CASELOAD,
        P.CASE_TAKE: S.TEAM,
        P.NHS_NUMBER_REVEAL: S.CASELOAD,
        P.SAFEGUARDING_SEE: S.OWN,
    },
    Role.TEAM_LEAD: {
        **EVERYBODY,
        P.ENGAGEMENT_SEE: S.EVERYWHERE,
        P.LISTING_READ_STAFF: S.EVERYWHERE,
        P.BREAK_GLASS_OPEN: S.EVERYWHERE,
        P.USER_INVITE: S.TEAM,
        P.AUDIT_READ: S.TEAM,
        P.REFERRAL_MAKE: S.TEAM,
        P.REFERRAL_TYPE: S.TEAM,
        P.REFERRAL_TRIAGE: S.TEAM,
        P.REFERRAL_IMPORT: S.TEAM,
        P.PERSON_MERGE: S.TEAM,
        P.CASE_READ: S.TEAM,
        P.CASE_WORK: S.TEAM,
        P.CASE_TAKE: S.TEAM,
        P.CASE_LEAD: S.TEAM,
        P.NHS_NUMBER_REVEAL: S.TEAM,
        P.SAFEGUARDING_SEE: S.OWN,
        P.NUMBERS_SEE: S.TEAM,
    },
    Role.PROVIDER: {
        **EVERYBODY,
        P.INTRODUCTION_ANSWER: S.ORGANIZATION,
        P.LISTING_EDIT: S.ORGANIZATION,
        P.LISTING_READ_STAFF: S.ORGANIZATION,
        P.USER_INVITE: S.ORGANIZATION,
    },
    Role.DIRECTORY_EDITOR: {
        **EVERYBODY,
        P.ENGAGEMENT_SEE: S.EVERYWHERE,
        P.LISTING_EDIT: S.EVERYWHERE,
        P.LISTING_READ_STAFF: S.EVERYWHERE,
        P.LISTING_REVIEW: S.EVERYWHERE,
        P.LISTING_MERGE: S.EVERYWHERE,
        P.IMPORT_RUN: S.EVERYWHERE,
        P.VOCABULARY_EDIT: S.EVERYWHERE,
        P.HELP_FACT_READ: S.EVERYWHERE,
        P.PAGE_EDIT: S.EVERYWHERE,
        P.PAGE_TRANSLATE: S.EVERYWHERE,
        P.PAGE_PROBLEM_ANSWER: S.EVERYWHERE,
    },
    Role.ENGAGEMENT_OFFICER: {
        **EVERYBODY,
        P.VOCABULARY_EDIT: S.EVERYWHERE,
        P.USER_INVITE: S.EVERYWHERE,
        P.ENGAGEMENT_SEE: S.EVERYWHERE,
        P.ENGAGEMENT_PLAN: S.EVERYWHERE,
        P.EVENT_SEE: S.EVERYWHERE,
        P.EVENT_EDIT: S.EVERYWHERE,
        P.DEVICE_REVOKE: S.EVERYWHERE,
        P.CARD_KEY: S.EVERYWHERE,
        P.FEEDBACK_READ: S.EVERYWHERE,
        P.FEEDBACK_MODERATE: S.EVERYWHERE,
        P.FEEDBACK_CODE: S.EVERYWHERE,
        P.FEEDBACK_HIDE: S.EVERYWHERE,
        P.ORIGINAL_SEE: S.EVERYWHERE,
        P.FEEDBACK_IMPORT: S.EVERYWHERE,
        P.FRAME_EDIT: S.EVERYWHERE,
        P.RESULTS_SEE: S.EVERYWHERE,
        P.RESULTS_PUBLISH: S.EVERYWHERE,
        P.FEEDBACK_EXPORT: S.EVERYWHERE,
        P.STATEMENT_EDIT: S.EVERYWHERE,
        P.HARM_ALERT_ANSWER: S.EVERYWHERE,
        P.PANEL_RUN: S.EVERYWHERE,
        P.STORY_READ: S.EVERYWHERE,
        P.HELP_FACT_READ: S.EVERYWHERE,
        P.PAGE_EDIT: S.EVERYWHERE,
        P.PAGE_TRANSLATE: S.EVERYWHERE,
        P.PAGE_PROBLEM_ANSWER: S.EVERYWHERE,
    },
    Role.FACILITATOR: {
        **EVERYBODY,
        P.ENGAGEMENT_SEE: S.EVERYWHERE,
        P.EVENT_SEE: S.OWN,
        P.DEVICE_REVOKE: S.OWN,
        P.CARD_KEY: S.OWN,
    },
    Role.HELPLINE_WORKER: {
        **EVERYBODY,
        P.ENGAGEMENT_SEE: S.EVERYWHERE,
        P.BREAK_GLASS_OPEN: S.EVERYWHERE,
        P.REFERRAL_MAKE: S.EVERYWHERE,
        P.REFERRAL_TYPE: S.EVERYWHERE,
        P.HELPLINE_USE: S.EVERYWHERE,
        P.HELP_FACT_READ: S.EVERYWHERE,
        P.PAGE_PROBLEM_ANSWER: S.EVERYWHERE,
    },
    Role.TRANSLATOR: {**EVERYBODY, P.TRANSLATION_EDIT: S.EVERYWHERE, P.PAGE_TRANSLATE: S.EVERYWHERE},
    Role.ANALYST: {
        **EVERYBODY,
        P.NUMBERS_SEE: S.EVERYWHERE,
        P.ENGAGEMENT_SEE: S.EVERYWHERE,
        P.FEEDBACK_READ: S.EVERYWHERE,
        P.FEEDBACK_CODE: S.EVERYWHERE,
        P.FEEDBACK_HIDE: S.EVERYWHERE,
        P.RESULTS_SEE: S.EVERYWHERE,
        P.FEEDBACK_EXPORT: S.EVERYWHERE,
        P.EXTRACT_TAKE: S.EVERYWHERE,
    },
    Role.ADMINISTRATOR: {
        **EVERYBODY,
        P.USER_INVITE: S.EVERYWHERE,
        P.USER_MANAGE: S.EVERYWHERE,
        P.APPROVAL_DECIDE: S.EVERYWHERE,
        P.MESSAGE_SEE: S.EVERYWHERE,
        P.ROUTING_EDIT: S.EVERYWHERE,
        P.AGREEMENT_EDIT: S.EVERYWHERE,
        P.HELP_FACT_READ: S.EVERYWHERE,
        P.DEVICE_REVOKE: S.EVERYWHERE,
        P.PAGE_PROBLEM_ANSWER: S.EVERYWHERE,
    },
    Role.GOVERNANCE_LEAD: {
        **EVERYBODY,
        P.APPROVAL_DECIDE: S.EVERYWHERE,
        P.AUDIT_READ: S.EVERYWHERE,
        P.BREAK_GLASS_REVIEW: S.EVERYWHERE,
    },
}

INVITES: dict[Role, frozenset[Role]] = {
    Role.REFERRER: frozenset({Role.REFERRER}),
    Role.TEAM_LEAD: frozenset({Role.LINK_WORKER}),
    Role.PROVIDER: frozenset({Role.PROVIDER}),
    Role.ENGAGEMENT_OFFICER: frozenset({Role.FACILITATOR}),
    Role.ADMINISTRATOR: frozenset(Role),
}
"""Role -> the roles it may invite somebody into, within its own reach."""

POWERFUL = frozenset({Role.ADMINISTRATOR, Role.GOVERNANCE_LEAD})
"""Giving one of these takes two people."""

BOUND_TO_ORGANIZATION = frozenset({Role.REFERRER, Role.PROVIDER})
BOUND_TO_TEAM = frozenset({Role.LINK_WORKER, Role.TEAM_LEAD})

KEPT_APART: tuple[tuple[frozenset[Role], frozenset[Role]], ...] = (
    (
        frozenset({Role.ADMINISTRATOR, Role.GOVERNANCE_LEAD, Role.ANALYST}),
        frozenset({Role.LINK_WORKER, Role.TEAM_LEAD, Role.REFERRER}),
    ),
)
"""Nobody holds a role of the first set together with one of the second."""

PARTNERS = frozenset({Role.REFERRER, Role.PROVIDER})
STAFF = frozenset(Role) - PARTNERS
"""Every one of these needs a second factor."""


def scope_of(role: Role, permission: Permission) -> Scope | None:
    """How far a role's permission reaches; None where it has none."""
    return GRANTS[role].get(permission)


def can_be_combined(roles: frozenset[Role]) -> bool:
    """May one person hold all of these?"""
    return not any(roles & one and roles & other for one, other in KEPT_APART)


def needs_second_factor(roles: frozenset[Role]) -> bool:
    return bool(roles & STAFF)


def idle_limit(roles: frozenset[Role]) -> dt.timedelta:
    """How long a session may lie still: the shortest of the roles'."""
    return dt.timedelta(minutes=15 if roles & POWERFUL else 30)


def absolute_limit(roles: frozenset[Role]) -> dt.timedelta:
    """How long a session may last at all: the shortest of the roles'."""
    return dt.timedelta(hours=8 if roles & POWERFUL else 12)
