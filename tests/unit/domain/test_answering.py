"""How a statement stands by its answers, and when an owner is reminded."""

from __future__ import annotations

import datetime as dt

import pytest

from app.domain.answering import days_late, overall, remind_on, way_of
from app.domain.insight import AnswerStatus as A
from app.domain.insight import WayIn


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        ([], None),
        ([None], None),
        ([A.MET, A.MET], A.MET),
        ([A.MET, None], A.PARTLY),
        ([A.MET, A.CANNOT], A.PARTLY),
        ([A.PARTLY, A.NOT_MET], A.PARTLY),
        ([A.NOT_MET, A.NOT_STARTED, None], A.NOT_MET),
        ([A.NOT_STARTED, A.PLANNED], A.NOT_STARTED),
        ([A.PLANNED, A.CANNOT, None], A.PLANNED),
        ([A.CANNOT, A.CANNOT], A.CANNOT),
        ([A.CANNOT, None], None),
    ],
)
def test_nothing_is_met_while_any_answer_is_not(statuses, whole):
    assert overall(statuses) is whole


def test_an_answer_is_late_from_the_day_after_it_was_due_and_only_while_it_is_missing():
    due = dt.date(2026, 10, 14)
    assert days_late(None, due, due) == 0
    assert days_late(None, due, dt.date(2026, 11, 24)) == 41
    assert days_late(A.CANNOT, due, dt.date(2026, 11, 24)) == 0


def test_the_days_of_reminding_are_a_week_before_the_day_after_and_every_two_weeks():
    due, day = dt.date(2026, 10, 14), dt.timedelta(days=1)
    said = [remind_on(due, due + number * day) for number in (-8, -7, 0, 1, 14, 15, 29)]
    offsets = [None if one is None else (one - due).days for one in said]
    assert offsets == [None, -7, -7, 1, 1, 15, 29]


def test_an_answer_opens_the_way_of_the_list_it_belongs_to():
    assert way_of("strategies/best-start") == (WayIn.STRATEGY, "best-start")
    assert way_of("approaches/think-family") is None
    assert way_of("") is None
