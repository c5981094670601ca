"""In which parts somebody acts towards one referral, case or introduction: by their grants, or by a link."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.domain.machine import Actor
from app.domain.roles import Permission, Role
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.introductions import Introduction
from app.models.referrals import Referral
from app.models.visibility import is_covered

P = Permission


def for_referral(by: Viewer, referral: Referral) -> frozenset[Actor]:
    """Triager or lead of its team, somebody of whoever referred, the person."""
    if by.is_system:
        return frozenset({Actor.SYSTEM})
    found = set()
    triage = by.reach(P.REFERRAL_TRIAGE)
    unrouted = referral.team_id is None and Role.TEAM_LEAD in by.roles
    if triage.everywhere or referral.team_id in triage.teams or unrouted:
        found.add(Actor.TRIAGER)
    if unrouted or referral.team_id in by.reach(P.CASE_LEAD).teams:
        found.add(Actor.LEAD)
    if by.account_id and by.account_id == referral.referrer_account_id:
        found.add(Actor.REFERRER)
    if referral.referrer_organization_id in by.reach(P.REFERRAL_FOLLOW).organizations:
        found.add(Actor.REFERRER)
    if referral.person_id and referral.person_id == by.person_id:
        found.add(Actor.PERSON)
    return frozenset(found)


def for_case(by: Viewer, case: Case) -> frozenset[Actor]:
    """Its link worker or who covers for them, a lead of its team, who shares out what waits, the person."""
    if by.is_system:
        return frozenset({Actor.SYSTEM})
    found = set()
    work = by.reach(P.CASE_WORK)
    if work.caseload and case.worker_id is not None and is_worker_or_cover(by, case):
        found.add(Actor.LINK_WORKER)
    if case.team_id in by.reach(P.CASE_LEAD).teams:
        found.add(Actor.LEAD)
    if case.worker_id is None and case.team_id in by.reach(P.REFERRAL_TRIAGE).teams:
        found.add(Actor.TRIAGER)
    if case.worker_id is None and case.team_id in by.reach(P.CASE_TAKE).teams:
        found.add(Actor.LINK_WORKER)
    if by.person_id is not None and case.person_id == by.person_id:
        found.add(Actor.PERSON)
    return frozenset(found)


def for_introduction(by: Viewer, introduction: Introduction, case: Case) -> frozenset[Actor]:
    """What somebody is towards its case, or the provider it went to."""
    found = set(for_case(by, case))
    if introduction.organization_id in by.reach(P.INTRODUCTION_ANSWER).organizations:
        found.add(Actor.PROVIDER)
    return frozenset(found)


def is_worker_or_cover(by: Viewer, case: Case) -> bool:
    """Is it theirs, or do they look after it today for a colleague?"""
    if by.account_id is None:
        return False
    covered = select(Case.id).where(Case.id == case.id, is_covered(by, Case.worker_id, Case.team_id))
    return case.worker_id == by.account_id or db.session.scalar(covered) is not None
