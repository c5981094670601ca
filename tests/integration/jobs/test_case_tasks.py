"""Each day what is due goes on somebody's day: once, and nothing about what is over or a life that ended."""

import datetime as dt

import pytest

from app.database import db
from app.domain.case import CaseStatus, TransferStatus
from app.domain.consent import ConsentPurpose
from app.domain.viewer import SYSTEM
from app.jobs import DAILY, HANDLERS, case_tasks
from app.models.cases import CaseTask, CaseTransfer, Cover
from app.operations import measures
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import (
    AppointmentFactory,
    CaseFactory,
    ConsentFactory,
    CoverFactory,
    MeasureFactory,
    PersonFactory,
    PlanFactory,
    TransferFactory,
)

pytestmark = pytest.mark.usefixtures("app", "clock")
TODAY = dt.date(2026, 11, 24)
NOW = dt.datetime(2026, 11, 24, 10, tzinfo=dt.UTC)


def ago(days):
    return NOW - dt.timedelta(days=days)


def quiet_person(**given):
    """Somebody about whom nothing is due."""
    return PersonFactory(**{"health_check_on": TODAY - dt.timedelta(days=30), **given})


def active(person=None, **given):
    """A case that runs, about which nothing is due."""
    fields = {"started_at": ago(3), "last_contact_at": ago(3), "first_tried_at": ago(3), **given}
    return CaseFactory(
        team_id=TeamFactory().id,
        worker_id=AccountFactory().id,
        status=fields.pop("status", CaseStatus.ACTIVE),
        person=person or quiet_person(),
        **fields,
    )


def raised():
    """Run the job as the runner does, twice; what stands on somebody's day: kind and day."""
    for _ in range(2):
        case_tasks.run({})
        db.session.commit()
    return sorted((task.kind.value, task.due_on) for task in db.session.query(CaseTask))


def days(number):
    return TODAY + dt.timedelta(days=number)


def test_it_runs_each_day():
    assert case_tasks.KIND in DAILY and HANDLERS[case_tasks.KIND] is case_tasks.run


def test_nothing_is_due_about_somebody_whose_work_goes_well():
    active()
    assert raised() == []


def test_first_contact_two_working_days_after_somebody_has_them():
    active(
        status=CaseStatus.ALLOCATED,
        allocated_at=ago(4),
        started_at=None,
        last_contact_at=None,
        first_tried_at=None,
    )
    active(
        status=CaseStatus.ALLOCATED,
        allocated_at=ago(1),
        started_at=None,
        last_contact_at=None,
        first_tried_at=None,
    )
    active(status=CaseStatus.ALLOCATED, allocated_at=ago(9), started_at=None, last_contact_at=None)
    assert raised() == [("first-contact", TODAY)]


def test_the_day_somebody_is_expected_back():
    active(status=CaseStatus.ON_HOLD, hold_until=days(-1))
    active(status=CaseStatus.ON_HOLD, hold_until=days(1))
    assert raised() == [("return-date", days(-1))]


def test_consent_that_runs_out_within_two_weeks_and_was_not_given_anew():
    case = active()
    ConsentFactory(person_id=case.person_id, ends_on=days(14))
    for purpose, ends, withdrawn in (
        (ConsentPurpose.RECORD, days(15), None),
        (ConsentPurpose.STORY, days(3), NOW),
    ):
        ConsentFactory(person_id=case.person_id, purpose=purpose, ends_on=ends, withdrawn_at=withdrawn)
    ConsentFactory(person_id=case.person_id, purpose=ConsentPurpose.FEEDBACK, ends_on=days(3))
    ConsentFactory(
        person_id=case.person_id, purpose=ConsentPurpose.FEEDBACK, ends_on=days(300), recorded_at=NOW
    )
    assert raised() == [("consent-ends", days(14))]


def test_needs_a_year_old_and_a_plan_to_look_at():
    active(person=quiet_person(needs_review_on=TODAY))
    case = active()
    PlanFactory(case=case, number=1, agreed_on=days(-90), review_on=days(-30))
    PlanFactory(case=case, number=2, agreed_on=days(-30), review_on=days(-2))
    assert raised() == [("needs-review", TODAY), ("plan-review", days(-2))]


