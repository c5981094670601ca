"""The code frames of an export: each in its newest version, as a tree and with the path of every code."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.domain.coding import Node, at_version
from app.domain.refi import Code
from app.models.code_frames import CodeFrame
from app.models.engagement import Event
from app.queries import frames

BETWEEN = " > "


@dataclass(frozen=True, slots=True)
class Frame:
    """A code frame as it stands in its newest published version."""

    name: str
    number: int
    tree: tuple[Code, ...]
    given: tuple[Code, ...]
    """The codes that comments may have, in the order of the tree."""
    paths: Mapping[uuid.UUID, tuple[str, str]]
    """Code -> what it is called, and its path."""
    stands: Mapping[uuid.UUID, uuid.UUID]
    """Any code of the frame -> the one it counts as."""


def frames_of(events: Sequence[Event]) -> list[Frame]:
    """Those the events are coded with, by name."""
    found = {one.id: one for event in events if (one := frames.frame_of(event)) is not None}
    ordered = sorted(found.values(), key=lambda one: (one.name, str(one.id)))
    return [made for frame in ordered if (made := _frame(frame)) is not None]


def _frame(frame: CodeFrame) -> Frame | None:
    if (newest := frames.newest(frame)) is None:
        return None
    nodes = frames.tree(newest)
    history = frames.history(frame.id)
    stands = {code: at_version(history, code, newest.number).counts_as for code in history.since}
    paths = _paths(nodes)
    names = frames.names_of(code for code in history.since if code not in paths)
    return Frame(
        name=frame.name,
        number=newest.number,
        tree=_tree(nodes, None),
        given=tuple(_code(node) for node in nodes if node.is_codable),
        paths={**{code: (name, name) for code, name in names.items()}, **paths},
        stands={code: now for code, now in stands.items() if now is not None},
    )


def _tree(nodes: Sequence[Node], parent: uuid.UUID | None) -> tuple[Code, ...]:
    return tuple(
        _code(node, _tree(nodes, node.code_id) if node.has_children else ())
        for node in nodes
        if node.parent_id == parent
    )


def _code(node: Node, below: tuple[Code, ...] = ()) -> Code:
    return Code(node.code_id, node.name, about(node), node.colour, node.is_codable, below)


def about(node: Node) -> str:
    """All that the frame says of a code."""
    said = [
        node.definition,
        node.include and f"Include: {node.include}",
        node.exclude and f"Exclude: {node.exclude}",
        *(f"Example: {example}" for example in node.examples),
    ]
    return "\n".join(part for part in said if part)


def _paths(nodes: Sequence[Node]) -> dict[uuid.UUID, tuple[str, str]]:
    """In the order of the tree a code comes after the one above it."""
    paths: dict[uuid.UUID, tuple[str, str]] = {}
    for node in nodes:
        above = f"{paths[node.parent_id][1]}{BETWEEN}" if node.parent_id else ""
        paths[node.code_id] = (node.name, above + node.name)
    return paths
