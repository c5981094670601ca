"""How old listings sink: near a place and everywhere."""

import datetime as dt
from array import array

import pytest

from app.gateways.search_index import Circle
from app.queries import ranking
from app.queries.ranking import Tiers


def bits(*numbers):
    return sum(1 << number for number in numbers)


def tiers(every, stale=0, closed=0):
    fresh = every & ~stale & ~closed
    return Tiers(
        tuple(one for one in (fresh, closed & ~stale, stale) if one), stale, 0, closed, every.bit_count()
    )


def circle(**tens):
    """`n3=50`: listing 3 is 500 metres away."""
    away = {int(name[1:]): distance for name, distance in tens.items()}
    near = sorted(away, key=away.__getitem__)
    packed = array("I", [away.get(number, ranking.FAR) for number in range(max(away) + 1)])
    return Circle(bits(*away), array("I", near), packed)


def order(every, *, stale=0, closed=0, where=None, anywhere=0):
    return list(ranking.best(every, None, tiers(every, stale, closed), where, anywhere))


def test_a_year_unchecked_sinks_by_miles_near_a_place_but_not_below_everything():
    where = circle(n1=10, n2=100, n3=600, n4=700)
    assert order(bits(1, 2, 3, 4), stale=bits(1), where=where) == [2, 3, 1, 4]


def test_a_year_unchecked_is_never_first_while_there_is_anything_else():
    where = circle(n1=10, n2=3000)
    assert order(bits(1, 2), stale=bits(1), where=where) == [2, 1]
    assert order(bits(1, 2), stale=bits(1)) == [2, 1]


def test_what_is_all_there_is_comes_first_however_old():
    assert order(bits(1, 2), stale=bits(1, 2), where=circle(n1=10, n2=20)) == [1, 2]


def test_closed_ones_come_after_open_ones_near_a_place():
    assert order(bits(1, 2), closed=bits(1), where=circle(n1=10, n2=900)) == [2, 1]


@pytest.mark.parametrize(
    ("month", "age"),
    [("2026-11", 0), ("2026-08", 1), ("2026-05", 2), ("2025-12", 2), ("2025-11", 3), ("never", 3)],
)
def test_a_month_is_never_taken_for_younger_than_its_oldest_day(month, age):
    assert ranking._age(month, dt.date(2026, 11, 24)) == age
