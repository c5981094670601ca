from sqlalchemy import func, select

from app import clock
from app.database import db
from app.domain.insight import AnswerStatus, WayIn
from app.gateways.place_statements import statements as read
from app.models.engagement import Statement
from app.operations import statements
from config import ROOT


def test_what_people_told_us_is_there_after_the_place_is_loaded_and_once_only(app):
    first = set(db.session.scalars(select(Statement.id)))
    assert len(first) == 17
    told = read(ROOT, app.config["PLACE_DATA"])
    assert statements.load(told) == 17
    assert set(db.session.scalars(select(Statement.id))) == first


def test_a_statement_whose_words_were_put_right_in_the_folder_is_put_right_here(app):
    held = db.session.scalar(select(Statement).where(Statement.number == 13))
    held.words, held.topics = "Wrong", []
    db.session.flush()
    statements.load(read(ROOT, app.config["PLACE_DATA"]))
    assert "GP" in held.words and "appointments" in held.topics
    assert db.session.scalar(select(func.count()).select_from(Statement)) == 17


def answers_of(number):
    return db.session.scalar(select(Statement).where(Statement.number == number)).answers


def test_what_the_paper_planned_is_an_answer_that_claims_nothing_met(app):
    best_start = answers_of(3)[0]
    assert (best_start.title, best_start.belongs_to) == ("Best Start", "strategies/best-start")
    statuses = {one.status for row in db.session.scalars(select(Statement)) for one in row.answers}
    assert statuses == {AnswerStatus.PLANNED}
    assert best_start.answered_on.year == 2019


def test_a_statement_has_its_paper_as_its_source_and_ways_in_by_its_programmes(app):
    held = db.session.scalar(select(Statement).where(Statement.number == 6))
    assert [(one.kind, one.year, one.name) for one in held.sources] == [("past", 2019, held.source)]
    assert {(tag.group, tag.value) for tag in held.tags} == {
        (WayIn.PRIORITY, "10"),
        (WayIn.STRATEGY, "best-start"),
        (WayIn.STRATEGY, "future-in-mind"),
        (WayIn.OBSESSION, "mental-health"),
    }


def test_what_somebody_edited_here_is_not_put_right_from_the_folder(app):
    held = db.session.scalar(select(Statement).where(Statement.number == 4))
    held.words, held.edited_at = "Make our streets safe in the evening.", clock.now()
    held.answers[0].status = AnswerStatus.PARTLY
    db.session.flush()
    statements.load(read(ROOT, app.config["PLACE_DATA"]))
    assert held.words == "Make our streets safe in the evening."
    assert [one.status for one in answers_of(4)] == [AnswerStatus.PARTLY]


def test_loading_again_leaves_the_same_answers(app):
    first = {one.id for row in db.session.scalars(select(Statement)) for one in row.answers}
    assert len(first) == 55
    statements.load(read(ROOT, app.config["PLACE_DATA"]))
    db.session.expire_all()
    assert {one.id for row in db.session.scalars(select(Statement)) for one in row.answers} == first
