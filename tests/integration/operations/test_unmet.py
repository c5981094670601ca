"""Counting what was looked for in vain: no words, no place but the ward, no person."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import current_app

from app.database import db
from app.domain.search import criteria
from app.gateways import vocabulary_file
from app.models.work import UnmetSearch
from app.operations import unmet
from app.queries import directory

pytestmark = pytest.mark.usefixtures("clock", "demo_app")


def look(**given):
    place = current_app.config["PLACE_DATA"]
    vocabulary = vocabulary_file.of_root(current_app.config["ROOT"])
    asked = criteria({name: [value] for name, value in given.items()}, vocabulary)
    found = directory.search(asked, place=place, vocabulary=vocabulary)
    db.session.rollback()
    unmet.count(found)
    return db.session.query(UnmetSearch).all()


def test_a_search_in_vain_is_counted_by_week_topic_and_ward():
    row = look(q="bleep", day="sa", near="LS9 7UF")[0]
    assert row.week == dt.date(2026, 11, 23)
    assert row.times == 1
    assert row.ward_code.startswith("E0")
    assert "day:sa" in row.terms
    assert "bleep" not in row.terms
    assert "LS9" not in row.terms


def test_the_same_again_is_one_row_with_two():
    look(q="xqzzyv")
    db.session.rollback()
    (row,) = look(q="yvxqzz")
    assert (row.terms, row.times) == ("other", 2)


def test_a_search_that_finds_something_is_not_counted():
    assert look(q="chess") == []
    assert look() == []
