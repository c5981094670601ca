"""Nobody works out a small number from all the tables that were ever published."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.disclosure import SHARED
from app.domain.linked_tables import LEAST_LEFT, Published, may_be_shown
from app.domain.result_cells import Cell, summed
from tests.differencing import Attacker, World

AREAS, ANSWERS, CODES = ("north", "south", "east"), ("yes", "no", "maybe"), ("buses", "dogs")
CELLS: list[Cell] = [("coded",), ("answered", "milk"), ("answered", "why"), ("answered", "how")]
CELLS += [("answer", "milk", key) for key in ANSWERS] + [("theme", code) for code in CODES]
CELLS += [("said", question, code) for question in ("why", "how") for code in CODES]


def event_of(dice: random.Random, size: int) -> Counter[Cell]:
    """One event's true numbers, conversation by conversation, as said_counts counts them."""
    counts: Counter[Cell] = Counter(dict.fromkeys(CELLS, 0))
    skew = dice.random() ** 2
    for _ in range(size):
        counts["conversations",] += 1
        counts["people",] += dice.randint(1, 3)
        counts["area", dice.choices(AREAS, [1, skew, skew**2])[0]] += 1
        if dice.random() < 0.9:
            counts["answered", "milk"] += 1
            counts["answer", "milk", dice.choices(ANSWERS, [1, skew, skew**3])[0]] += 1
        coded = set()
        for question in ("why", "how"):
            if dice.random() < 0.8:
                counts["answered", question] += 1
                for code in CODES:
                    if dice.random() < (0.5 * skew if code == "dogs" else 0.6):
                        counts["said", question, code] += 1
                        coded.add(code)
        counts.update([("coded",)] if coded else [])
        counts.update(("theme", code) for code in coded)
    return counts


def publish(world: World, book: list[Published], attacker: Attacker, scope: frozenset[str]) -> None:
    shown = may_be_shown(scope, world.by_event, book, SHARED)
    book.append(Published(scope, shown))
    attacker.read(world, scope, shown)


@st.composite
def plans(draw: st.DrawFn) -> tuple[int, list[int], list[tuple[str, ...]]]:
    """A seed, how large each event is, and what is published in which order. `~a`: `a` changes a little."""
    sizes = draw(st.lists(st.sampled_from([4, 9, 12, 18, 30, 60]), min_size=2, max_size=4))
    names = "abcd"[: len(sizes)]
    steps: list[tuple[str, ...]] = [(name,) for name in names] + [tuple(names), tuple(names[1:])]
    steps += [(f"~{name}",) for name in names]
    return draw(st.integers(0, 10**6)), sizes, draw(st.lists(st.sampled_from(steps), min_size=2, max_size=7))


@given(plans())
@settings(max_examples=15, deadline=None)
def test_all_tables_together_give_no_small_number_away(
    plan: tuple[int, list[int], list[tuple[str, ...]]],
) -> None:
    seed, sizes, steps = plan
    dice = random.Random(seed)
    names = "abcd"[: len(sizes)]
    world = World({name: event_of(dice, size) for name, size in zip(names, sizes, strict=True)})
    book: list[Published] = []
    attacker = Attacker()
    for step in steps:
        if step[0].startswith("~"):
            name = step[0][1]
            world.set(name, summed([world.by_event[name], event_of(dice, dice.choice([1, 3, 8, 20]))]))
        else:
            publish(world, book, attacker, frozenset(step))
    found = attacker.closest()
    assert not [one for one in found if one[0] < LEAST_LEFT - 2], found[:3]


def small(**numbers: int) -> Counter[Cell]:
    """An event with these answers to one question."""
    whole = sum(numbers.values())
    return Counter(
        {("answer", "milk", key): number for key, number in numbers.items()}
        | {("answered", "milk"): whole, ("conversations",): whole, ("people",): whole}
    )


def test_a_year_is_not_shown_where_it_would_give_two_hidden_events_away() -> None:
    """Nine and nine, both hidden, would stand in a year as about twenty: eighteen at the least."""
    a, b = frozenset("a"), frozenset("b")
    by_event = {"a": small(yes=9, no=40), "b": small(yes=9, no=40)}
    book = [Published(one, may_be_shown(one, by_event, [], SHARED)) for one in (a, b)]
    assert book[0].shown["answer", "milk", "yes"] is None
    year = may_be_shown(a | b, by_event, book, SHARED)
    assert year["answer", "milk", "yes"] is None


def test_an_event_is_not_shown_where_it_would_leave_another_alone_in_the_year() -> None:
    a, b = frozenset("a"), frozenset("b")
    by_event = {"a": small(yes=22, no=40), "b": small(yes=4, no=40)}
    year = Published(a | b, may_be_shown(a | b, by_event, [], SHARED))
    assert year.shown["answer", "milk", "yes"] == 25
    assert may_be_shown(a, by_event, [year], SHARED)["answer", "milk", "yes"] is None
    assert may_be_shown(a, by_event, [], SHARED)["answer", "milk", "yes"] == 20


def test_what_stood_in_a_replaced_release_still_counts() -> None:
    """First `maybe` was shown and `no` hidden; showing `no` now would leave `yes` alone."""
    a = frozenset("a")
    by_event = {"a": small(yes=3, no=11, maybe=12, often=60)}
    first = Published(
        a, {("answered", "milk"): 85, ("answer", "milk", "maybe"): 10, ("answer", "milk", "often"): 60}
    )
    second = may_be_shown(a, by_event, [first], SHARED)
    assert second["answer", "milk", "yes"] is None and second["answer", "milk", "no"] is None


@pytest.mark.parametrize("number", [10, 12, 13, 60])
def test_what_is_large_enough_is_shown_rounded(number: int) -> None:
    shown = may_be_shown(frozenset("a"), {"a": small(yes=number, no=60, often=60)}, [], SHARED)
    assert shown["answer", "milk", "yes"] == (number + 2) // 5 * 5


def test_a_nought_is_hidden_so_that_it_does_not_tell_that_others_are_there() -> None:
    """Nine events with one each, all hidden, and a year that is hidden too: if noughts were shown, nine."""
    assert may_be_shown(frozenset("a"), {"a": small(yes=0, no=40, often=40)}, [], SHARED) == {
        ("answer", "milk", "yes"): None,
        ("answer", "milk", "no"): 40,
        ("answer", "milk", "often"): 40,
        ("answered", "milk"): 80,
        ("conversations",): 80,
        ("people",): 80,
    }
