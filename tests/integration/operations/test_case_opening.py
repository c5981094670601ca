"""One person has one open case, however many referrals arrive."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from app.database import db
from app.domain.case import CaseStatus
from app.domain.errors import NotAllowedError
from app.domain.referral import Priority
from app.domain.tasks import TaskKind
from app.models.cases import Case, CaseTask
from app.models.referrals import HistoryEvent
from app.operations.case_opening import NO_RISKS, open_for
from tests.case_people import CaseTeam
from tests.factories_connect import CaseFactory, PersonFactory, ReferralFactory, document

pytestmark = pytest.mark.usefixtures("db_session")

LONG_AGO = dt.datetime(2026, 10, 1, 9, tzinfo=dt.UTC)


def opened(person, referral, team, priority=Priority.ROUTINE, **more) -> Case:
    return open_for(person, referral=referral, by=team.worker, priority=priority, team_id=team.id, **more)


def test_a_case_waits_from_the_day_the_referral_came() -> None:
    team, person = CaseTeam(), PersonFactory()
    referral = ReferralFactory(received_at=LONG_AGO, team_id=team.id)
    case = opened(person, referral, team, Priority.SOON)
    assert (case.status, case.waiting_since, case.priority) == (CaseStatus.WAITING, LONG_AGO, Priority.SOON)
    assert (referral.case_id, referral.person_id) == (case.id, person.id)
    assert (case.risks, case.concerns, case.number >= 1001) == (NO_RISKS, ["lonely"], True)


def test_a_further_referral_joins_the_open_case_at_its_old_place() -> None:
    team, person = CaseTeam(), PersonFactory()
    case = opened(person, ReferralFactory(received_at=LONG_AGO), team)
    said = document(concerns=["domestic-abuse"], risks={"answer": "some", "words": "A dog"})
    second = ReferralFactory(document=dict(said), is_safeguarding=True)
    assert opened(person, second, team, Priority.URGENT).id == case.id
    assert (case.waiting_since, case.priority) == (LONG_AGO, Priority.URGENT)
    assert case.concerns == ["domestic-abuse", "lonely"]
    assert (case.is_restricted, case.is_high_risk, case.risks) == (True, True, "A dog")
    actions = db.session.scalars(select(HistoryEvent.action).where(HistoryEvent.case_id == case.id)).all()
    assert actions == ["open", "join-referral"]


def test_joining_a_case_that_somebody_has_puts_it_on_their_day() -> None:
    team = CaseTeam()
    case = team.case("active")
    opened(case.person, ReferralFactory(), team)
    task = db.session.scalars(select(CaseTask).where(CaseTask.case_id == case.id)).one()
    assert (task.kind, task.worker_id) == (TaskKind.NEW_TO_ME, team.worker.account_id)


def test_a_new_case_leads_back_to_the_one_before() -> None:
    team = CaseTeam()
    before = team.case("closed", closed_at=LONG_AGO)
    CaseFactory(person=before.person, status="in-error", closed_at=LONG_AGO + dt.timedelta(days=3))
    assert opened(before.person, ReferralFactory(), team).previous_id == before.id


def test_nobody_who_died_gets_a_case() -> None:
    team, person = CaseTeam(), PersonFactory(died_on=dt.date(2026, 11, 1))
    with pytest.raises(NotAllowedError):
        opened(person, ReferralFactory(), team)


def test_every_tenth_case_is_a_sample() -> None:
    team = CaseTeam()
    CaseFactory(number=900_009)
    assert opened(PersonFactory(), ReferralFactory(), team).is_sampled
    assert not opened(PersonFactory(), ReferralFactory(), team).is_sampled
