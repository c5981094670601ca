"""Putting a tree of codes in order: up, down, in, out; no deeper than four; no name twice in one place."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from enum import StrEnum
from typing import Any, Generic, TypeVar

from app.domain.coding import MOST_LEVELS
from app.domain.errors import NotAllowedError

E = TypeVar("E", bound=Any)
"""A row as `domain.coding.Entry` has it. The checker does not see that columns of a table are such."""


class Way(StrEnum):
    """Where a code is moved by a button."""

    UP = "up"
    DOWN = "down"
    IN = "in"
    """Under the one before it."""
    OUT = "out"
    """Beside the one it stands under."""


class Fault(StrEnum):
    """What keeps a change of codes from being made."""

    NAME_TAKEN = "name-taken"
    TOO_DEEP = "too-deep"
    UNDER_ITSELF = "under-itself"
    HAS_CHILDREN = "has-children"
    NOT_CODABLE = "not-codable"
    """What goes there has to be a code that can be given."""
    TOO_FEW = "too-few"
    TOO_MANY = "too-many"
    IS_TARGET = "is-target"
    """Another code was merged or split into it."""
    NOTHING_TO_GIVE = "nothing-to-give"
    NOT_PUBLISHED = "not-published"


class FrameFaultError(NotAllowedError):
    """A change of codes that cannot be; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__()
        self.fault = fault


class Tree(Generic[E]):
    """The rows of a version, moved about in place. Nothing is half done: it raises before it changes."""

    def __init__(self, rows: Sequence[E]) -> None:
        self.rows = list(rows)
        there = {row.code_id for row in rows}
        for row in self.rows:
            if row.parent_id not in there:
                row.parent_id = None

    def find(self, code_id: uuid.UUID | None) -> E | None:
        return next((row for row in self.rows if row.code_id == code_id), None)

    def under(self, parent_id: uuid.UUID | None) -> list[E]:
        found = [row for row in self.rows if row.parent_id == parent_id]
        return sorted(found, key=lambda row: (row.position, row.name))

    def walk(self, parent_id: uuid.UUID | None = None) -> Iterator[E]:
        for row in self.under(parent_id):
            yield row
            yield from self.walk(row.code_id)

    def depth(self, code_id: uuid.UUID | None) -> int:
        """How many levels down; 0 for the top itself."""
        row, found = self.find(code_id), 0
        while row is not None and found <= len(self.rows):
            row, found = self.find(row.parent_id), found + 1
        return found

    def height(self, code_id: uuid.UUID) -> int:
        """Levels from it down, itself one."""
        return 1 + max((self.height(row.code_id) for row in self.under(code_id)), default=0)

    def renumber(self) -> None:
        for at, row in enumerate(list(self.walk())):
            row.position = at

    def check_name(self, name: str, parent_id: uuid.UUID | None, but: uuid.UUID | None = None) -> None:
        """Raises: FrameFaultError where another under the same parent is called so."""
        said = " ".join(name.split()).casefold()
        for row in self.under(parent_id):
            if row.code_id != but and " ".join(row.name.split()).casefold() == said:
                raise FrameFaultError(Fault.NAME_TAKEN)

    def check_place(self, row: E, parent_id: uuid.UUID | None) -> None:
        """Raises: FrameFaultError."""
        if parent_id is not None and any(one.code_id == parent_id for one in (row, *self.walk(row.code_id))):
            raise FrameFaultError(Fault.UNDER_ITSELF)
        if self.depth(parent_id) + self.height(row.code_id) > MOST_LEVELS:
            raise FrameFaultError(Fault.TOO_DEEP)
        self.check_name(row.name, parent_id, row.code_id)

    def add(self, row: E) -> None:
        """At the end of those under its parent. Raises: FrameFaultError."""
        if self.depth(row.parent_id) >= MOST_LEVELS:
            raise FrameFaultError(Fault.TOO_DEEP)
        self.check_name(row.name, row.parent_id)
        row.position = len(self.rows) + 1
        self.rows.append(row)
        self.renumber()

    def put(self, row: E, parent_id: uuid.UUID | None) -> None:
        """Under another one, at the end. Raises: FrameFaultError."""
        if row.parent_id == parent_id:
            return
        self.check_place(row, parent_id)
        row.parent_id, row.position = parent_id, len(self.rows) + 1
        self.renumber()

    def shift(self, row: E, way: Way) -> None:
        """One step; nothing where there is no step to take. Raises: FrameFaultError."""
        self.renumber()
        beside = self.under(row.parent_id)
        at = beside.index(row)
        parent = self.find(row.parent_id)
        if way is Way.IN and at > 0:
            self.put(row, beside[at - 1].code_id)
        elif way is Way.OUT and parent is not None:
            self.check_place(row, parent.parent_id)
            order = self.under(parent.parent_id)
            row.parent_id = parent.parent_id
            after = order.index(parent) + 1
            self.place([*order[:after], row, *order[after:]])
        elif way in {Way.UP, Way.DOWN}:
            to = at - 1 if way is Way.UP else at + 1
            if 0 <= to < len(beside):
                beside[at], beside[to] = beside[to], beside[at]
                self.place(beside)

    def place(self, order: Sequence[E]) -> None:
        """Those beside each other, in this order."""
        for at, row in enumerate(order):
            row.position = at
        self.renumber()
