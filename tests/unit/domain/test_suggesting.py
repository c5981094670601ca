"""When codes are suggested, how sure we say we are, and what is kept back."""

import uuid

import pytest

from app.domain.suggesting import Guess, LearnedFrom, Sureness, is_held_back, learned_from, offered, sureness


@pytest.mark.parametrize(
    ("coded", "quotes", "expected"),
    [
        (0, [], LearnedFrom.NOTHING),
        (99, [4, 4, 4], LearnedFrom.NOTHING),
        (99, [5, 0], LearnedFrom.NOTHING),
        (99, [5, 5], LearnedFrom.QUOTES),
        (100, [], LearnedFrom.CODING),
    ],
)
def test_nothing_is_learned_from_fewer_than_100_points_but_quotes_help_sooner(coded, quotes, expected):
    assert learned_from(coded, quotes) is expected


@pytest.mark.parametrize(
    ("chance", "expected"),
    [(1.0, Sureness.SURE), (0.75, Sureness.SURE), (0.74, Sureness.FAIRLY_SURE), (0.39, Sureness.A_GUESS)],
)
def test_a_chance_has_a_word(chance, expected):
    assert sureness(chance) is expected


def test_the_likely_and_the_best_few_are_offered_in_order_and_never_more_than_five():
    guesses = [Guess(f"c{at}", 0.9 - at / 10, is_likely=at in {0, 1, 5}) for at in range(9)]
    assert [one.code for one in offered(guesses)] == ["c0", "c1", "c2", "c5"]
    assert len(offered([Guess(str(at), 0.9, is_likely=True) for at in range(9)])) == 5
    assert offered([Guess("never", 0.01, is_likely=False)]) == []


def test_about_one_point_in_five_is_kept_back_and_the_same_ones_for_ever():
    points = [uuid.uuid5(uuid.NAMESPACE_OID, str(at)) for at in range(1000)]
    kept = [point for point in points if is_held_back(point)]
    assert 150 < len(kept) < 250
    assert kept == [point for point in points if is_held_back(point)]
