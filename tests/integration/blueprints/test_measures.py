"""Asking how things are: by the worker, on paper, by the person's own link, and what changed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from app import clock
from app.database import db
from app.domain import measures as rules
from app.domain.case import CaseStatus
from app.domain.measures import MeasureKind, MeasureMoment
from app.domain.roles import Role
from app.domain.viewer import Viewer
from app.models.cases import Case
from app.models.messages import Message
from app.models.plans import Measure
from app.operations import measures, plans
from app.queries.measures import listed
from app.web import measure_words
from tests.factories import AccountFactory
from tests.factories_connect import CaseFactory, MeasureFactory, reaching
from tests.people import post


@pytest.fixture
def worker(as_role: Callable[..., FlaskClient]) -> FlaskClient:
    return as_role(Role.LINK_WORKER)


@pytest.fixture
def case(worker: FlaskClient) -> Case:
    return begun(worker, person__email="marek@example.org", person__reaching=reaching(channels=["email"]))


def begun(worker: FlaskClient, **given: object) -> Case:
    made = CaseFactory(worker_id=worker.account.id, status=CaseStatus.ACTIVE, started_at=clock.now(), **given)
    db.session.commit()
    return made


def at(case: Case, rest: str = "") -> str:
    return f"/cases/{case.id}/measures{rest}"


def typed(page: str, **answers: object) -> dict[str, object]:
    day = clock.today().strftime("%d %m %Y").split()
    key = re.findall(r'name="key" value="([^"]*)"', page)[0]
    return {"key": key, "answered_on": day, "moment": "start", "how": "worker", **answers}


def token_in_letter(case: Case) -> str:
    message = db.session.scalar(select(Message).where(Message.case_id == case.id))
    assert message is not None
    return str(message.parameters["token"])


def test_our_words_of_the_standard_are_the_standards_own(app: Flask) -> None:
    for kind in rules.QUESTIONS:
        for question in rules.QUESTIONS[kind]:
            assert measure_words.question_words(question) == question.words
    assert measure_words.intro() == (rules.ONS4_INTRO, "")
    for options, english in measure_words.ENGLISH_OPTIONS.items():
        assert tuple(str(one) for one in measure_words.OPTIONS[options].values()) == english


def test_a_worker_asks_and_a_second_press_keeps_it_once(worker: FlaskClient, case: Case) -> None:
    page = worker.get(at(case, "/ask/ons4")).text
    assert "Overall, how anxious did you feel yesterday?" in page and "0, not at all" in page
    form = typed(page, satisfied="4", happy="dont-know", anxious="not-said")
    for _ in range(2):
        assert post(worker, at(case, "/ask/ons4"), **form).status_code == 303
    (kept,) = listed(case.id)
    assert kept.answers == {"satisfied": 4, "happy": "dont-know", "anxious": "not-said"}
    assert post(worker, at(case, "/ask/ons4"), **form | {"satisfied": "9"}).status_code == 409
    page = worker.get(at(case)).text
    assert "Asked once: 4 (low)" in page and "Prefer not to say" in page


def test_wrong_or_missing_answers_are_said_and_the_rest_stays_chosen(worker: FlaskClient, case: Case) -> None:
    page = worker.get(at(case, "/ask/ons4")).text
    empty = post(worker, at(case, "/ask/ons4"), **typed(page))
    assert empty.status_code == 422 and "Nothing is answered yet" in empty.text
    tomorrow = (clock.today() + dt.timedelta(days=1)).strftime("%d %m %Y").split()
    late = post(worker, at(case, "/ask/ons4"), **typed(page, happy="7") | {"answered_on": tomorrow})
    assert late.status_code == 422 and "still to come" in late.text
    assert re.search(r'name="happy" id="happy-7" value="7" checked', late.text)
    assert list(listed(case.id)) == []


def test_the_change_is_from_the_first_to_the_latest_and_never_called_good(
    worker: FlaskClient, case: Case
) -> None:
    for weeks, happy in ((20, 4), (10, 9), (0, 6)):
        day = clock.today() - dt.timedelta(weeks=weeks)
        MeasureFactory(case=case, answers={"happy": happy, "anxious": "dont-know"}, answered_on=day)
    db.session.commit()
    page = worker.get(at(case)).text
    assert page.count('<rect class="b"') == 2 and ": 2 higher." in page
    assert 'width="40.0%"' in page and 'width="60.0%"' in page and 'width="90.0%"' not in page
    assert not re.search(r"\b(better|worse|improved)\b", page)


def test_loneliness_goals_service_and_licensed_measures_each_have_their_place(
    worker: FlaskClient, case: Case
) -> None:
    assert worker.get(at(case, "/ask/goals")).status_code == 404
    by = Viewer(account_id=worker.account.id)
    plans.put(case, plans.PlanList.GOALS, {"id": "0000000a", "words": "Walk to the market"}, by=by)
    db.session.commit()
    lonely = {"companionship": "often", "left-out": "some", "isolated": "hardly-ever", "lonely": "some"}
    sent = {"loneliness": lonely, "goals": {"goal:0000000a": "3"}, "service": {"effective": "yes"}}
    for kind, answers in sent.items():
        form = typed(worker.get(at(case, f"/ask/{kind}")).text, **answers)
        assert post(worker, at(case, f"/ask/{kind}"), **form).status_code == 303, kind
    form = typed(worker.get(at(case, "/licensed")).text, name="SWEMWBS", licence="L-12", score="23,2")
    assert post(worker, at(case, "/licensed"), **form | {"score": "high"}).status_code == 422
    assert post(worker, at(case, "/licensed"), **form).status_code == 303
    page = worker.get(at(case)).text
    assert "Asked once: 6" in page and "Walk to the market" in page and "Asked once: 23.2" in page
    mistake = db.session.scalar(select(Measure.id).where(Measure.kind == MeasureKind.LICENSED))
    assert post(worker, at(case, f"/{mistake}/take-back")).status_code == 303
    assert "SWEMWBS" not in worker.get(at(case)).text


def test_why_something_was_not_asked_is_kept_and_settles_it(worker: FlaskClient, case: Case) -> None:
    form = typed(worker.get(at(case, "/not-asked")).text, kind="ons4")
    assert post(worker, at(case, "/not-asked"), **form).status_code == 422
    assert post(worker, at(case, "/not-asked"), **form, why="He was tired").status_code == 303
    page = worker.get(at(case)).text
    assert "He was tired" in page and page.count("gin-state--todo") == 1


def test_a_link_is_sent_only_where_e_mail_is_safe_and_the_reason_is_said(
    worker: FlaskClient, case: Case
) -> None:
    by_letter = begun(worker, person__email="a@example.org")
    page = worker.get(at(by_letter, "/link")).text
    assert "Print the questions" in page and "They did not choose it" in page
    refused = post(worker, at(by_letter, "/link"), kinds="ons4", moment="start")
    assert refused.status_code == 409
    assert "no e-mail address" in worker.get(at(begun(worker), "/link")).text
    assert db.session.scalar(select(Message.id)) is None
    assert post(worker, at(case, "/link"), moment="start").status_code == 422
    assert post(worker, at(case, "/link"), kinds=["ons4", "service"], moment="start").status_code == 303
    assert "No answer yet" in worker.get(at(case)).text


def test_the_person_answers_once_from_the_link_and_opening_it_changes_nothing(
    worker: FlaskClient, case: Case, client: FlaskClient
) -> None:
    post(worker, at(case, "/link"), kinds=["ons4", "loneliness"], moment="start")
    page = f"/ar/measure/{token_in_letter(case)}"
    for _ in range(2):
        opened = client.get(page)
        assert opened.status_code == 200 and "Set-Cookie" not in opened.headers
    assert 'lang="en" dir="ltr">Overall, how happy did you feel yesterday?' in opened.text
    assert "Zielonka" not in opened.text and opened.headers["Cache-Control"] == "no-store"
    assert post(client, page).status_code == 422
    sent = post(client, page, happy="3", lonely="never")
    assert sent.status_code == 303 and client.get(sent.location).status_code == 200
    assert post(client, page, happy="8").status_code == 410 and client.get(page).status_code == 410
    assert {one.kind: one.answers for one in listed(case.id)} == {
        MeasureKind.ONS4: {"happy": 3},
        MeasureKind.LONELINESS: {"lonely": "never"},
    }
    assert listed(case.id)[0].language == "ar"
    assert client.get("/measure/nothing").status_code == 404


def test_the_sheet_is_in_their_language_and_size_with_the_english_beside(worker: FlaskClient) -> None:
    case = begun(worker, person__language="pl", person__reaching=reaching(formats=["large-print"]))
    sheet = worker.get(at(case, "/sheet")).text
    assert '<html lang="pl"' in sheet and "gin-sheet--large" in sheet
    assert 'lang="en" dir="ltr">How often do you feel lonely?' in sheet
    assert case.person.family_name not in sheet


@pytest.mark.parametrize("rest", ["", "/ask/ons4", "/licensed", "/not-asked", "/link", "/sheet"])
def test_measures_of_somebody_elses_case_are_not_there(worker: FlaskClient, rest: str) -> None:
    other = CaseFactory(worker_id=AccountFactory(role=Role.LINK_WORKER).id)
    db.session.commit()
    assert worker.get(at(other, rest)).status_code == 404


def test_a_measure_of_another_case_is_not_taken_back(worker: FlaskClient, case: Case) -> None:
    other = MeasureFactory(answers={"happy": 4}, answered_on=clock.today())
    db.session.commit()
    assert post(worker, at(case, f"/{other.id}/take-back")).status_code == 404
    assert db.session.get(Measure, other.id).ended_at is None


def test_a_closing_case_is_asked_at_the_end(worker: FlaskClient) -> None:
    case = begun(worker)
    case.status = CaseStatus.CLOSING
    db.session.commit()
    assert measures.counts_from(case, MeasureMoment.END) == clock.today()
    assert "Whether we were any use" in worker.get(at(case, "/sheet")).text
    assert "At the end" in worker.get(at(case)).text
