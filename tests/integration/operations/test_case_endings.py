"""A death stops every message at once and closes what is open; a mistake counts nowhere."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.case import CaseStatus as S
from app.domain.case import ClosureReason
from app.domain.errors import NotAllowedError
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.models.cases import Appointment, Case, CaseTask
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.people import AccessLink
from app.models.referrals import HistoryEvent, Referral
from app.operations import access_links, case_moves, outbox, transfers
from app.operations.case_endings import mark_error, record_death
from tests.case_people import CaseTeam
from tests.factories_connect import (
    AppointmentFactory,
    IntroductionFactory,
    ReferralFactory,
    TaskFactory,
)

pytestmark = pytest.mark.usefixtures("db_session", "clock")

OPEN = ["waiting", "allocated", "active", "on-hold", "closing", "awaiting-lead"]


def with_everything(team: CaseTeam, status: str = "active") -> Case:
    """A case with a task, a visit, a message, an introduction, a hand-over and a further referral."""
    case = team.case(status)
    TaskFactory(case=case)
    AppointmentFactory(case_id=case.id, worker_id=team.worker.account_id)
    IntroductionFactory(case=case, sent_to="club@place.example", person_id=case.person_id)
    ReferralFactory(person_id=case.person_id, team_id=team.id)
    link = access_links.make(LinkPurpose.MY, person=case.person_id)
    outbox.tell(
        MessageKind.MY_LINK,
        key="my",
        to="a@b.example",
        language="en",
        person=case.person_id,
        token=link.token,
    )
    return case


def fresh(column: object) -> list[object]:
    return list(db.session.scalars(select(column).execution_options(populate_existing=True)))  # type: ignore[call-overload]


@pytest.mark.parametrize("status", OPEN)
def test_a_death_closes_from_every_open_state(status: str) -> None:
    team = CaseTeam()
    case = team.case(status)
    record_death(case, by=team.lead, died_on=dt.date(2026, 11, 20))
    assert (case.status, case.closure_reason) == (S.CLOSED, ClosureReason.DIED)
    assert case.person.died_on == dt.date(2026, 11, 20)


def test_a_death_stops_all_that_is_theirs_at_once() -> None:
    team = CaseTeam()
    case = with_everything(team)
    transfers.request(case, by=team.worker, note="All is said.", to_worker=team.colleague.account_id)
    record_death(case, by=team.worker)
    assert fresh(CaseTask.cancelled_at) == [clock.now()]
    assert fresh(Appointment.status) == ["cancelled"]
    assert fresh(Introduction.status) == ["cancelled"]
    assert fresh(Referral.status) == ["person-died"]
    assert all(fresh(AccessLink.withdrawn_at))
    waiting = select(Message.kind).where(Message.dropped_at.is_(None))
    assert db.session.scalars(waiting).all() == [MessageKind.INTRODUCTION_OVER]


def test_a_death_of_somebody_whose_case_is_closed_reaches_the_open_one_too() -> None:
    team, other = CaseTeam(), CaseTeam()
    before = team.case("closed", closed_at=clock.now())
    now = other.case("active", person=before.person)
    record_death(before, by=team.worker)
    assert (now.status, now.closure_reason) == (S.CLOSED, ClosureReason.DIED)


def test_a_death_said_twice_is_one() -> None:
    team = CaseTeam()
    case = team.case("active")
    shown = case.version
    record_death(case, by=team.worker, version=shown)
    record_death(case, by=team.worker, version=shown)
    assert db.session.scalar(select(func.count()).select_from(HistoryEvent)) == 1


def test_nobody_else_records_a_death() -> None:
    team = CaseTeam()
    case = team.case("active")
    with pytest.raises(NotAllowedError):
        record_death(case, by=team.colleague)
    assert case.person.died_on is None


def test_only_a_lead_takes_a_death_back() -> None:
    team = CaseTeam()
    case = team.case("active", started_at=clock.now())
    record_death(case, by=team.worker)
    with pytest.raises(NotAllowedError):
        case_moves.reopen(case, by=team.worker, reason="It was his brother.")
    case_moves.reopen(case, by=team.lead, reason="It was his brother.")
    assert (case.status, case.person.died_on) == (S.ACTIVE, None)


@pytest.mark.parametrize("status", [*OPEN, "closed"])
def test_a_case_made_by_mistake_ends_from_every_state_by_a_lead(status: str) -> None:
    team = CaseTeam()
    case = with_everything(team, status)
    with pytest.raises(NotAllowedError):
        mark_error(case, by=team.worker, reason="Wrong person")
    mark_error(case, by=team.lead, reason="Wrong person")
    assert case.status is S.IN_ERROR
    assert fresh(Introduction.status) == ["cancelled"]
    assert all(fresh(CaseTask.cancelled_at))
