"""Nobody stands out in a row: each combination shown stands for at least five conversations."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.coarsening import LEAST_ALIKE, Traits, coarsened

TRAITS = st.builds(
    Traits,
    group=st.sampled_from(["a", "b"]),
    area=st.sampled_from(["", "Seacroft", "Armley"]),
    age=st.sampled_from(["not-asked", "adult"]),
    community=st.sampled_from(["", "Carers", "Deaf people"]),
)


def test_enough_alike_stay_as_they_are():
    same = Traits("a", "Seacroft", "adult", "Carers")
    assert coarsened({same: 5}) == {same: same}


def test_the_community_goes_first_then_the_age_then_the_area():
    carers = Traits("a", "Seacroft", "adult", "Carers")
    others = Traits("a", "Seacroft", "adult", "")
    far = Traits("a", "Armley", "adult", "")
    shown = coarsened({carers: 2, others: 6, far: 5})
    assert shown == {carers: others, others: others, far: far}


def test_a_few_alone_take_the_smallest_others_with_them():
    one, many, more = Traits("a", "Armley"), Traits("a", "Seacroft"), Traits("a", "Headingley")
    assert coarsened({one: 1, many: 6, more: 9}) == {one: Traits("a"), many: Traits("a"), more: more}


def test_a_group_that_is_too_small_is_not_shown_at_all():
    assert coarsened({Traits("a", "Armley"): 4}) == {Traits("a", "Armley"): None}


@settings(max_examples=100, deadline=None)
@given(st.dictionaries(TRAITS, st.integers(1, 12), max_size=12))
def test_every_combination_shown_stands_for_enough(counts):
    shown = coarsened(counts)
    sizes: Counter[Traits] = Counter()
    for traits, now in shown.items():
        if now is not None:
            assert now.group == traits.group
            assert now.area in {"", traits.area}
            assert now.age in {"", traits.age}
            assert now.community in {"", traits.community}
            sizes[now] += counts[traits]
    assert all(size >= LEAST_ALIKE for size in sizes.values())
    for group in "ab":
        whole = sum(number for traits, number in counts.items() if traits.group == group)
        assert (whole < LEAST_ALIKE) == all(
            now is None for traits, now in shown.items() if traits.group == group
        ) or not whole
