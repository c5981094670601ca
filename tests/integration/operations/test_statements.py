from sqlalchemy import func, select

from app.database import db
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
