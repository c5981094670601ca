"""Waits in a few figures, each a wait that somebody really had."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.referral import Priority
from app.domain.waits import RANKS, TARGETS, Waits, nearest_rank, summed_up

WAITS = st.lists(st.integers(0, 400), min_size=1, max_size=200)


def test_figures_of_ten_waits():
    waits = [(days, 15) for days in (1, 2, 3, 4, 5, 6, 7, 8, 20, 30)]
    assert summed_up(waits) == Waits(many=10, median=5, ninetieth=20, longest=30, over=2)


def test_nobody_waits():
    assert summed_up([]) == Waits()
    with pytest.raises(ValueError, match="no waits"):
        nearest_rank([], 50)


def test_the_more_urgent_are_to_wait_less_and_stand_first():
    assert sorted(Priority, key=RANKS.__getitem__) == [Priority.URGENT, Priority.SOON, Priority.ROUTINE]
    assert TARGETS[Priority.URGENT] < TARGETS[Priority.SOON] < TARGETS[Priority.ROUTINE]


@given(WAITS, st.integers(1, 100))
def test_a_centile_is_somebodys_wait_and_so_many_wait_no_longer(waits, percent):
    found = nearest_rank(waits, percent)
    assert found in waits
    assert sum(wait <= found for wait in waits) * 100 >= len(waits) * percent
    assert sum(wait < found for wait in waits) * 100 < len(waits) * percent


@given(WAITS)
def test_median_ninetieth_and_longest_come_in_order_whatever_the_order_they_came_in(waits):
    figures = summed_up((wait, 15) for wait in waits)
    assert figures.median <= figures.ninetieth <= figures.longest == max(waits)
    assert figures == summed_up((wait, 15) for wait in reversed(waits))
