"""Reading and changing one part of a plan, and what lies between two versions of it.

A part is named as in the document: `strengths`, `about.important`, `contingency`. A thing in a list is named
by its list and its id. `mark` says of a part, on a form, how it stood when the form was opened.
"""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, cast

from app.domain.plan import ABOUT, PlanDocument, PlanList, clean, goal_of

Record = Mapping[str, Any]

PARTS = ("strengths", *(f"about.{key}" for key in ABOUT), "contingency", "outcome", "reviewer")
"""The parts that are one text, or lines."""
INSIDE = {PlanList.GOALS: frozenset({"id", "actions"})}
"""Fields of a record that are no words of its own."""
NAME = {
    PlanList.GOALS: "words",
    PlanList.ACTIONS: "what",
    PlanList.DECISIONS: "decision",
    PlanList.PAYMENTS: "what",
}
"""The field a record is known by."""


class Did(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that two versions say differently."""

    did: Did
    part: str
    """A part, the name of a list, or `own_words`."""
    name: str = ""
    """What the record is known by, for fields of records."""
    field: str = ""
    before: Any = ""
    after: Any = ""


def part_of(document: PlanDocument, part: str) -> Any:
    """Raises: KeyError for a part there is not."""
    value: Any = document
    for name in part.split("."):
        value = value[name]
    return value


def with_part(document: PlanDocument, part: str, value: object) -> PlanDocument:
    """The document with one part changed."""
    made = copy.deepcopy(document)
    first, _, key = part.partition(".")
    if key:
        made[first][key] = value  # type: ignore[literal-required]  # `about`
    else:
        made[first] = value  # type: ignore[literal-required]
    return clean(made)


def records_of(document: PlanDocument, kind: PlanList) -> list[Record]:
    if kind is PlanList.ACTIONS:
        return [cast("Record", action) for goal in document["goals"] for action in goal["actions"]]
    return cast("list[Record]", document[kind.value])  # type: ignore[literal-required]


def record_of(document: PlanDocument, kind: PlanList, id_: str) -> Record | None:
    return next((one for one in records_of(document, kind) if one["id"] == id_), None)


def with_record(document: PlanDocument, kind: PlanList, record: Record, *, goal: str = "") -> PlanDocument:
    """The document with a thing changed or added. `goal`: the goal an action serves.

    A goal keeps its actions. Raises: KeyError for a goal there is not.
    """
    made = copy.deepcopy(document)
    if kind is PlanList.ACTIONS:
        _put_action(made, record, goal)
        return clean(made)
    held = made[kind.value]  # type: ignore[literal-required]
    old = next((one for one in held if one["id"] == record["id"]), None)
    if old is None:
        held.append({**record})
    else:
        old.update(record)
    return clean(made)


def _put_action(document: PlanDocument, record: Record, goal: str) -> None:
    before = goal_of(document, str(record["id"]))
    serves = next((one for one in document["goals"] if one["id"] == goal), None)
    if serves is None:
        raise KeyError(goal)
    if before is serves:
        next(one for one in serves["actions"] if one["id"] == record["id"]).update(record)  # type: ignore[typeddict-item]
        return
    if before is not None:
        before["actions"] = [one for one in before["actions"] if one["id"] != record["id"]]
    serves["actions"].append({**record})  # type: ignore[typeddict-item]  # `clean` gives it its shape


def without_record(document: PlanDocument, kind: PlanList, id_: str) -> PlanDocument:
    made = copy.deepcopy(document)
    if kind is PlanList.ACTIONS:
        for goal in made["goals"]:
            goal["actions"] = [one for one in goal["actions"] if one["id"] != id_]
    else:
        held = made[kind.value]  # type: ignore[literal-required]
        held[:] = [one for one in held if one["id"] != id_]
    return clean(made)


def name_of(kind: PlanList, record: Record) -> str:
    """What a record is known by: of a decision not taken yet, what is talked through."""
    return str(record[NAME[kind]] or record.get("options", ""))


def mark(value: object) -> str:
    """How something stands: values with one mark are the same. Shape: 16 hex digits; empty for nothing."""
    if value is None:
        return ""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def mark_of_record(record: Record | None, kind: PlanList) -> str:
    """Of a record's own fields: actions of a goal may change beside it."""
    inside = INSIDE.get(kind, frozenset())
    return mark(None if record is None else {key: one for key, one in record.items() if key not in inside})


def differences(before: PlanDocument, after: PlanDocument) -> list[Difference]:
    """What the second says and the first does not, in the order of the document."""
    found = list(_of_lines("strengths", before["strengths"], after["strengths"]))
    for part in PARTS[1:]:
        was, now = part_of(before, part), part_of(after, part)
        if was != now:
            did = Did.ADDED if not was else Did.REMOVED if not now else Did.CHANGED
            found.append(Difference(did, part, before=was, after=now))
    for kind in PlanList:
        found += _of_records(kind, records_of(before, kind), records_of(after, kind))
    words = [[one["words"] for one in document["own_words"]] for document in (before, after)]
    return [*found, *_of_lines("own_words", words[0], words[1])]


def _of_lines(part: str, before: list[str], after: list[str]) -> Iterable[Difference]:
    yield from (Difference(Did.ADDED, part, after=one) for one in after if one not in before)
    yield from (Difference(Did.REMOVED, part, before=one) for one in before if one not in after)


def _of_records(kind: PlanList, before: list[Record], after: list[Record]) -> Iterable[Difference]:
    was = {one["id"]: one for one in before}
    now = {one["id"]: one for one in after}
    for id_, record in now.items():
        old = was.get(id_)
        if old is None:
            yield Difference(Did.ADDED, kind.value, after=name_of(kind, record))
            continue
        for field, value in record.items():
            if field not in INSIDE.get(kind, frozenset({"id"})) and value != old[field]:
                yield Difference(Did.CHANGED, kind.value, name_of(kind, record), field, old[field], value)
    for id_, record in was.items():
        if id_ not in now:
            yield Difference(Did.REMOVED, kind.value, before=name_of(kind, record))
