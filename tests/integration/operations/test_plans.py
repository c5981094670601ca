"""A plan is written together, agreed, and from then on kept: every change is a new version."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseStatus
from app.domain.errors import NotAllowedError, NotThereError, StaleError
from app.domain.plan import AgreedHow, GoalStatus, PlanList
from app.domain.plan_parts import mark, mark_of_record, part_of, record_of
from app.domain.roles import Role
from app.domain.tasks import TaskKind
from app.domain.viewer import ANONYMOUS, Grant, Viewer
from app.models.cases import Case, CaseTask
from app.operations import plans
from app.queries.plans import agreed, document_of, goal_words, latest, versions
from tests.factories import AccountFactory
from tests.factories_connect import CaseFactory

WALK = {"id": "0000000a", "words": "Walk to the market", "importance": 9, "need": "Has not been out"}


@pytest.fixture
def worker(app: Flask) -> Viewer:
    account = AccountFactory(role=Role.LINK_WORKER)
    return Viewer(account_id=account.id, grants=(Grant(Role.LINK_WORKER),))


@pytest.fixture
def case(worker: Viewer) -> Case:
    made = CaseFactory(worker_id=worker.account_id, status=CaseStatus.ACTIVE)
    db.session.commit()
    return made


def agree(case: Case, worker: Viewer, **given: object) -> None:
    today = clock.today()
    wanted = {"on": today, "review_on": today + plans.REVIEW_AFTER, "how": AgreedHow.SPOKEN, "reviewer": ""}
    plans.agree(case, by=worker, **(wanted | given))  # type: ignore[arg-type]


def test_a_change_after_agreeing_makes_a_new_version_and_leaves_what_was_agreed(
    case: Case, worker: Viewer
) -> None:
    plans.write(case, "strengths", ["Mends clocks"], by=worker)
    plans.put(case, PlanList.GOALS, WALK, by=worker)
    assert [one.number for one in versions(case.id)] == [1]
    agree(case, worker)
    plans.write(case, "about.important", "Being asked", by=worker)
    plans.write(case, "about.people", "Kuba", by=worker)
    newest, first = versions(case.id)
    assert (newest.number, newest.agreed_on) == (2, None) and first.agreed_on == clock.today()
    assert document_of(first)["about"]["important"] == "" and agreed(case.id) is first
    assert document_of(newest)["strengths"] == ["Mends clocks"]


def test_of_two_who_change_the_same_part_the_second_is_told_and_other_parts_are_free(
    case: Case, worker: Viewer
) -> None:
    shown = mark(part_of(document_of(latest(case.id)), "contingency"))
    plans.write(case, "strengths", ["Mends clocks"], by=worker)
    plans.write(case, "contingency", "Ring Kuba", by=worker, mark=shown)
    with pytest.raises(StaleError):
        plans.write(case, "contingency", "Ring the surgery", by=worker, mark=shown)
    plans.write(case, "contingency", "Ring Kuba", by=worker, mark=shown)  # pressed twice
    assert document_of(latest(case.id))["contingency"] == "Ring Kuba"


def test_a_goal_pressed_twice_is_there_once_and_an_old_form_of_it_is_refused(
    case: Case, worker: Viewer
) -> None:
    for _ in range(2):
        plans.put(case, PlanList.GOALS, WALK, by=worker, mark="")
    plans.put(case, PlanList.ACTIONS, {"id": "0000000b", "what": "Try the gate"}, by=worker, goal="0000000a")
    document = document_of(latest(case.id))
    assert [goal["words"] for goal in document["goals"]] == ["Walk to the market"]
    assert document["goals"][0]["actions"][0]["what"] == "Try the gate"
    shown = mark_of_record(record_of(document, PlanList.GOALS, "0000000a"), PlanList.GOALS)
    plans.put(case, PlanList.GOALS, WALK | {"importance": 5}, by=worker, mark=shown)
    with pytest.raises(StaleError):
        plans.put(case, PlanList.GOALS, WALK | {"importance": 7}, by=worker, mark=shown)
    with pytest.raises(StaleError):
        plans.remove(case, PlanList.GOALS, "0000000a", by=worker, mark=shown)
    assert document_of(latest(case.id))["goals"][0]["actions"]


def test_an_action_can_serve_another_goal_and_needs_one(case: Case, worker: Viewer) -> None:
    for id_ in ("0000000a", "0000000c"):
        plans.put(case, PlanList.GOALS, WALK | {"id": id_}, by=worker)
    action = {"id": "0000000b", "what": "Try the gate"}
    plans.put(case, PlanList.ACTIONS, action, by=worker, goal="0000000a")
    plans.put(case, PlanList.ACTIONS, action, by=worker, goal="0000000c")
    assert [len(goal["actions"]) for goal in document_of(latest(case.id))["goals"]] == [0, 1]
    with pytest.raises(NotThereError):
        plans.put(case, PlanList.ACTIONS, action, by=worker, goal="0000000d")


def test_goals_set_and_met_are_counted_on_the_case(case: Case, worker: Viewer) -> None:
    plans.put(case, PlanList.GOALS, WALK, by=worker)
    plans.put(case, PlanList.GOALS, WALK | {"id": "0000000b", "words": "Bake"}, by=worker)
    assert (case.goals_set, case.goals_met) == (2, 0)
    outcomes = {"0000000a": (GoalStatus.MET, "Every Saturday"), "0000000b": (GoalStatus.DROPPED, "")}
    plans.record_outcomes(case, outcomes, by=worker)
    assert (case.goals_set, case.goals_met) == (1, 1)
    assert document_of(latest(case.id))["goals"][0]["outcome"] == "Every Saturday"
    plans.remove(case, PlanList.GOALS, "0000000b", by=worker)
    agree(case, worker)
    plans.remove(case, PlanList.GOALS, "0000000a", by=worker)
    assert goal_words(case.id)["0000000a"] == "Walk to the market"


def test_agreeing_asks_for_one_review_and_twice_is_once(case: Case, worker: Viewer) -> None:
    with pytest.raises(NotAllowedError):
        agree(case, worker)
    plans.write(case, "strengths", ["Mends clocks"], by=worker)
    shown = mark(document_of(latest(case.id)))
    plans.write(case, "contingency", "Ring Kuba", by=worker)
    with pytest.raises(StaleError):
        agree(case, worker, mark=shown)
    for _ in range(2):
        agree(case, worker)
    with pytest.raises(NotAllowedError):
        agree(case, worker, how=AgreedHow.WRITTEN)
    plans.write(case, "contingency", "Ring Kuba first", by=worker)
    review = clock.today() + dt.timedelta(weeks=4)
    agree(case, worker, review_on=review)
    tasks = select(CaseTask.due_on).where(
        CaseTask.case_id == case.id, CaseTask.kind == TaskKind.PLAN_REVIEW, CaseTask.done_at.is_(None)
    )
    assert db.session.scalars(tasks).all() == [review]


@pytest.mark.parametrize(("on", "review"), [(1, 30), (0, 0), (0, 400)])
def test_days_of_agreeing_and_reviewing_must_make_sense(
    case: Case, worker: Viewer, on: int, review: int
) -> None:
    plans.write(case, "strengths", ["Mends clocks"], by=worker)
    days = [clock.today() + dt.timedelta(days=days) for days in (on, review)]
    with pytest.raises(NotAllowedError):
        agree(case, worker, on=days[0], review_on=days[1])


def test_the_person_adds_words_of_their_own_and_the_worker_hears_of_it(case: Case) -> None:
    person = Viewer(person_id=case.person_id)
    for _ in range(2):
        held = plans.add_words(case, "I would rather go on Saturdays.", by=person)
    assert held.made_by is None
    assert [one["words"] for one in document_of(held)["own_words"]] == ["I would rather go on Saturdays."]
    kinds = db.session.scalars(select(CaseTask.kind).where(CaseTask.case_id == case.id)).all()
    assert kinds == [TaskKind.WROTE_BACK]


def test_the_plan_of_a_closed_case_is_kept_as_it_is(worker: Viewer) -> None:
    closed = CaseFactory(worker_id=worker.account_id, status=CaseStatus.CLOSED)
    db.session.commit()
    with pytest.raises(NotAllowedError):
        plans.write(closed, "strengths", ["Mends clocks"], by=ANONYMOUS)
