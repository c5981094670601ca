"""A hand-over changes nothing until the other accepts it."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseStatus as S
from app.domain.case import ClosureReason, TransferStatus
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.machine import Need
from app.domain.messages import MessageKind
from app.domain.tasks import TaskKind
from app.models.cases import Appointment, Case, CaseTask, CaseTransfer
from app.models.messages import Message
from app.models.referrals import HistoryEvent
from app.operations import case_moves, transfers
from tests.case_people import CaseTeam
from tests.factories_connect import AppointmentFactory, TaskFactory, TransferFactory

pytestmark = pytest.mark.usefixtures("db_session", "clock")

NOTE = "He likes to be rung in the morning."


def asked(team: CaseTeam, status: str = "active", **to: object) -> CaseTransfer:
    target = to or {"to_worker": team.colleague.account_id}
    return transfers.request(team.case(status), by=team.worker, note=NOTE, **target)  # type: ignore[arg-type]


def test_whoever_has_it_keeps_it_until_the_colleague_accepts() -> None:
    team = CaseTeam()
    case = team.case("active")
    TaskFactory(case=case)
    AppointmentFactory(case_id=case.id, worker_id=team.worker.account_id)
    transfer = transfers.request(case, by=team.worker, note=NOTE, to_worker=team.colleague.account_id)
    assert case.worker_id == team.worker.account_id
    [told] = db.session.scalars(select(Message))
    assert (told.kind, told.account_id) == (MessageKind.TRANSFER_ASKED, team.colleague.account_id)
    transfers.accept(transfer, by=team.colleague)
    assert (case.worker_id, case.status) == (team.colleague.account_id, S.ACTIVE)
    for column in (CaseTask.worker_id, Appointment.worker_id):
        found = db.session.scalars(select(column).execution_options(populate_existing=True)).all()
        assert found == [team.colleague.account_id]
    actions = db.session.scalars(select(HistoryEvent.action).order_by(HistoryEvent.id)).all()
    assert actions == ["request", "accept", "hand-over"]


def test_nobody_but_who_is_asked_answers() -> None:
    team = CaseTeam()
    transfer = asked(team)
    for other in (team.worker, team.lead, CaseTeam().lead):
        with pytest.raises(NotAllowedError):
            transfers.accept(transfer, by=other)


def test_a_note_is_needed_and_somebody_who_can_take_it() -> None:
    team = CaseTeam()
    for to in (CaseTeam().worker, team.worker):
        with pytest.raises(NeedsMoreError) as raised:
            transfers.request(team.case("active"), by=team.worker, note=" ", to_worker=to.account_id)
        assert raised.value.missing == {Need.HANDOVER, Need.WORKER}


def test_another_teams_lead_accepts_and_says_who_gets_it() -> None:
    team, other = CaseTeam(), CaseTeam()
    transfer = asked(team, to_team=other.id)
    with pytest.raises(NotAllowedError):
        transfers.accept(transfer, by=other.worker)
    with pytest.raises(NeedsMoreError):
        transfers.accept(transfer, by=other.lead, worker=team.colleague.account_id)
    case = transfers.accept(transfer, by=other.lead, worker=other.worker.account_id)
    assert (case.team_id, case.worker_id) == (other.id, other.worker.account_id)
    assert db.session.scalars(select(CaseTask.kind)).all() == [TaskKind.NEW_TO_ME]


def test_who_waits_goes_to_the_other_teams_list() -> None:
    team, other = CaseTeam(), CaseTeam()
    case = team.case("waiting")
    transfer = transfers.request(case, by=team.lead, note=NOTE, to_team=other.id)
    transfers.accept(transfer, by=other.lead)
    assert (case.team_id, case.worker_id, case.status) == (other.id, None, S.WAITING)


def test_declined_it_comes_back_with_the_answer() -> None:
    team = CaseTeam()
    transfer = asked(team)
    with pytest.raises(NeedsMoreError):
        transfers.decline(transfer, by=team.colleague, answer=" ")
    transfers.decline(transfer, by=team.colleague, answer="I am full.")
    [task] = db.session.scalars(select(CaseTask))
    assert (task.kind, task.words, task.worker_id) == (
        TaskKind.TRANSFER,
        "I am full.",
        team.worker.account_id,
    )
    transfers.read(transfer, by=team.worker)
    db.session.refresh(task)
    assert task.done_at is not None


def test_one_at_a_time_and_it_can_be_taken_back() -> None:
    team = CaseTeam()
    case = team.case("active")
    transfer = transfers.request(case, by=team.worker, note=NOTE, to_worker=team.colleague.account_id)
    with pytest.raises(NotAllowedError):
        transfers.request(case, by=team.worker, note=NOTE, to_worker=team.colleague.account_id)
    transfers.withdraw(transfer, by=team.worker)
    with pytest.raises(NotAllowedError):
        transfers.accept(transfer, by=team.colleague)


def test_a_stale_answer_changes_nothing() -> None:
    team = CaseTeam()
    transfer = asked(team)
    shown = transfer.version
    transfers.decline(transfer, by=team.colleague, answer="I am full.", version=shown)
    with pytest.raises(StaleError):
        transfers.accept(transfer, by=team.colleague, version=shown)


def test_after_ten_days_it_is_over() -> None:
    team = CaseTeam()
    transfer = asked(team)
    assert transfer.expires_on == clock.today() + dt.timedelta(days=10)
    assert transfers.expire_due(transfer.expires_on) == 0
    assert transfers.expire_due(transfer.expires_on + dt.timedelta(days=1)) == 1
    assert transfer.status is TransferStatus.EXPIRED
    assert db.session.scalars(select(CaseTask.kind)).all() == [TaskKind.TRANSFER]


def test_the_last_day_counts_and_the_next_does_not(clock) -> None:
    team = CaseTeam()
    late = TransferFactory(
        case_id=team.case("active").id,
        to_worker_id=team.colleague.account_id,
        expires_on=dt.date(2026, 11, 23),
    )
    with pytest.raises(NotAllowedError):
        transfers.accept(late, by=team.colleague)
    late.expires_on = dt.date(2026, 11, 24)
    assert transfers.accept(late, by=team.colleague).worker_id == team.colleague.account_id


def test_a_case_that_ends_asks_nobody_any_more() -> None:
    team = CaseTeam()
    transfer = asked(team, "allocated")
    case = db.session.get_one(Case, transfer.case_id)
    case_moves.close_early(case, by=team.worker, why=ClosureReason.STOPPED)
    assert transfer.status is TransferStatus.WITHDRAWN
