"""A case closes when all is there: outcomes, introductions, measure, letter, and a lead's yes if needed."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseStatus as S
from app.domain.case import ClosureReason
from app.domain.closing import LetterHow
from app.domain.consent import ConsentPurpose
from app.domain.errors import NeedsMoreError, NotAllowedError
from app.domain.machine import Need
from app.domain.measures import MeasureMoment
from app.domain.messages import MessageKind
from app.domain.plan import GoalStatus
from app.models.cases import Appointment, Case, CaseTask
from app.models.introductions import Introduction
from app.models.messages import Message
from app.models.plans import Plan
from app.operations import case_moves, closing, due_measures, measures, outbox
from app.queries import closing as queries
from tests.case_people import CaseTeam
from tests.factories_connect import (
    AppointmentFactory,
    ConsentFactory,
    IntroductionFactory,
    MeasureFactory,
    PersonFactory,
    PlanFactory,
    ReferralFactory,
    TaskFactory,
    reaching,
)

pytestmark = pytest.mark.usefixtures("db_session", "clock")

GOAL = {"id": "0a1b2c3d", "words": "Walk to the market", "status": "under-way"}
WHY = ClosureReason.GOALS_MET


def ready(team: CaseTeam, **values: object) -> Case:
    """A case whose closing lacks nothing."""
    case = team.case("closing", **values)
    closing.save_outcomes(case, {}, "He walks by himself now.", by=team.worker)
    closing.save_measure(case, "He would rather not.", by=team.worker)
    closing.save_letter(case, LetterHow.DECLINED, "", by=team.worker)
    return case


def told(kind: MessageKind) -> list[Message]:
    return list(db.session.scalars(select(Message).where(Message.kind == kind)))


def test_what_is_missing_is_named() -> None:
    team = CaseTeam()
    case = team.case("closing")
    IntroductionFactory(case=case)
    with pytest.raises(NeedsMoreError) as raised:
        closing.close(case, why=WHY, by=team.worker)
    assert raised.value.missing == {
        Need.OUTCOMES,
        Need.INTRODUCTIONS_SETTLED,
        Need.MEASURE,
        Need.LETTER,
    }


def test_every_goal_needs_an_outcome_and_it_stands_in_the_plan() -> None:
    team = CaseTeam()
    case = ready(team)
    PlanFactory(case=case, document={"goals": [GOAL]})
    assert Need.OUTCOMES not in closing.given(case)
    said = {GOAL["id"]: (GoalStatus.MET, "Twice a week")}
    closing.save_outcomes(case, said, "", by=team.worker)
    assert Need.OUTCOMES in closing.given(case)
    assert db.session.scalars(select(Plan)).one().document["goals"][0]["status"] == "met"
    assert (case.goals_set, case.goals_met) == (1, 1)


def test_introductions_are_handed_on_or_called_off_one_by_one() -> None:
    team = CaseTeam()
    case = ready(team)
    one, other = IntroductionFactory(case=case), IntroductionFactory(case=case)
    closing.hand_on(case, one.id, by=team.worker)
    assert Need.INTRODUCTIONS_SETTLED not in closing.given(case)
    closing.call_off(case, other.id, "He goes to the mosque instead.", by=team.worker)
    closing.close(case, why=WHY, by=team.worker)
    found = dict(db.session.execute(select(Introduction.id, Introduction.status)).all())
    assert found == {one.id: "sent", other.id: "cancelled"}


def test_measured_at_the_end_needs_no_reason() -> None:
    team = CaseTeam()
    case = ready(team)
    closing.save_measure(case, "", by=team.worker)
    assert Need.MEASURE not in closing.given(case)
    MeasureFactory(case=case, moment="end")
    assert Need.MEASURE in closing.given(case)


def test_the_close_cancels_what_is_under_way_and_keeps_what_was() -> None:
    team = CaseTeam()
    case = ready(team)
    TaskFactory(case=case)
    AppointmentFactory(case_id=case.id, worker_id=team.worker.account_id)
    outbox.tell(MessageKind.MEASURE_ASKED, key="m", to="a@b.example", language="en", case=case.id, token="t")
    closing.close(case, why=WHY, by=team.worker)
    assert (case.status, case.closure_reason, case.letter) == (S.CLOSED, WHY, "declined")
    assert db.session.scalars(select(CaseTask.cancelled_at)).one() is not None
    assert db.session.scalars(select(Appointment.status)).all() == ["cancelled"]
    assert told(MessageKind.MEASURE_ASKED)[0].dropped_at is not None


@pytest.mark.parametrize("mark", ["is_high_risk", "is_safeguarding_open", "is_sampled"])
def test_a_marked_case_closes_by_a_lead_who_agrees(mark: str) -> None:
    team = CaseTeam()
    case = ready(team, **{mark: True})
    with pytest.raises(NeedsMoreError) as raised:
        closing.close(case, why=WHY, by=team.worker)
    assert raised.value.missing == {Need.LEAD}
    closing.ask_lead(case, why=WHY, by=team.worker)
    with pytest.raises(NotAllowedError):
        closing.close(case, by=team.worker)
    assert len(told(MessageKind.LEAD_NEEDED)) == 1
    closing.close(case, by=team.lead)
    assert (case.status, case.closure_reason) == (S.CLOSED, WHY)


def test_by_email_only_where_that_is_safe() -> None:
    team = CaseTeam()
    case = ready(team, person=PersonFactory(email="marek@post.example", reaching=reaching(channels=["text"])))
    with pytest.raises(NotAllowedError):
        closing.save_letter(case, LetterHow.EMAIL, "Dear Marek", by=team.worker)
    case.person.reaching = reaching(channels=["email"])
    closing.save_letter(case, LetterHow.EMAIL, "Dear Marek", by=team.worker)
    closing.close(case, why=WHY, by=team.worker)
    [message] = told(MessageKind.CASE_CLOSED)
    assert (message.recipient, message.parameters) == ("marek@post.example", {"until": "2027-02-22"})
    assert "Marek" not in str(message.parameters)


def test_email_that_stopped_being_safe_asks_for_another_letter() -> None:
    team = CaseTeam()
    case = ready(team, person=PersonFactory(email="m@p.example", reaching=reaching(channels=["email"])))
    closing.save_letter(case, LetterHow.EMAIL, "Dear Marek", by=team.worker)
    ConsentFactory(person_id=case.person_id, given=False)
    with pytest.raises(NeedsMoreError) as raised:
        closing.close(case, why=WHY, by=team.worker)
    assert raised.value.missing == {Need.LETTER}


def test_a_printed_letter_is_a_task_until_they_have_it() -> None:
    team = CaseTeam()
    case = ready(team)
    closing.save_letter(case, LetterHow.BY_HAND, "Dear Marek", by=team.worker)
    task = db.session.scalars(select(CaseTask)).one()
    assert (task.kind, task.done_at, Need.LETTER in closing.given(case)) == ("tell-by-hand", None, False)
    closing.save_letter(case, LetterHow.BY_HAND, "Dear Marek", is_given=True, by=team.worker)
    db.session.refresh(task)
    assert task.done_at is not None
    assert closing.close(case, why=WHY, by=team.worker).letter == "sent"


@pytest.mark.parametrize("agreed", [True, False])
def test_the_referrer_hears_of_it_only_if_the_person_agreed(agreed: bool) -> None:
    team = CaseTeam()
    case = ready(team)
    ConsentFactory(person_id=case.person_id, purpose=ConsentPurpose.TELL_REFERRER, given=agreed)
    ReferralFactory(
        case_id=case.id,
        person_id=case.person_id,
        source="professional",
        status="accepted",
        referrer_contact="gp@surgery.example",
    )
    closing.close(case, why=WHY, by=team.worker)
    assert len(told(MessageKind.REFERRAL_NEWS)) == agreed


def test_back_to_active_keeps_what_was_put_together() -> None:
    team = CaseTeam()
    case = ready(team)
    case_moves.back_to_active(case, by=team.worker, note="He rang.")
    with pytest.raises(NotAllowedError):
        closing.save_measure(case, "No", by=team.worker)
    case_moves.begin_closing(case, by=team.worker)
    assert closing.given(case) >= {Need.OUTCOMES, Need.MEASURE, Need.LETTER}


def test_a_case_that_was_opened_again_is_measured_anew_at_its_end() -> None:
    team = CaseTeam()
    before = clock.now() - dt.timedelta(days=9)
    case = team.case("closed", started_at=before, closed_at=before + dt.timedelta(days=1))
    for kind in ("ons4", "loneliness", "service"):
        MeasureFactory(
            case_id=case.id,
            person_id=case.person_id,
            kind=kind,
            moment="end",
            answered_on=before.date(),
            recorded_at=before,
        )
    assert queries.has_end_measure(case)
    case_moves.reopen(case, by=team.worker, reason="He rang.")
    assert not queries.has_end_measure(case)
    assert measures.counts_from(case, MeasureMoment.END) == clock.today()
    case_moves.begin_closing(case, by=team.worker)
    ((_case, key, _day),) = due_measures.of([case], clock.today())
    assert key == f"measure:{case.id}:end:1"
