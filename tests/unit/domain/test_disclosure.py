"""Nobody can be picked out: no hidden number can be worked out from what is shown."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.domain.disclosure import (
    SHARED,
    TEAM,
    TOTAL,
    Guard,
    bridges,
    figure,
    hide,
    protected,
    rounded,
    share,
    with_totals,
)

GRIDS = st.integers(1, 5).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.integers(0, 14), st.integers(0, 400)), min_size=width, max_size=width),
        min_size=1,
        max_size=6,
    )
)


def solved(numbers, hidden):
    """Hidden places whose number follows from the sums: an attacker with paper, pencil and patience."""
    places = sorted(hidden)
    height, width = len(numbers), len(numbers[0])
    equations = []
    lines = [[(at, to) for to in range(width)] for at in range(height)]
    lines += [[(at, to) for at in range(height)] for to in range(width)]
    for line in lines:
        row = [Fraction(0)] * len(places)
        for place in line:
            if place in hidden:
                row[places.index(place)] += -1 if place == line[-1] else 1
        equations.append(row)
    pivots = []
    for column in range(len(places)):
        found = next((row for row in equations if row[column] and row not in [p for _, p in pivots]), None)
        if found is None:
            continue
        scale = found[column]
        found[:] = [value / scale for value in found]
        for row in equations:
            if row is not found and row[column]:
                factor = row[column]
                row[:] = [value - factor * other for value, other in zip(row, found, strict=True)]
        pivots.append((column, found))
    return {places[column] for column, row in pivots if sum(map(bool, row)) == 1}


@settings(max_examples=400, deadline=None)
@given(GRIDS, st.sampled_from([TEAM, SHARED]))
def test_no_small_number_can_be_worked_out(grid, guard):
    numbers = with_totals(grid)
    hidden = hide(numbers, guard)
    small = {place for place in hidden if 0 < numbers[place[0]][place[1]] < guard.below}
    assert not small & solved(numbers, hidden)


@settings(max_examples=200, deadline=None)
@given(GRIDS)
def test_every_small_number_is_hidden(grid):
    rows, columns = range(len(grid)), range(len(grid[0]))
    counts = {(at, to): grid[at][to] for at in rows for to in columns}
    table = protected(counts, rows, columns, SHARED)
    assert all(shown is None or shown == 0 or shown >= 10 for shown in table.cells.values())


def test_an_attacker_finds_a_lone_hidden_number():
    assert solved(with_totals([[3, 20], [30, 40]]), {(0, 0)}) == {(0, 0)}


def test_one_small_number_takes_others_with_it():
    hidden = hide(with_totals([[3, 20, 50], [30, 40, 60], [70, 80, 90]]), TEAM)
    assert len(hidden) >= 4
    assert bridges(hidden) == set()


@settings(max_examples=200, deadline=None)
@given(GRIDS)
def test_hidden_numbers_of_a_line_are_not_small_together(grid):
    """Two ones hidden in a line whose rest is shown would be known to be two ones."""
    numbers = with_totals(grid)
    hidden = hide(numbers, TEAM)
    for at, row in enumerate(numbers[:-1]):
        blank = [number for to, number in enumerate(row) if (at, to) in hidden]
        assert not blank or sum(blank) >= 5 or (at, len(row) - 1) in hidden or len(blank) == len(row) - 1


@settings(max_examples=200, deadline=None)
@given(GRIDS)
def test_totals_are_hidden_alike_in_every_table_that_shows_them(grid):
    """The same people broken down in another way have the same totals of outcomes."""
    numbers = with_totals(grid)
    turned = with_totals(grid[::-1])

    def totals(table):
        return {to for at, to in hide(table, SHARED) if at == len(table) - 1}

    joined = with_totals([[sum(column) for column in zip(*grid, strict=True)]])
    assert totals(numbers) == totals(turned) == totals(joined)


def test_only_what_must_be_is_hidden():
    hidden = hide(with_totals([[20, 0, 0], [30, 0, 0], [0, 0, 0], [2, 0, 0]]), TEAM)
    assert hidden == {(0, 0), (3, 0), (0, 3), (3, 3)}


def test_a_table_without_small_numbers_is_shown_whole():
    assert hide(with_totals([[10, 20], [0, 40]]), SHARED) == set()


def test_noughts_are_shown():
    table = protected({("a", "x"): 0, ("a", "y"): 40}, ["a"], ["x", "y"], TEAM)
    assert table.cell("a", "x") == 0


def test_totals_stand_beside():
    table = protected({("a", "x"): 20, ("b", "x"): 31}, ["a", "b"], ["x"], SHARED)
    assert table.cell(TOTAL, "x") == 50


@pytest.mark.parametrize(("number", "shown"), [(0, 0), (1, None), (9, None), (10, 10), (12, 10), (13, 15)])
def test_figures_that_leave_a_team(number, shown):
    assert figure(number, SHARED) == shown


def test_a_team_sees_numbers_as_they_are():
    assert [figure(number, TEAM) for number in (4, 5, 13)] == [None, 5, 13]


def test_halves_go_up():
    assert rounded(5, Guard(below=5, round_to=10)) == 10


def test_no_setting_goes_below_five():
    with pytest.raises(ValueError, match="always hidden"):
        Guard(below=4)


@pytest.mark.parametrize(
    ("part", "whole", "shown"), [(66, 100, 66), (3, 100, None), (97, 100, None), (4, 8, None)]
)
def test_a_share_needs_enough_people(part, whole, shown):
    assert share(part, whole, SHARED) == shown
