"""Codes over time: a tree of them in each version of a frame, and what each counts as in any version.

Source: engagement.md 4. A code is the same through all versions. It leaves the tree once: merged into
another, or split into several. What was coded with it keeps its code; counting asks `at_version`.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Protocol

from app.domain.insight import CodeMoveKind, CodeStatus

MOST_LEVELS = 4
MOST_CODES = 300
"""Of one version."""


class Entry(Protocol):
    """A code as it stands in one version: what the table holds."""

    code_id: uuid.UUID
    parent_id: uuid.UUID | None
    position: int
    name: str
    definition: str
    include: str
    exclude: str
    examples: list[str]
    colour: str
    is_codable: bool
    status: CodeStatus


@dataclass(frozen=True, slots=True)
class Node:
    """A code in its tree."""

    code_id: uuid.UUID
    name: str
    depth: int
    """0 at the top."""
    parent_id: uuid.UUID | None
    definition: str = ""
    include: str = ""
    exclude: str = ""
    examples: tuple[str, ...] = ()
    colour: str = ""
    is_codable: bool = True
    is_retired: bool = False
    has_children: bool = False

    @property
    def may_be_given(self) -> bool:
        return self.is_codable and not self.is_retired


def in_tree_order(entries: Iterable[Entry]) -> list[Node]:
    """Each code after the one it stands under. One whose parent is not there stands at the top."""
    rows = list(entries)
    there = {row.code_id for row in rows}
    under: dict[uuid.UUID | None, list[Entry]] = {}
    for row in sorted(rows, key=lambda row: (row.position, row.name)):
        parent = row.parent_id if row.parent_id in there else None
        under.setdefault(parent, []).append(row)
    return list(walked(under, None, 0))


def walked(
    under: Mapping[uuid.UUID | None, Sequence[Entry]], parent: uuid.UUID | None, depth: int
) -> Iterator[Node]:
    for row in under.get(parent, ()):
        yield Node(
            code_id=row.code_id,
            name=row.name,
            depth=depth,
            parent_id=parent,
            definition=row.definition,
            include=row.include,
            exclude=row.exclude,
            examples=tuple(row.examples),
            colour=row.colour,
            is_codable=row.is_codable,
            is_retired=row.status is CodeStatus.RETIRED,
            has_children=bool(under.get(row.code_id)),
        )
        yield from walked(under, row.code_id, depth + 1)


@dataclass(frozen=True, slots=True)
class Move:
    """What became of a code in a version."""

    number: int
    kind: CodeMoveKind
    from_id: uuid.UUID
    to_ids: tuple[uuid.UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """What a code counts as in a version."""

    code_id: uuid.UUID | None
    """None where nothing there stands for it."""
    waits: bool = False
    """It was split: somebody has to choose again. `code_id` is then the one that was split."""

    @property
    def counts_as(self) -> uuid.UUID | None:
        return None if self.waits else self.code_id


NOTHING = Standing(None)


@dataclass(frozen=True)
class History:
    """When each code of a frame came, and what became of it."""

    since: Mapping[uuid.UUID, int]
    moves: Sequence[Move] = field(default=())

    @cached_property
    def left(self) -> dict[uuid.UUID, Move]:
        """The move by which a code left the tree. A retired one stays in it."""
        return {move.from_id: move for move in self.moves if move.kind is not CodeMoveKind.RETIRED}

    @cached_property
    def born_of(self) -> dict[uuid.UUID, uuid.UUID]:
        """The code that each was split from when it came."""
        return {
            to: move.from_id
            for move in self.moves
            if move.kind is CodeMoveKind.SPLIT
            for to in move.to_ids
            if self.since.get(to) == move.number
        }


def at_version(history: History, code_id: uuid.UUID, number: int) -> Standing:
    """What a code counts as in version `number`, whenever it was given.

    Merged: as the code it went into. Split: it waits. Not there yet: as the code it was later split from, or
    as nothing. Retired: as itself, it is only not given any more.
    """
    seen: set[uuid.UUID] = set()
    here: uuid.UUID | None = code_id
    while here is not None and here in history.since and here not in seen:
        seen.add(here)
        if history.since[here] > number:
            here = history.born_of.get(here)
            continue
        move = history.left.get(here)
        if move is None or move.number > number:
            return Standing(here)
        if move.kind is CodeMoveKind.SPLIT:
            return Standing(here, waits=True)
        here = move.to_ids[0] if move.to_ids else None
    return NOTHING


def choices_for(history: History, code_id: uuid.UUID, number: int) -> tuple[uuid.UUID, ...]:
    """The codes to choose from where `code_id` was split, each as it stands in version `number`."""
    found: dict[uuid.UUID, None] = {}
    open_: list[uuid.UUID] = [code_id]
    seen: set[uuid.UUID] = set()
    while open_:
        here = open_.pop(0)
        if here in seen:
            continue
        seen.add(here)
        standing = at_version(history, here, number)
        if standing.code_id is None:
            continue
        if standing.waits:
            open_.extend(history.left[standing.code_id].to_ids)
        else:
            found[standing.code_id] = None
    return tuple(found)
