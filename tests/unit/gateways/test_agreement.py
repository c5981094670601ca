"""Kappa and alpha against values worked out by hand or printed by their makers."""

from __future__ import annotations

import pytest

pytest.importorskip("krippendorff")
pytest.importorskip("sklearn")

from app.gateways import agreement


def test_kappa_is_the_textbook_one() -> None:
    # 50 points: both yes 20, both no 15, only the first 5, only the second 10.
    # Same 0.70; by chance 0.5 * 0.6 + 0.5 * 0.4 = 0.50; (0.70 - 0.50) / (1 - 0.50) = 0.40.
    one = [1] * 20 + [0] * 15 + [1] * 5 + [0] * 10
    other = [1] * 20 + [0] * 15 + [0] * 5 + [1] * 10
    assert agreement.kappa([one, other]) == pytest.approx(0.40)


def test_kappa_of_three_is_the_mean_of_all_pairs() -> None:
    one, other, third = [1, 1, 0, 0], [1, 1, 0, 0], [1, 0, 1, 0]
    assert agreement.kappa([one, other, third]) == pytest.approx((1 + 0 + 0) / 3)


def test_alpha_is_krippendorffs_own_example_of_two_coders_and_two_values() -> None:
    # Computing Krippendorff's Alpha-Reliability (2011), example A: 0.095.
    jon = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    han = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    assert agreement.alpha([jon, han]) == pytest.approx(0.095, abs=0.0005)


def test_alpha_takes_missing_judgements_of_three_coders() -> None:
    # Points that one alone did do not count. Then there are 5 noughts and 3 ones, and one point where they
    # differ: 2 noughts, 1 one, 2 * 1 / (3 - 1) = 1. So 1 - (8 - 1) * 1 / (5 * 3).
    rows = [[1, 0, 1, 1, None], [1, 0, 0, None, None], [None, 0, 0, None, 1]]
    assert agreement.alpha(rows) == pytest.approx(1 - (8 - 1) * 1 / (5 * 3))


def test_what_is_not_defined_is_none() -> None:
    nobody = [[0, 0, 0], [0, 0, 0]]
    assert agreement.kappa(nobody) is None
    assert agreement.alpha(nobody) is None
    found = agreement.measured(nobody, seed=1)
    assert (found.percent, found.prevalence, found.alpha, found.low) == (100, 0, None, None)
    assert agreement.alpha([[1, None], [None, 1]]) is None


def test_the_interval_holds_alpha_says_the_same_again_and_narrows_with_more_points() -> None:
    one = [1, 1, 0, 0, 0, 1, 0, 0, 1, 0] * 6
    other = [1, 1, 0, 0, 1, 0, 0, 0, 1, 0] * 6
    found = agreement.measured([one, other], seed=5)
    assert found == agreement.measured([one, other], seed=5)
    assert found.low is not None and found.high is not None and found.alpha is not None
    assert found.low < found.alpha < found.high
    low, high = agreement.interval([one * 10, other * 10], seed=5)
    assert low is not None and high is not None
    assert high - low < found.high - found.low
    # What is resampled is the library's alpha.
    whole = agreement.interval([one[:10] * 300, other[:10] * 300], seed=1)
    assert whole[0] is not None and abs(whole[0] - found.alpha) < 0.05


def test_without_the_libraries_only_percentages_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(agreement, "is_there", lambda: False)
    found = agreement.measured([[1, 0], [1, 1]], seed=1)
    assert (found.percent, found.alpha, found.kappa) == (50, None, None)
