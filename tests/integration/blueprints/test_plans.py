"""What matters and the plan, on the page: asked a question at a time, agreed, kept in versions, printed."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain.case import CaseStatus
from app.domain.plan import PlanList
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.audit import AuditEvent
from app.models.cases import Case
from app.operations import plans
from app.queries.plans import document_of, latest, versions
from tests.factories import AccountFactory, TeamFactory
from tests.factories_connect import CaseFactory, reaching
from tests.people import post

GOAL = "0000000a"


def agreed(on: int = 0, review: int = 80) -> dict[str, object]:
    """The form of agreeing, its days counted from today."""
    typed = [(clock.today() + dt.timedelta(days=days)).strftime("%d %m %Y").split() for days in (on, review)]
    return {"on": typed[0], "review_on": typed[1], "how": "spoken", "reviewer": "Nadia"}


@pytest.fixture
def worker(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.LINK_WORKER)


@pytest.fixture
def case(worker: FlaskClient) -> Case:
    made = CaseFactory(worker_id=worker.account.id, status=CaseStatus.ACTIVE)
    db.session.commit()
    return made


def at(case: Case, rest: str) -> str:
    return f"/cases/{case.id}/{rest}"


def mark_in(page: str) -> str:
    return re.findall(r'name="mark" value="([^"]*)"', page)[0]


def mark_of(client: FlaskClient, address: str) -> str:
    return mark_in(client.get(address).text)


def document(case: Case):
    db.session.expire_all()
    return document_of(latest(case.id))


def test_one_question_leads_to_the_next_and_each_is_saved_by_itself(worker: FlaskClient, case: Case) -> None:
    first = at(case, "plan/words/strengths")
    sent = post(worker, first, mark=mark_of(worker, first), words="Mends clocks\nKuba", go_on="yes")
    assert sent.location.endswith("/plan/words/important")
    second = at(case, "plan/words/do-not")
    sent = post(worker, second, mark=mark_of(worker, second), words="Ring")
    assert sent.location.endswith("/what-matters")
    assert document(case)["strengths"] == ["Mends clocks", "Kuba"] and document(case)["about"]["do_not"]
    page = worker.get(at(case, "what-matters")).text
    assert "Mends clocks" in page and "Ring" in page
    assert worker.get(at(case, "plan/words/colour")).status_code == 404


def test_an_old_page_is_told_and_keeps_what_was_typed(worker: FlaskClient, case: Case) -> None:
    address = at(case, "plan/words/contingency")
    shown = mark_of(worker, address)
    post(worker, address, mark=shown, words="Ring Kuba")
    sent = post(worker, address, mark=shown, words="Ring the surgery")
    assert sent.status_code == 409
    assert "Ring the surgery" in sent.text and "Ring Kuba" in sent.text
    assert document(case)["contingency"] == "Ring Kuba"
    post(worker, address, mark=mark_in(sent.text), words="Ring the surgery")
    assert document(case)["contingency"] == "Ring the surgery"


def test_a_goal_a_step_and_an_agreement_make_a_plan(worker: FlaskClient, case: Case) -> None:
    goal = at(case, f"plan/goals/{GOAL}")
    wrong = post(worker, goal, mark="", words="", importance="9", status="not-started")
    assert wrong.status_code == 422 and '<option value="9" selected>' in wrong.text
    typed = {"words": "Walk to the market", "importance": "9", "status": "not-started"}
    for _ in range(2):
        assert post(worker, goal, mark="", **typed).status_code == 303
    step = {"goal": GOAL, "what": "Walk to the gate", "who": "Marek", "when": "On Tuesday", "confidence": "7"}
    action = at(case, "plan/actions/0000000b")
    sent = post(worker, action, mark="", status="planned", review_on=["24", "12", "2026"], **step)
    assert sent.status_code == 303
    (held,) = document(case)["goals"]
    assert (held["importance"], held["actions"][0]["confidence"]) == (9, 7)
    assert held["actions"][0]["review_on"] == "2026-12-24"
    page = worker.get(at(case, "plan")).text
    assert "7 out of 10" in page and "Walk to the gate" in page
    form = at(case, "plan/agree")
    too_late = post(worker, form, mark=mark_of(worker, form), **agreed(on=1))
    assert too_late.status_code == 422 and "still to come" in too_late.text
    assert post(worker, form, mark=mark_of(worker, form), **agreed()).status_code == 303
    assert "agreed with" in worker.get(at(case, "plan")).text
    assert db.session.get(Case, case.id).goals_set == 1


def test_a_change_after_agreeing_is_shown_in_words_beside_every_version(
    worker: FlaskClient, case: Case
) -> None:
    by = Viewer(account_id=worker.account.id)
    plans.put(case, PlanList.GOALS, {"id": GOAL, "words": "Walk to the market", "importance": 9}, by=by)
    db.session.commit()
    form = at(case, "plan/agree")
    post(worker, form, mark=mark_of(worker, form), **agreed())
    goal = at(case, f"plan/goals/{GOAL}")
    typed = {"words": "Walk to the market", "importance": "6", "status": "under-way"}
    post(worker, goal, mark=mark_of(worker, goal), **typed)
    assert [one.number for one in versions(case.id)] == [2, 1]
    page = worker.get(at(case, "plan/versions/2")).text
    assert "How important" in page and "9 out of 10" in page and "6 out of 10" in page
    assert "On the way" in page
    assert worker.get(at(case, "plan/versions")).text.count("Version ") == 2
    assert worker.get(at(case, "plan/versions/3")).status_code == 404
    gone = post(worker, at(case, f"plan/goals/{GOAL}/remove"), mark=mark_of(worker, goal))
    assert gone.status_code == 303 and document(case)["goals"] == []


def test_the_print_is_in_the_size_and_the_language_they_need(worker: FlaskClient) -> None:
    case = CaseFactory(
        worker_id=worker.account.id,
        status=CaseStatus.ACTIVE,
        person__language="ar",
        person__reaching=reaching(formats=["large-print"], font_size=24),
    )
    plans.write(case, "strengths", ["Mends clocks"], by=Viewer(account_id=worker.account.id))
    db.session.commit()
    answer = worker.get(at(case, "plan/print"))
    assert '<html lang="ar" dir="rtl"' in answer.text and "gin-sheet--large" in answer.text
    assert answer.headers["Content-Language"] == "ar"
    assert "Mends clocks" in answer.text and "133" in answer.text
    assert "gin-sheet--large" not in worker.get(at(case, "plan/print?size=a4")).text
    plain = worker.get(at(case, "plan/print?size=text"))
    assert plain.mimetype == "text/plain" and "Mends clocks" in plain.text and "<" not in plain.text
    assert 'lang="en' in worker.get(at(case, "plan")).text


@pytest.mark.parametrize("rest", ["what-matters", "plan", "plan/versions", "plan/print", "plan/agree"])
def test_the_plan_of_somebody_elses_case_is_not_there_and_the_try_is_traced(
    worker: FlaskClient, rest: str
) -> None:
    other = CaseFactory(worker_id=AccountFactory(role=Role.LINK_WORKER).id, team_id=TeamFactory().id)
    db.session.commit()
    assert worker.get(at(other, rest)).status_code == 404
    traced = select(AuditEvent.action).where(AuditEvent.object_id == other.id)
    assert db.session.scalars(traced).all() == ["case.refused"]


def test_a_closed_case_keeps_what_was_typed_on_the_page(worker: FlaskClient) -> None:
    closed = CaseFactory(worker_id=worker.account.id, status=CaseStatus.CLOSED)
    db.session.commit()
    sent = post(worker, f"/cases/{closed.id}/plan/words/strengths", mark="", words="Mends clocks")
    assert sent.status_code == 409 and "Mends clocks" in sent.text
    sent = post(worker, f"/cases/{closed.id}/plan/goals/{GOAL}", mark="", words="Walk", status="not-started")
    assert sent.status_code == 409 and "Walk" in sent.text
    assert latest(closed.id) is None
    assert worker.get(f"/cases/{uuid.uuid4()}/plan").status_code == 404
