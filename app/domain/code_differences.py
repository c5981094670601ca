"""What changed from one version of a frame to the next, code by code."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from app.domain.coding import Move, Node
from app.domain.insight import CodeMoveKind


class ChangeKind(StrEnum):
    ADDED = "added"
    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    RETIRED = "retired"
    BACK = "back"
    MOVED = "moved"
    REWORDED = "reworded"
    """Its definition, notes or examples."""
    HEADING = "heading"
    """It only holds others now."""
    CODABLE = "codable"
    """It can be given now."""


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that happened to one code."""

    kind: ChangeKind
    code_id: uuid.UUID
    name: str
    others: tuple[str, ...] = ()
    """What it was called, what it went into, or what it stands under."""


K = ChangeKind
BY_MOVE = {CodeMoveKind.MERGED: K.MERGED, CodeMoveKind.SPLIT: K.SPLIT, CodeMoveKind.RETIRED: K.RETIRED}


def differences(
    before: Sequence[Node], after: Sequence[Node], moves: Iterable[Move], names: Mapping[uuid.UUID, str]
) -> list[Change]:
    """In the order of the new tree, what left it first. `names`: of codes that are in neither."""
    was = {node.code_id: node for node in before}
    called = {**names, **{one: node.name for one, node in was.items()}}
    called |= {node.code_id: node.name for node in after}
    found = [
        Change(
            BY_MOVE[move.kind],
            move.from_id,
            called.get(move.from_id, ""),
            tuple(called.get(to, "") for to in move.to_ids),
        )
        for move in moves
        if move.from_id in was
    ]
    for node in after:
        if node.code_id not in was:
            under = (called[node.parent_id],) if node.parent_id else ()
            found.append(Change(K.ADDED, node.code_id, node.name, under))
        else:
            found.extend(of_code(was[node.code_id], node, called))
    return found


def of_code(was: Node, now: Node, called: Mapping[uuid.UUID, str]) -> Iterator[Change]:
    if was.name != now.name:
        yield Change(K.RENAMED, now.code_id, now.name, (was.name,))
    if was.parent_id != now.parent_id:
        yield Change(K.MOVED, now.code_id, now.name, (called[now.parent_id],) if now.parent_id else ())
    if was.is_codable != now.is_codable:
        yield Change(K.CODABLE if now.is_codable else K.HEADING, now.code_id, now.name)
    if was.is_retired and not now.is_retired:
        yield Change(K.BACK, now.code_id, now.name)
    if words_of(was) != words_of(now):
        yield Change(K.REWORDED, now.code_id, now.name)


def words_of(node: Node) -> tuple[object, ...]:
    return node.definition, node.include, node.exclude, node.examples
