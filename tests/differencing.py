"""Somebody who holds every table ever published and a solver, and wants one small number.

They know how the tables are made, which numbers were hidden for being small, and which numbers stayed the
same between two releases. Written apart from app/domain/linked_tables.py, which it attacks.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import lil_matrix

Cell = tuple[str, ...]
Variable = tuple[str, Cell, int]
"""Event, cell, and how often its number had changed."""
BELOW, STEP = 10, 5


@dataclass
class World:
    """The true numbers of some events, which may change between releases."""

    by_event: dict[str, Counter[Cell]]
    changes: Counter[tuple[str, Cell]] = field(default_factory=Counter)

    def set(self, event: str, counts: Mapping[Cell, int]) -> None:
        old = self.by_event[event]
        for cell in {*old, *counts}:
            if old.get(cell, 0) != counts.get(cell, 0):
                self.changes[event, cell] += 1
        self.by_event[event] = Counter(counts)

    def variable(self, event: str, cell: Cell) -> Variable:
        return event, cell, self.changes[event, cell]


@dataclass
class Attacker:
    """What they have read, as sums of variables between two numbers."""

    numbers: dict[Variable, int] = field(default_factory=dict)
    rows: list[tuple[dict[Variable, float], float, float]] = field(default_factory=list)
    targets: dict[tuple[Variable, ...], int] = field(default_factory=dict)

    def read(self, world: World, scope: Iterable[str], shown: Mapping[Cell, int | None]) -> None:
        """One release, made of this world."""
        scope = sorted(scope)
        for event in scope:
            self.know_how_it_hangs_together(world, event)
        for named, number in shown.items():
            events = [named[1]] if named[0] == "event" else scope
            cell = ("conversations",) if named[0] == "event" else named
            summands = [world.variable(event, cell) for event in events]
            truth = sum(world.by_event[event].get(cell, 0) for event in events)
            for one in summands:
                self.numbers.setdefault(one, world.by_event[one[0]].get(cell, 0))
            if 0 < truth < BELOW:
                self.targets[tuple(summands)] = truth
            if number is not None:
                low = max(number - STEP // 2, BELOW)
                self.rows.append((dict.fromkeys(summands, 1.0), low, number + STEP // 2))
            elif truth < BELOW:
                self.rows.append((dict.fromkeys(summands, 1.0), 0, BELOW - 1))

    def know_how_it_hangs_together(self, world: World, event: str) -> None:
        counts = world.by_event[event]
        for cell, number in counts.items():
            one = world.variable(event, cell)
            self.numbers[one] = number
            if 0 < number < BELOW:
                self.targets[one,] = number

        def equal(whole: Cell, parts: Sequence[Cell]) -> None:
            if parts:
                row = {world.variable(event, part): 1.0 for part in parts}
                self.rows.append((row | {world.variable(event, whole): -1.0}, 0, 0))

        def at_most(less: Cell, more: Sequence[Cell]) -> None:
            row = {world.variable(event, one): -1.0 for one in more}
            self.rows.append((row | {world.variable(event, less): 1.0}, -math.inf, 0))

        def of(kind: str, at: int = 0, value: str = "") -> list[Cell]:
            return [cell for cell in counts if cell[0] == kind and (not at or cell[at] == value)]

        for kind in ("area", "community"):
            equal(("conversations",), of(kind))
        at_most(("conversations",), [("people",)])
        at_most(("coded",), [("conversations",)])
        for asked in of("answered"):
            at_most(asked, [("conversations",)])
            equal(asked, of("answer", 1, asked[1]))
        for item in {cell[1] for cell in of("profile")}:
            equal(("profiled",), of("profile", 1, item))
        for theme in of("theme"):
            at_most(theme, [("coded",)])
            at_most(theme, of("said", 2, theme[1]))
        for said in of("said"):
            at_most(said, [("theme", said[2])])
            at_most(said, [("answered", said[1])])

    def closest(self) -> list[tuple[int, int, tuple[Variable, ...]]]:
        """Each small number, the most certain first: how many values it may still have, and what it is."""
        at = {one: number for number, one in enumerate(self.numbers)}
        found = []
        matrix = lil_matrix((2 * len(self.rows), len(at)))
        limits = np.full(2 * len(self.rows), np.inf)
        for number, (row, low, high) in enumerate(self.rows):
            for one, factor in row.items():
                matrix[2 * number, at[one]] = factor
                matrix[2 * number + 1, at[one]] = -factor
            limits[2 * number], limits[2 * number + 1] = high, -low if low > -math.inf else np.inf
        kept = np.isfinite(limits)
        rows, right = matrix.tocsr()[kept], limits[kept]
        assert all(right + 1e-6 >= rows @ np.array(list(self.numbers.values()), dtype=float)), "not the truth"
        for summands, truth in self.targets.items():
            goal = np.zeros(len(at))
            for one in summands:
                goal[at[one]] = 1
            least = linprog(goal, A_ub=rows, b_ub=right, bounds=(0, None), method="highs")
            most = linprog(-goal, A_ub=rows, b_ub=right, bounds=(0, None), method="highs")
            low = math.ceil(least.fun - 1e-6)
            high = math.floor(-most.fun + 1e-6) if most.status == 0 else 10**6
            assert low <= truth <= high
            found.append((high - low + 1, truth, summands))
        return sorted(found)
