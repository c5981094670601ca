"""Learning from the team's coding: asked for on a page, done by a job, told on the card, offered."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from app.database import begin_writing, db
from app.domain.insight import Taken, WorkStatus
from app.domain.roles import Role
from app.domain.suggesting import Sureness, is_held_back
from app.domain.viewer import Grant, Viewer
from app.gateways import suggester
from app.jobs import runner
from app.jobs import suggestions as job
from app.models.code_frames import CodeEntry
from app.models.coding_rounds import SuggestionModel
from app.models.conversations import Point
from app.models.insight import Coding
from app.operations import point_words, suggestions_learned
from app.queries import similar, suggestion_models, teaching
from app.queries.suggested import suggested_for
from tests.factories_insight import RedactionFactory, frame_with
from tests.people import post
from tests.taught import team_coded

pytestmark = pytest.mark.usefixtures("clock")
CARD = "/insight/suggestions"
LATE = "Waited an hour in Otley, the bus is late"


@pytest.fixture
def officer(as_role):
    return as_role(Role.ENGAGEMENT_OFFICER)


@pytest.fixture
def viewer(officer):
    return Viewer(account_id=officer.account.id, grants=(Grant(Role.ENGAGEMENT_OFFICER),))


@pytest.fixture
def taught(app):
    made = team_coded()
    db.session.commit()
    return made


def read(browser):
    return browser.get(CARD).get_data(as_text=True)


def models():
    db.session.rollback()
    return db.session.scalars(select(SuggestionModel).order_by(SuggestionModel.trained_at)).all()


def learned_by(viewer, taught):
    """Learned without the page: the model in use."""
    begin_writing()
    suggestions_learned.ask(taught.version.frame, by=viewer)
    db.session.commit()
    runner.run_due("test")
    db.session.rollback()
    return suggestion_models.newest(taught.version.frame_id, WorkStatus.DONE)


def test_learning_is_asked_for_once_done_behind_the_page_and_told_on_the_card(officer, taught, clock):
    assert "There is enough to learn from" in read(officer)
    assert post(officer, CARD).status_code == 303
    post(officer, CARD)
    assert [one.status for one in models()] == [WorkStatus.WAITING]
    waiting = read(officer)
    assert "It is learning now" in waiting and "<progress" in waiting and "Learn from them" not in waiting
    runner.run_due("test")
    card = read(officer)
    assert "Learn again" in card and "It is learning now" not in card
    assert "Buses" in card and "Never suggested" in card and "Dentists" in card
    clock.move(minutes=5)
    post(officer, CARD)
    runner.run_due("test")
    assert [bool(one.weights) for one in models()] == [False, True], "only the newest is kept"


def test_what_is_kept_back_is_never_learned_and_hidden_words_teach_nothing(taught):
    RedactionFactory(point_id=taught.points[0].id, start=4, end=7)
    lessons = teaching.lessons(taught.version)
    kept = sum(is_held_back(point.id) for point in taught.points)
    assert (len(lessons.learned), len(lessons.kept_back)) == (len(taught.points) - kept, kept)
    both = [one.said.words for one in (*lessons.learned, *lessons.kept_back)]
    assert "The   to Armley never comes on time" in both
    assert sum(not one.codes for one in lessons.learned) > 30, "read, and nothing fits"


def test_a_point_gets_ranked_suggestions_with_reasons_and_none_is_given_by_itself(viewer, taught):
    model = learned_by(viewer, taught)
    point = taught.new_point(LATE)
    first = suggested_for(viewer, point, taught.version)[0]
    assert (first.name, first.rank, first.model_id) == ("Buses", 1, model.id)
    assert first.sureness in Sureness and "bus" in first.words
    assert not db.session.scalars(select(Coding).where(Coding.point_id == point.id)).all()


def test_what_was_learned_from_words_that_are_gone_is_used_no_more_and_learned_anew(viewer, taught, clock):
    model, point = learned_by(viewer, taught), taught.new_point(LATE)
    assert suggested_for(viewer, point, taught.version)
    clock.move(minutes=5)
    suggestions_learned.forget(by=viewer)
    assert suggested_for(viewer, point, taught.version) == []
    db.session.commit()
    runner.run_due("test")
    db.session.rollback()
    newest = suggestion_models.newest(taught.version.frame_id, WorkStatus.DONE)
    assert newest.id != model.id and newest.weights


def test_a_refusal_is_kept_once_not_offered_again_to_that_person_and_taught(viewer, taught):
    model = learned_by(viewer, taught)
    point = taught.new_point(LATE)
    for taken in (Taken.ACCEPTED, Taken.REJECTED):
        suggestions_learned.answer(
            point, taught.codes["Buses"], model_id=model.id, rank=1, sure=0.9, taken=taken, by=viewer
        )
    assert "Buses" not in [one.name for one in suggested_for(viewer, point, taught.version)]
    assert suggestion_models.taken_of(model) == {Taken.REJECTED: 1}
    refused = [one for one in teaching.lessons(taught.version).learned if one.refused]
    assert len(refused) == (0 if is_held_back(point.id) else 1)


def test_fewer_than_100_points_teach_nothing_but_example_quotes_make_guesses(officer, viewer, app):
    few = team_coded(60)
    point = few.new_point(LATE)
    db.session.commit()
    assert suggested_for(viewer, point, few.version) == []
    assert "Suggestions are off" in read(officer)
    assert post(officer, CARD).status_code == 409
    begin_writing()
    for entry in db.session.scalars(select(CodeEntry)):
        entry.examples = [f"{way} {entry.name}" for way in ("Late", "More", "No", "Better", "Bus")]
    db.session.commit()
    found = suggested_for(viewer, point, few.version)
    assert found[0].name == "Buses" and found[0].model_id is None
    assert {one.sureness for one in found} == {Sureness.A_GUESS}
    assert "Suggestions come from example quotes" in read(officer)


def test_learning_that_goes_wrong_is_said_and_can_be_tried_again(officer, taught, monkeypatch):
    monkeypatch.setattr(job, "learned", lambda *given: 1 / 0)
    post(officer, CARD)
    runner.run_due("test")
    card = read(officer)
    assert "Learning did not work" in card and "Try again" in card


def test_without_scikit_learn_the_page_says_so_and_nothing_is_suggested(officer, viewer, taught, monkeypatch):
    monkeypatch.setattr(suggester, "is_there", lambda: False)
    assert "not installed here" in read(officer)
    assert post(officer, CARD).status_code == 404
    assert suggested_for(viewer, taught.points[0], taught.version) == []


def test_codes_are_chosen_by_address_and_guessed_ones_are_not_there(officer, taught):
    other = frame_with("Parks", is_default=False)
    db.session.commit()
    page = officer.get(CARD, query_string={"codes": str(other.frame_id)})
    assert "Suggestions are off" in page.get_data(as_text=True)
    assert officer.get(CARD, query_string={"codes": "nothing"}).status_code == 404


@pytest.mark.parametrize("with_model", [False, True])
def test_points_that_say_the_same_are_found_with_their_codes_and_doubles_are_named(
    officer, viewer, taught, with_model
):
    if with_model:
        learned_by(viewer, taught)
    ids = [taught.new_point(f"Kirkstall bus is late again{end}").id for end in ("", "!")]
    point_words.index_missing()
    db.session.commit()
    point, double = (db.session.get_one(Point, one) for one in ids)
    found = similar.like(viewer, point)
    codes = {one.point_id: one.codes for one in found if one.is_nearly_the_same}
    assert codes[double.id] == () and ("Buses",) in codes.values()
    assert point.id not in [one.point_id for one in found]
    page = officer.get(f"/insight/points/{point.id}/like").get_data(as_text=True)
    assert "Nearly the same words" in page and f"/insight/points/{double.id}" in page
    assert officer.get("/insight/points/00000000-0000-4000-8000-000000000000/like").status_code == 404