def test_four_quiet_weeks_unless_something_is_planned():
    asked = {"started_at": ago(27), "first_tried_at": ago(60)}
    quiet = active(last_contact_at=ago(28), **asked)
    active(last_contact_at=ago(27), **asked)
    planned = active(last_contact_at=ago(40), **asked)
    AppointmentFactory(worker_id=planned.worker_id, case_id=planned.id, starts_at=NOW + dt.timedelta(days=2))
    for case in (quiet, planned):
        for kind in ("ons4", "loneliness"):
            MeasureFactory(case=case, kind=kind)
    found = [one for one in raised() if one[0] == "follow-up"]
    assert found == [("follow-up", TODAY)]


def test_yearly_health_check_is_worth_a_word_once_a_year(clock):
    active(person=quiet_person(health_check_on=days(-366)))
    active(person=quiet_person(health_check_on=None, groups=["learning-disability"]))
    active(person=quiet_person(health_check_on=None, groups=["carer"]))
    assert raised() == [("worth-a-word", TODAY)] * 2
    clock.move(days=200)
    assert [one for one in raised() if one[0] == "worth-a-word"] == [("worth-a-word", TODAY)] * 2


def test_questions_are_due_and_answering_them_settles_it():
    late = active(started_at=ago(8))
    answered = active(started_at=ago(8))
    for kind in ("ons4", "loneliness"):
        MeasureFactory(case=answered, kind=kind)
    review = active(started_at=ago(85))
    active(started_at=ago(20), status=CaseStatus.CLOSING)
    for kind in ("ons4", "loneliness"):
        MeasureFactory(case=review, kind=kind, answered_on=days(-80))
    assert raised() == [("measure", days(-1)), ("measure", days(-1)), ("measure", TODAY)]
    for kind in ("ons4", "loneliness"):
        MeasureFactory(case=late, kind=kind, answered_on=TODAY)
    measures.settle(late, by=SYSTEM)
    assert db.session.query(CaseTask).filter(CaseTask.done_at.is_not(None)).one().case_id == late.id


def test_nothing_for_a_case_that_is_over_or_waits_or_a_life_that_ended():
    due = {"needs_review_on": days(-5), "health_check_on": None, "groups": ["frailty"]}
    old = {"last_contact_at": ago(90), "started_at": ago(90)}
    active(person=quiet_person(**due), status=CaseStatus.CLOSED, **old)
    active(person=quiet_person(**due, died_on=days(-1)), **old)
    waiting = active(person=quiet_person(**due), status=CaseStatus.WAITING, **old)
    waiting.worker_id = None
    assert raised() == []


def test_what_was_ticked_off_or_put_off_stays_so():
    active(person=quiet_person(needs_review_on=days(-1)))
    active(person=quiet_person(needs_review_on=days(-1)))
    raised()
    done, later = db.session.query(CaseTask)
    done.done_at, later.due_on = NOW, days(5)
    assert raised() == [("needs-review", days(-1)), ("needs-review", days(5))]


def test_a_hand_over_nobody_answered_and_cover_that_is_over_end():
    case = active()
    transfer = TransferFactory(
        case_id=case.id, from_worker_id=case.worker_id, to_worker_id=AccountFactory().id, expires_on=days(-1)
    )
    over = CoverFactory(away_id=case.worker_id, by_id=AccountFactory().id, ends_on=days(-1))
    runs = CoverFactory(away_id=case.worker_id, by_id=AccountFactory().id, ends_on=TODAY)
    assert raised() == [("transfer", TODAY)]
    assert db.session.get(CaseTransfer, transfer.id).status is TransferStatus.EXPIRED
    assert db.session.get(Cover, over.id).ended_at and not db.session.get(Cover, runs.id).ended_at


def test_one_pass_takes_as_many_statements_for_many_cases_as_for_few(count_statements):
    def pass_over(many):
        for _ in range(many):
            case = active(
                person=quiet_person(needs_review_on=days(-1), health_check_on=None, groups=["frailty"]),
                started_at=ago(40),
                last_contact_at=ago(40),
            )
            ConsentFactory(person_id=case.person_id, ends_on=days(3))
        db.session.commit()
        with count_statements() as counted:
            case_tasks.run({})
        db.session.commit()
        return len(counted)

    few = pass_over(2)
    assert pass_over(40) == few <= 20
    assert db.session.query(CaseTask).count() == 42 * 5
