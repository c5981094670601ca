"""A draw is fair, repeatable, and never asks anybody more often than they agreed to."""

import datetime as dt
import random
import uuid
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.panel import Candidate, QuotaBy, drawn, may_be_asked, places

TODAY = dt.date(2026, 11, 24)


def members(count, **more):
    return [
        Candidate(uuid.UUID(int=at), area=f"W{at % 4}", decile=at % 10 + 1, **more) for at in range(count)
    ]


def test_the_same_seed_gives_the_same_people_whatever_the_order_they_come_in():
    everybody = members(200)
    mixed = random.Random(7).sample(everybody, 200)
    one, two = (drawn(given_, seed="spring", wanted=20, on=TODAY) for given_ in (everybody, mixed))
    assert one.chosen == two.chosen and len(set(one.chosen)) == 20
    assert drawn(everybody, seed="autumn", wanted=20, on=TODAY).chosen != one.chosen


def test_nobody_is_asked_more_often_than_they_agreed():
    asked = (TODAY - dt.timedelta(days=30), TODAY - dt.timedelta(days=200))
    assert not may_be_asked(Candidate(uuid.uuid4(), most_a_year=2, asked=asked), TODAY)
    assert may_be_asked(Candidate(uuid.uuid4(), most_a_year=3, asked=asked), TODAY)
    assert may_be_asked(
        Candidate(uuid.uuid4(), most_a_year=1, asked=(TODAY - dt.timedelta(days=365),)), TODAY
    )
    resting = members(5, asked=(TODAY,))
    assert drawn([*resting, *members(0)], seed="a", wanted=5, on=TODAY).chosen == ()


def test_quotas_are_filled_first_and_what_is_missing_is_said():
    found = drawn(members(40), seed="a", wanted=12, on=TODAY, by=QuotaBy.DEPRIVATION, quotas={"1": 6, "6": 2})
    fifths = Counter((one.int % 10 + 2) // 2 for one in found.chosen)
    assert fifths[1] >= 6 and found.filled == {"1": (6, 6), "6": (2, 0)} and len(found.chosen) == 12


def test_more_places_than_wanted_is_refused():
    with pytest.raises(ValueError, match="quotas"):
        drawn(members(9), seed="a", wanted=3, on=TODAY, by=QuotaBy.AREA, quotas={"W1": 4})


@given(st.integers(0, 60), st.integers(0, 30), st.text(max_size=5))
def test_never_more_than_wanted_and_nobody_twice(count, wanted, seed):
    found = drawn(members(count), seed=seed, wanted=wanted, on=TODAY)
    assert len(found.chosen) == len(set(found.chosen)) == min(count, wanted)


def test_everybody_has_about_the_same_chance():
    times = Counter(
        one for seed in range(400) for one in drawn(members(40), seed=str(seed), wanted=10, on=TODAY).chosen
    )
    assert len(times) == 40 and min(times.values()) > 60 and max(times.values()) < 145


def test_with_fewer_places_than_wards_the_lot_says_which_wards_have_one():
    wards = [f"W{at}" for at in range(33)]
    times = Counter(ward for seed in range(200) for ward in places(wards, 11, str(seed)))
    assert len(times) == 33 and min(times.values()) > 35
    assert sum(places(wards, 11, "spring").values()) == 11
    assert places(wards, 11, "spring") == places(reversed(wards), 11, "spring")
    assert places(["1", "2"], 5, "spring") == {"1": 2, "2": 2} and places([], 5, "spring") == {}
