"""A case is shared out, begins, rests, comes back, closes early, opens again."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseStatus as S
from app.domain.case import ClosureReason, HoldReason, TransferStatus
from app.domain.errors import NeedsMoreError, NotAllowedError, StaleError
from app.domain.machine import Need
from app.domain.messages import MessageKind
from app.domain.tasks import TaskKind
from app.models.cases import Appointment, Case, CaseTask, CaseTransfer
from app.models.messages import Message
from app.models.referrals import HistoryEvent
from app.operations import case_moves as moves
from tests.case_people import CaseTeam
from tests.factories_connect import (
    AppointmentFactory,
    CaseFactory,
    CoverFactory,
    TransferFactory,
    WorkloadFactory,
)

pytestmark = pytest.mark.usefixtures("db_session", "clock")

DAY = dt.timedelta(days=1)


def live(case: Case) -> dict[TaskKind, dt.date]:
    found = select(CaseTask).where(
        CaseTask.case_id == case.id, CaseTask.done_at.is_(None), CaseTask.cancelled_at.is_(None)
    )
    rows = db.session.scalars(found.execution_options(populate_existing=True))
    return {task.kind: task.due_on for task in rows}


def test_shared_out_it_is_new_to_them_and_the_first_contact_is_due() -> None:
    team = CaseTeam()
    case = team.case("waiting")
    moves.allocate(case, team.worker.account_id, by=team.lead)
    assert (case.status, case.worker_id) == (S.ALLOCATED, team.worker.account_id)
    assert live(case) == {
        TaskKind.NEW_TO_ME: clock.today(),
        TaskKind.FIRST_CONTACT: dt.date(2026, 11, 26),
    }


def test_whoever_takes_it_themselves_is_not_told_that_it_is_new() -> None:
    team = CaseTeam()
    case = team.case("waiting")
    moves.allocate(case, team.worker.account_id, by=team.worker)
    assert TaskKind.NEW_TO_ME not in live(case)


def test_somebody_of_another_team_cannot_be_given_a_case() -> None:
    team = CaseTeam()
    with pytest.raises(NeedsMoreError) as raised:
        moves.allocate(team.case("waiting"), CaseTeam().worker.account_id, by=team.lead)
    assert raised.value.missing == {Need.WORKER}


def test_above_the_cap_it_takes_a_reason() -> None:
    team = CaseTeam()
    WorkloadFactory(account_id=team.worker.account_id, cap=1)
    team.case("active")
    case = team.case("waiting")
    with pytest.raises(NeedsMoreError) as raised:
        moves.allocate(case, team.worker.account_id, by=team.lead)
    assert raised.value.missing == {Need.CAPACITY}
    moves.allocate(case, team.worker.account_id, by=team.lead, reason="She asked for him.")
    assert case.status is S.ALLOCATED


def test_given_back_it_waits_at_its_old_place_and_nobody_comes() -> None:
    team = CaseTeam()
    case = team.case()
    before = case.waiting_since
    TransferFactory(case_id=case.id, to_worker_id=team.colleague.account_id)
    AppointmentFactory(case_id=case.id, worker_id=team.worker.account_id)
    moves.give_back(case, by=team.worker, reason="I know the family.")
    assert (case.status, case.worker_id, case.waiting_since) == (S.WAITING, None, before)
    assert db.session.scalars(select(Appointment.status)).all() == ["cancelled"]
    assert db.session.scalars(select(CaseTransfer.status)).all() == [TransferStatus.WITHDRAWN]


def test_the_first_contact_begins_it_once() -> None:
    team = CaseTeam()
    case = team.case()
    at = clock.now() - DAY
    moves.start(case, by=team.worker, at=at)
    version = case.version
    moves.start(case, by=team.worker)
    assert (case.status, case.started_at, case.version) == (S.ACTIVE, at, version)
    event = db.session.scalars(select(HistoryEvent)).one()
    assert (event.action, event.effective_at) == ("start", at)


def test_it_rests_until_a_day_that_comes_back_as_a_task() -> None:
    team = CaseTeam()
    case = team.case("active")
    for days in (3, 9):
        until = clock.today() + days * DAY
        moves.hold(case, by=team.worker, why=HoldReason.HOSPITAL, until=until)
        assert (case.status, case.hold_until, live(case)) == (
            S.ON_HOLD,
            until,
            {TaskKind.RETURN_DATE: until},
        )
    moves.come_back(case, by=team.worker)
    assert (case.status, case.hold_until, case.hold_reason, live(case)) == (S.ACTIVE, None, None, {})


def test_a_return_date_lies_ahead() -> None:
    team = CaseTeam()
    with pytest.raises(NeedsMoreError) as raised:
        moves.hold(team.case("active"), by=team.worker, why=HoldReason.AWAY, until=clock.today())
    assert raised.value.missing == {Need.RETURN_DATE}


def test_who_covers_may_and_who_only_works_in_the_team_may_not() -> None:
    team = CaseTeam()
    case = team.case("active")
    with pytest.raises(NotAllowedError):
        moves.begin_closing(case, by=team.colleague)
    CoverFactory(away_id=team.worker.account_id, by_id=team.colleague.account_id, team_id=team.id)
    assert moves.begin_closing(case, by=team.colleague).status is S.CLOSING
    assert moves.back_to_active(case, by=team.worker, note="She rang.").status is S.ACTIVE


def test_a_stale_page_moves_nothing() -> None:
    team = CaseTeam()
    case = team.case("active")
    shown = case.version
    moves.begin_closing(case, by=team.worker, version=shown)
    with pytest.raises(StaleError):
        moves.back_to_active(case, by=team.worker, note="No", version=shown)


def test_closed_early_nothing_is_left() -> None:
    team = CaseTeam()
    case = moves.allocate(team.case("waiting"), team.worker.account_id, by=team.lead)
    AppointmentFactory(case_id=case.id, worker_id=team.worker.account_id)
    moves.close_early(case, by=team.worker, why=ClosureReason.STOPPED)
    assert (case.status, case.closure_reason, live(case)) == (S.CLOSED, ClosureReason.STOPPED, {})
    assert db.session.scalars(select(Appointment.status)).all() == ["cancelled"]


@pytest.mark.parametrize("mark", ["is_high_risk", "is_safeguarding_open", "is_sampled"])
def test_a_marked_case_is_closed_early_by_a_lead_only_who_is_told(mark: str) -> None:
    team = CaseTeam()
    case = team.case(**{mark: True})
    with pytest.raises(NeedsMoreError) as raised:
        moves.close_early(case, by=team.worker, why=ClosureReason.MOVED)
    assert raised.value.missing == {Need.LEAD}
    moves.ask_lead_to_close_early(case, by=team.worker, note="He moved to Hull.")
    assert TaskKind.LEAD_CONFIRM in live(case)
    told = db.session.scalars(select(Message)).one()
    assert (told.kind, told.account_id) == (MessageKind.LEAD_NEEDED, team.lead.account_id)
    assert moves.close_early(case, by=team.lead, why=ClosureReason.MOVED).status is S.CLOSED


def closed(team: CaseTeam, days: int, **values: object) -> Case:
    now = clock.now()
    more = {"closed_at": now - days * DAY, "started_at": now - 200 * DAY, "closure_reason": "goals-met"}
    return team.case("closed", **{**more, **values})


def test_within_90_days_it_opens_again_with_its_link_worker() -> None:
    team = CaseTeam()
    case = closed(team, 90)
    assert moves.reopen(case, by=team.worker, reason="He rang.") is case
    assert (case.status, case.worker_id, case.reopened) == (S.ACTIVE, team.worker.account_id, 1)
    assert (case.closed_at, case.closure_reason) == (None, None)


@pytest.mark.parametrize(("days", "values"), [(91, {}), (3, {"started_at": None})])
def test_later_or_where_no_work_had_begun_a_new_case_follows(days: int, values: dict[str, object]) -> None:
    team = CaseTeam()
    case = closed(team, days, **values)
    made = moves.reopen(case, by=team.worker, reason="He rang.")
    assert (made.status, made.previous_id, made.worker_id) == (S.WAITING, case.id, None)
    assert case.status is S.CLOSED


def test_a_second_open_case_of_somebody_is_refused() -> None:
    team = CaseTeam()
    case = closed(team, 3)
    CaseFactory(person=case.person, team_id=team.id)
    with pytest.raises(NotAllowedError):
        moves.reopen(case, by=team.worker, reason="He rang.")
    assert case.status is S.CLOSED


def test_whose_link_worker_left_needs_another() -> None:
    team = CaseTeam()
    case = closed(team, 3, worker_id=CaseTeam().worker.account_id)
    with pytest.raises(NeedsMoreError) as raised:
        moves.reopen(case, by=team.lead, reason="He rang.")
    assert raised.value.missing == {Need.WORKER}
    moves.reopen(case, by=team.lead, reason="He rang.", worker=team.colleague.account_id)
    assert case.worker_id == team.colleague.account_id


def test_a_lead_sends_a_closing_back_with_what_is_missing() -> None:
    team = CaseTeam()
    case = team.case("awaiting-lead")
    with pytest.raises(NotAllowedError):
        moves.lead_send_back(case, by=team.worker, note="Go on")
    moves.lead_send_back(case, by=team.lead, note="Ring him once more.")
    assert (case.status, live(case)) == (S.CLOSING, {TaskKind.NEXT_STEP: clock.today()})
