"""Rows of feedback from elsewhere: read, or refused with why."""

import datetime as dt

import pytest

from app.domain.insight import QuotePermission
from app.domain.outside_rows import (
    MOST_QUESTIONS,
    Column,
    OutsideFault,
    guessed,
    numbered,
    permission_of,
    question_key,
    read_all,
)

TODAY = dt.date(2026, 11, 24)
COLUMNS = {Column.TEXT: "Comment", Column.DAY: "Received", Column.MAY_QUOTE: "Consent", Column.AREA: "Ward"}
AREAS = {"seacroft": "E1"}


def one(otherwise=None, **cells):
    (made,) = read_all([(2, cells)], COLUMNS, AREAS, today=TODAY, otherwise=otherwise)
    return made


def test_a_row_says_who_may_be_quoted_where_and_when():
    row = one(Comment=" A bus after six ", Received="3/5/2025", Consent="Yes", Ward="SEACROFT").row
    assert (row.text, row.day, row.area) == ("A bus after six", dt.date(2025, 5, 3), "E1")
    assert row.may_quote is QuotePermission.YES


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"Comment": " ", "Received": "2025"}, OutsideFault.NO_TEXT),
        ({"Comment": "x" * 10_001, "Received": "2025"}, OutsideFault.TOO_LONG),
        ({"Comment": "A bus", "Received": "soon"}, OutsideFault.NOT_A_DAY),
        ({"Comment": "A bus"}, OutsideFault.NO_DAY),
        ({"Comment": "A bus", "Received": "25/11/2026"}, OutsideFault.IN_FUTURE),
        ({"Comment": "A bus", "Received": "2027"}, OutsideFault.IN_FUTURE),
        ({"Comment": "A bus", "Received": "2025", "Consent": "perhaps"}, OutsideFault.NOT_YES_OR_NO),
    ],
)
def test_what_is_wrong_is_said(cells, fault):
    made = one(**cells)
    assert (made.row, made.fault) == (None, fault)


def test_a_year_a_moment_and_no_day_where_the_file_has_one():
    assert one(Comment="A bus", Received="2025").row.day == dt.date(2025, 12, 31)
    assert one(Comment="A bus", Received="2026").row.day == TODAY
    assert one(Comment="A bus", Received="2025-05-03 10:42:00").row.day == dt.date(2025, 5, 3)
    assert one(Comment="A bus", otherwise=dt.date(2024, 1, 1)).row.day == dt.date(2024, 1, 1)


def test_silence_is_no_yes():
    assert permission_of("") is QuotePermission.NOT_ASKED
    assert permission_of("N") is QuotePermission.NO


def test_headings_are_guessed_and_stand_for_one_thing():
    found = guessed(["Date received", "COMMENT", "Ward", "Consent", "Anything"])
    assert found == {
        Column.TEXT: "COMMENT",
        Column.DAY: "Date received",
        Column.MAY_QUOTE: "Consent",
        Column.AREA: "Ward",
    }
    assert guessed(["Feedback"]) == {Column.TEXT: "Feedback"}


def test_the_same_question_has_the_same_key_in_every_file():
    assert question_key("What would make it better?") == question_key("what would  make it BETTER?")
    assert question_key("What would make it better?") != question_key("What would make it worse?")
    assert question_key("") == "what-they-said"


def test_more_questions_than_anybody_can_compare_are_refused():
    columns = {Column.TEXT: "t", Column.QUESTION: "q", Column.DAY: "d"}
    rows = [(at, {"t": "A bus", "q": f"Question {at}", "d": "2025"}) for at in range(MOST_QUESTIONS + 1)]
    read = read_all(rows, columns, {}, today=TODAY, otherwise=None)
    assert [bool(one.row) for one in read] == [True] * MOST_QUESTIONS + [False]
    assert read[-1].fault is OutsideFault.TOO_MANY_QUESTIONS


def test_two_who_say_the_same_are_two():
    row = one(Comment="A bus", Received="2025").row
    assert [place for _row, place in numbered([row, row])] == [1, 2]
