"""What is missing is counted so that nobody can be told from it."""

from __future__ import annotations

from app.domain.referral import Concern
from app.domain.unmet_needs import Need, WhyUnmet, by_theme


def needs(
    number: int, theme: Concern = Concern.LONELY, ward: str = "A", why: str = "nothing-there"
) -> list[Need]:
    return [Need(theme, ward, WhyUnmet(why))] * number


def test_number_below_five_is_not_shown() -> None:
    four, five = by_theme(needs(4))[0], by_theme(needs(5))[0]
    assert (four.total, four.whys, four.wards) == (None, (), ())
    assert five.total == 5 and five.whys == ((WhyUnmet.NOTHING, 5),) and five.wards == (("A", 5),)


def test_one_small_number_alone_takes_another_with_it() -> None:
    (one,) = by_theme([*needs(9), *needs(6, ward="B"), *needs(2, ward="C", why="cost")])
    assert one.total == 17
    assert one.wards == (("A", 9),), "else C is 17 less 9 and 6"
    assert one.whys == ()


def test_several_small_numbers_hide_each_other() -> None:
    (one,) = by_theme([*needs(9), *needs(2, ward="B"), *needs(2, ward="C")])
    assert one.wards == (("A", 9),)


def test_most_often_missing_comes_first_and_too_few_last() -> None:
    found = by_theme([*needs(2, Concern.MONEY), *needs(6, Concern.FOOD_FUEL), *needs(9)])
    assert [one.theme for one in found] == [Concern.LONELY, Concern.FOOD_FUEL, Concern.MONEY]
