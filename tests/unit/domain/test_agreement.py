"""Samples are fair and can be drawn again; agreement without a library is counted by hand."""

from __future__ import annotations

import uuid
from collections import Counter

import pytest

from app.domain.agreement import agreed, differing, drawn, judgements, percentage, prevalence, sample_size

IDS = [uuid.UUID(int=number) for number in range(1, 1001)]
A, B, C = IDS[:3]
BUS, GP = IDS[10:12]


@pytest.mark.parametrize(("number", "size"), [(0, 0), (7, 7), (50, 50), (400, 50), (501, 51), (9000, 900)])
def test_a_sample_is_a_tenth_or_fifty_or_all(number: int, size: int) -> None:
    assert sample_size(number) == size


def test_the_same_seed_draws_the_same_points_whatever_order_they_come_in() -> None:
    assert drawn(IDS, 7) == drawn(reversed(IDS), 7)
    assert drawn(IDS, 7) != drawn(IDS, 8)
    assert len(set(drawn(IDS, 7))) == 100


def test_every_point_is_drawn_as_often_as_any_other() -> None:
    few = IDS[:200]
    often = Counter(one for seed in range(400) for one in drawn(few, seed))
    assert len(often) == 200
    assert min(often.values()) > 60 and max(often.values()) < 145  # 100 expected


def test_percentage_and_prevalence_count_pairs_and_leave_out_what_is_missing() -> None:
    rows = [[1, 0, 1, None], [1, 0, 0, 1], [1, None, 0, None]]
    # Pairs that are the same: 3 of 3, 1 of 1, 1 of 3; the last has no pair. Ones: 5 of 9.
    assert percentage(rows) == pytest.approx(100 * 5 / 7)
    assert prevalence(rows) == pytest.approx(100 * 5 / 9)
    assert percentage([[1, None], [None, 0]]) is None


def test_points_differ_where_two_did_them_and_not_alike() -> None:
    given = {
        A: {B: frozenset({BUS}), C: frozenset({BUS, GP})},
        B: {B: frozenset({GP}), C: frozenset({GP})},
        C: {B: frozenset({GP})},
    }
    assert differing(given) == [A]
    assert agreed(given) == {B: frozenset({GP})}
    assert judgements(given, [A, B, C], [B, C], BUS) == [[1, 0, 0], [1, 0, None]]
