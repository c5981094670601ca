"""Small numbers are hidden, so that nobody can be picked out of a table, nor worked out from what is left.

A table is a grid whose rows and columns add up. A number from 1 to below the limit is hidden; then others,
until no hidden number can be worked out: every hidden one lies on a ring of hidden ones, and what is hidden
in a line is not small together. A nought is shown: it says nothing about anybody who is there.
Source: decisions.md 14; security.md T27.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)

LEAST = 5
"""No setting goes below this."""
TOTAL = None
"""The name of the row and the column of totals."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What is hidden, and how what is shown is rounded."""

    below: int
    round_to: int = 1

    def __post_init__(self) -> None:
        if self.below < LEAST:
            raise ValueError(f"numbers below {LEAST} are always hidden")


TEAM = Guard(below=5)
"""On the screens of a team."""
SHARED = Guard(below=10, round_to=5)
"""In whatever leaves a team."""


def is_small(number: int, guard: Guard) -> bool:
    return 0 < number < guard.below


def figure(number: int, guard: Guard) -> int | None:
    """One number that stands alone: rounded, or None where it is too small to show."""
    return None if is_small(number, guard) else rounded(number, guard)


def rounded(number: int, guard: Guard) -> int:
    """To the nearest step, halves up."""
    step = guard.round_to
    return (number + step // 2) // step * step


def share(part: int, whole: int, guard: Guard) -> int | None:
    """How many in a hundred; None where the whole, the part or the rest is too small to show."""
    if whole < guard.below or is_small(part, guard) or is_small(whole - part, guard):
        return None
    return round(100 * part / whole)


@dataclass(frozen=True, slots=True)
class Table(Generic[R, C]):
    """A table as it may be shown. A cell is None where it is hidden. Totals stand under the name TOTAL."""

    cells: Mapping[tuple[R | None, C | None], int | None]

    def cell(self, row: R | None, column: C | None) -> int | None:
        return self.cells[row, column]


def protected(
    counts: Mapping[tuple[R, C], int], rows: Iterable[R], columns: Iterable[C], guard: Guard
) -> Table[R, C]:
    """The table that may be shown. Rows and columns each part the whole: nobody is in two of them."""
    down: list[R | None] = [*rows, TOTAL]
    along: list[C | None] = [*columns, TOTAL]
    grid = [[counts.get((row, column), 0) for column in along[:-1]] for row in down[:-1]]  # type: ignore[arg-type]
    hidden = hide(with_totals(grid), guard)
    numbers = with_totals(grid)
    return Table(
        {
            (row, column): None if (at, to) in hidden else rounded(numbers[at][to], guard)
            for at, row in enumerate(down)
            for to, column in enumerate(along)
        }
    )


def with_totals(grid: list[list[int]]) -> list[list[int]]:
    """The grid with a last column and a last row of totals."""
    wide = [[*row, sum(row)] for row in grid]
    width = len(wide[0]) if wide else 1
    return [*wide, [sum(row[at] for row in wide) for at in range(width)]]


Place = tuple[int, int]


def hide(numbers: list[list[int]], guard: Guard) -> set[Place]:
    """Where the table must be blank. `numbers` holds its totals in the last row and column.

    Totals are decided among themselves: they stand in other tables too, and must be hidden there alike.
    """
    last, end = len(numbers) - 1, len(numbers[0]) - 1
    hidden = {(at, end) for at in hidden_of([row[end] for row in numbers[:-1]], guard)}
    hidden |= {(last, to) for to in hidden_of(numbers[last][:-1], guard)}
    if is_small(numbers[last][end], guard):
        hidden.add((last, end))
    hidden |= {(at, to) for at in range(last) for to in range(end) if is_small(numbers[at][to], guard)}
    while (more := _next(numbers, hidden, guard)) is not None:
        hidden.add(more)
    return hidden


def hidden_of(line: list[int], guard: Guard) -> set[int]:
    """Which numbers of one line must be blank where their sum is known."""
    hidden = {at for at, number in enumerate(line) if is_small(number, guard)}
    while hidden and (len(hidden) == 1 or sum(line[at] for at in hidden) < guard.below):
        left = [at for at in range(len(line)) if at not in hidden]
        if not left:
            break
        hidden.add(min(left, key=lambda at: (not line[at], line[at], at)))
    return hidden


def _next(numbers: list[list[int]], hidden: set[Place], guard: Guard) -> Place | None:
    """One more place to blank; None when nothing can be worked out any more."""
    last, end = len(numbers) - 1, len(numbers[0]) - 1
    inner = {(at, to) for at in range(last) for to in range(end)}
    lines = [([(at, to) for to in range(end)], (at, end)) for at in range(last)]
    lines += [([(at, to) for at in range(last)], (last, to)) for to in range(end)]
    for line, total in lines:
        blank = [place for place in line if place in hidden]
        thin = sum(numbers[at][to] for at, to in blank) < guard.below
        if blank and thin and total not in hidden:
            found = _smallest(numbers, [place for place in line if place not in hidden])
            if found is not None:
                return found
    lone = bridges(hidden)
    beside = {(at, other) for at, _ in lone for other in range(end)}
    beside |= {(other, to) for _, to in lone for other in range(last)}
    return _smallest(numbers, sorted((beside & inner) - hidden))


def _smallest(numbers: list[list[int]], places: list[Place]) -> Place | None:
    """The place that costs least to blank: the smallest number, and a nought only where nothing else is."""

    def cost(place: Place) -> tuple[bool, int, Place]:
        number = numbers[place[0]][place[1]]
        return not number, number, place

    return min(places, key=cost, default=None)


def bridges(hidden: set[Place]) -> set[Place]:
    """Hidden places that lie on no ring of hidden ones: these can be worked out from the totals.

    Rows and columns are the ends of a net, hidden places its threads; a thread without which the net falls
    apart is a bridge.
    """
    threads: dict[tuple[str, int], list[tuple[tuple[str, int], Place]]] = {}
    for at, to in hidden:
        threads.setdefault(("row", at), []).append((("column", to), (at, to)))
        threads.setdefault(("column", to), []).append((("row", at), (at, to)))
    return {place for place in hidden if not _is_on_ring(place, threads)}


def _is_on_ring(place: Place, threads: Mapping[tuple[str, int], list[tuple[tuple[str, int], Place]]]) -> bool:
    start, goal = ("row", place[0]), ("column", place[1])
    seen, waiting = {start}, [start]
    while waiting:
        for end, thread in threads[waiting.pop()]:
            if thread != place and end not in seen:
                if end == goal:
                    return True
                seen.add(end)
                waiting.append(end)
    return False
