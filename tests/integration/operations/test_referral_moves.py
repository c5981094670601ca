"""A referral moves by its table, once, by whoever may."""

from __future__ import annotations

import uuid

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.database import db
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.machine import Actor, Need
from app.domain.referral import ReferralAction as A
from app.domain.referral import ReferralStatus as S
from app.domain.roles import Role
from app.domain.viewer import ANONYMOUS, Grant, Viewer
from app.models.referrals import HistoryEvent, Referral
from app.operations import audit
from app.operations.referral_moves import move
from tests.factories import AccountFactory, OrganizationFactory, TeamFactory
from tests.factories_connect import ReferralFactory

pytestmark = pytest.mark.usefixtures("db_session")


def somebody(
    role: Role, team_id: uuid.UUID | None = None, organization_id: uuid.UUID | None = None
) -> Viewer:
    account = AccountFactory(role=role, role__team_id=team_id, role__organization_id=organization_id)
    return Viewer(account_id=account.id, grants=(Grant(role, organization_id, team_id),))


def waiting(**values: object) -> tuple[Referral, Viewer, Viewer]:
    team = TeamFactory()
    referral = ReferralFactory(team_id=team.id, **values)
    return referral, somebody(Role.LINK_WORKER, team.id), somebody(Role.TEAM_LEAD, team.id)


def test_each_move_is_kept_in_the_history_and_the_trace() -> None:
    referral, worker, _ = waiting()
    move(referral, A.START_TRIAGE, by=worker)
    move(referral, A.ACCEPT, by=worker, given={Need.PRIORITY, Need.MATCH}, version=referral.version)
    events = db.session.scalars(
        select(HistoryEvent).where(HistoryEvent.subject_id == referral.id).order_by(HistoryEvent.id)
    ).all()
    assert [(one.start, one.action, one.end) for one in events] == [
        ("received", "start-triage", "in-triage"),
        ("in-triage", "accept", "accepted"),
    ]
    assert [note.action for note in audit.held()] == ["referral.triage-started", "referral.accepted"]
    assert referral.triaged_by == worker.account_id
    assert referral.decided_at is not None


def test_a_stale_page_moves_nothing() -> None:
    referral, worker, _ = waiting()
    shown = referral.version
    move(referral, A.START_TRIAGE, by=worker, version=shown)
    with pytest.raises(StaleError):
        move(referral, A.WITHDRAW, by=worker, version=shown, reason="changed-mind")
    assert referral.status is S.IN_TRIAGE


def test_another_teams_referral_is_not_moved() -> None:
    referral, _, _ = waiting()
    with pytest.raises(NotAllowedError):
        move(referral, A.START_TRIAGE, by=somebody(Role.LINK_WORKER, TeamFactory().id))


def test_a_move_that_lacks_something_names_it() -> None:
    referral, worker, _ = waiting()
    move(referral, A.START_TRIAGE, by=worker)
    with pytest.raises(NeedsMoreError) as raised:
        move(referral, A.ACCEPT, by=worker, given={Need.PRIORITY})
    assert raised.value.missing == {Need.MATCH}


@pytest.mark.parametrize("mark", ["is_safeguarding", "is_urgent"])
def test_a_marked_one_is_turned_away_by_a_lead_only(mark: str) -> None:
    referral, worker, lead = waiting(**{mark: True})
    move(referral, A.START_TRIAGE, by=worker)
    why = {"reason": "outside-area", "given": {Need.MESSAGE}}
    with pytest.raises(NeedsMoreError) as raised:
        move(referral, A.NOT_ACCEPT, by=worker, **why)
    assert raised.value.missing == {Need.LEAD}
    move(referral, A.PROPOSE_NOT_ACCEPT, by=worker, **why)
    with pytest.raises(NotAllowedError):
        move(referral, A.LEAD_AGREE, by=worker)
    assert move(referral, A.LEAD_AGREE, by=lead).status is S.NOT_ACCEPTED


def test_a_lead_moves_one_that_no_rule_fits() -> None:
    referral, lead = ReferralFactory(team_id=None), somebody(Role.TEAM_LEAD, TeamFactory().id)
    assert move(referral, A.START_TRIAGE, by=lead).status is S.IN_TRIAGE


def test_whoever_referred_answers_by_account_or_by_link_and_nobody_else_does() -> None:
    ours = OrganizationFactory()
    referral, worker, _ = waiting(referrer_organization_id=ours.id)
    move(referral, A.START_TRIAGE, by=worker)
    for answer in (
        {"by": somebody(Role.REFERRER, None, ours.id)},
        {"by": ANONYMOUS, "actor": Actor.REFERRER},
    ):
        move(referral, A.ASK, by=worker, given={Need.MESSAGE})
        move(referral, A.ANSWER, note="He lives at his daughter's.", **answer)
    assert referral.status is S.IN_TRIAGE
    move(referral, A.ASK, by=worker, given={Need.MESSAGE})
    with pytest.raises(NotAllowedError):
        move(referral, A.ANSWER, by=somebody(Role.REFERRER, None, OrganizationFactory().id), note="Me too")


def test_of_two_moves_at_once_the_versions_differ(db_session: Session) -> None:
    referral, worker, _ = waiting()
    before = referral.version
    move(referral, A.START_TRIAGE, by=worker)
    assert referral.version == before + 1
