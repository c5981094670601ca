"""What lies between two documents of a listing, field by field, as data. Sentences are given in web/."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from typing import Any

from app.domain.listing_document import FIELDS, Document, Section, Shape, Weight, differing, moves

LONGEST_COMPARED = 2000
"""Longer texts, in words, are shown whole beside each other."""
TOLD_APART = 0.4
"""Of how many of 1 two texts must be alike for single words to be marked; else each is marked whole."""
LIKE_ENOUGH = 0.5
"""Of how many of 1 two records must be alike to be one that changed."""


class Was(StrEnum):
    """What became of a piece of text or of an item in a list."""

    KEPT = "kept"
    ADDED = "added"
    GONE = "gone"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words. `was` is KEPT, ADDED or GONE."""

    was: Was
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A record or key of a list, before and after; `parts` names what differs inside where it changed."""

    was: Was
    before: Any = None
    after: Any = None
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldDifference:
    key: str
    section: Section
    shape: Shape
    weight: Weight
    before: Any
    after: Any
    words: tuple[Part, ...] = ()
    """For texts that both say something."""
    items: tuple[Item, ...] = ()
    """For lists, in the order of what would be, what is gone last."""


def difference(
    before: Document, after: Document, fields: Iterable[str] | None = None
) -> list[FieldDifference]:
    """The fields that differ, in the order of the form; of `fields` only, where given."""
    wanted = None if fields is None else frozenset(fields)
    return [
        field_difference(key, before, after)
        for key in differing(before, after)
        if wanted is None or key in wanted
    ]


def field_difference(key: str, before: Document, after: Document) -> FieldDifference:
    field, old, new = FIELDS[key], before[key], after[key]
    weight = field.weight
    if key == "places" and not moves(before, after):
        weight = Weight.MILD
    words: tuple[Part, ...] = ()
    items: tuple[Item, ...] = ()
    if field.shape in (Shape.LINE, Shape.PROSE) and old and new:
        words = word_parts(old, new)
    elif field.shape is Shape.KEYS:
        items = key_items(old, new)
    elif field.shape is Shape.RECORDS:
        items = record_items(old, new)
    return FieldDifference(key, field.section, field.shape, weight, old, new, words, items)


def word_parts(before: str, after: str) -> tuple[Part, ...]:
    """Two texts as runs of words kept, gone and added. What is gone stands before what took its place."""
    old, new = _words(before), _words(after)
    if max(len(old), len(new)) > LONGEST_COMPARED:
        return (Part(Was.GONE, before), Part(Was.ADDED, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < TOLD_APART:
        return tuple(part for part in (Part(Was.GONE, before), Part(Was.ADDED, after)) if part.text)
    parts: list[Part] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            parts.append(Part(Was.KEPT, "".join(old[a:b])))
            continue
        if a < b:
            parts.append(Part(Was.GONE, "".join(old[a:b])))
        if c < d:
            parts.append(Part(Was.ADDED, "".join(new[c:d])))
    return tuple(parts)


def _words(text: str) -> list[str]:
    """Words and marks, each with the space after it; a break of line stands alone."""
    return re.findall(r"\n|[^\s\w]+[^\S\n]*|\w+[^\S\n]*|[^\S\n]+", text)


def key_items(before: Sequence[str], after: Sequence[str]) -> tuple[Item, ...]:
    kept = [Item(Was.KEPT if key in before else Was.ADDED, None, key) for key in after]
    return (*kept, *(Item(Was.GONE, key) for key in before if key not in after))


def record_items(before: Sequence[Document], after: Sequence[Document]) -> tuple[Item, ...]:
    """Each record beside the one it was: the same, the one with its id, else the likest that is left."""
    left = list(before)
    found: list[Document | None] = [None] * len(after)
    for test in (_equal, _same_id, _like):
        for at, record in enumerate(after):
            if found[at] is None and (match := _first(test, record, left)) is not None:
                found[at] = match
                left.remove(match)
    items = [_item(old, new) for old, new in zip(found, after, strict=True)]
    return (*items, *(Item(Was.GONE, record) for record in left))


def _item(old: Document | None, new: Document) -> Item:
    if old is None:
        return Item(Was.ADDED, None, new)
    parts = tuple(
        name for name in dict.fromkeys((*old, *new)) if name != "id" and old.get(name) != new.get(name)
    )
    return Item(Was.CHANGED if parts else Was.KEPT, old, new, parts)


def _first(test: Any, record: Document, left: Sequence[Document]) -> Document | None:
    return next((one for one in left if test(one, record)), None)


def _equal(one: Document, other: Document) -> bool:
    return one == other


def _same_id(one: Document, other: Document) -> bool:
    return bool(one.get("id")) and one.get("id") == other.get("id")


def _like(one: Document, other: Document) -> bool:
    if one.get("id") and other.get("id"):
        return False
    names = [name for name in dict.fromkeys((*one, *other)) if one.get(name) or other.get(name)]
    alike = sum(one.get(name) == other.get(name) for name in names)
    return bool(names) and alike / len(names) >= LIKE_ENOUGH
