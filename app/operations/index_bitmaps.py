"""Bitmaps of the search index as rows: counted again from the tables, or corrected for a few listings."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Select, delete, func, insert, select

from app.database import db
from app.models.search import ListingProjection, Occurrence, SearchBitmap, SearchTerm

Slot = tuple[str, int]
"""A bitmap's name and what of the listing goes in: a bit (-1), or its times in a day's order."""

BIT = -1


def when_key(minute: int, until: int) -> int:
    """The upper bits of an entry in a day's order."""
    return minute << 44 | until << 32


def put(term: str, bits: bytes) -> None:
    db.session.execute(delete(SearchBitmap).where(SearchBitmap.term == term))
    db.session.execute(insert(SearchBitmap).values(term=term, bits=bits))


def count_again(*, times_only: bool = False) -> None:
    """All bitmaps from the rows of terms and occurrences; `times_only` leaves the terms' as they are."""
    size = (db.session.scalar(select(func.max(ListingProjection.number))) or 0) // 8 + 1
    bits: dict[str, bytearray] = defaultdict(lambda: bytearray(size))
    if not times_only:
        for number, term in _streamed(select(SearchTerm.number, SearchTerm.term)):
            bits[term][number >> 3] |= 1 << (number & 7)
    orders: dict[str, array[int]] = defaultdict(lambda: array("Q"))
    for number, day, parts, minute, until in _streamed(
        select(Occurrence.number, Occurrence.day, Occurrence.parts, Occurrence.minute, Occurrence.until)
    ):
        name = day.isoformat()
        for part in range(3):
            if parts >> part & 1:
                bits[f"at:{name}:{part}"][number >> 3] |= 1 << (number & 7)
        orders[name].append(when_key(minute, until) | number)
    rows = [{"term": term, "bits": bytes(held)} for term, held in bits.items()]
    rows += [
        {"term": f"order:{name}", "bits": array("Q", sorted(held)).tobytes()} for name, held in orders.items()
    ]
    stale = delete(SearchBitmap)
    if times_only:
        stale = stale.where(SearchBitmap.term.like("at:%") | SearchBitmap.term.like("order:%"))
    db.session.execute(stale)
    if rows:
        db.session.execute(insert(SearchBitmap), rows)


def _streamed(statement: Select[*tuple[Any, ...]]) -> Iterable[Any]:
    return db.session.execute(statement.execution_options(yield_per=20_000))


class Changes:
    """What a few listings were in before and are in after; the difference goes into the stored bitmaps."""

    def __init__(self) -> None:
        self.before: dict[int, set[Slot]] = {}
        self.after: dict[int, set[Slot]] = {}

    def note_before(self, numbers: Sequence[int]) -> None:
        self.before |= _slots(numbers)

    def note_after(self, numbers: Sequence[int]) -> None:
        self.after |= _slots(numbers)

    def apply(self) -> None:
        changed: dict[str, list[tuple[int, int, bool]]] = defaultdict(list)
        for number in self.before.keys() | self.after.keys():
            before, after = self.before.get(number, set()), self.after.get(number, set())
            for name, when in before - after:
                changed[name].append((number, when, False))
            for name, when in after - before:
                changed[name].append((number, when, True))
        if not changed:
            return
        held = dict(
            db.session.execute(
                select(SearchBitmap.term, SearchBitmap.bits).where(SearchBitmap.term.in_(changed))
            ).all()
        )
        db.session.execute(delete(SearchBitmap).where(SearchBitmap.term.in_(changed)))
        corrected = {name: _corrected(name, held.get(name, b""), todo) for name, todo in changed.items()}
        rows = [{"term": name, "bits": bits} for name, bits in corrected.items() if any(bits)]
        if rows:
            db.session.execute(insert(SearchBitmap), rows)


def _slots(numbers: Sequence[int]) -> dict[int, set[Slot]]:
    slots: dict[int, set[Slot]] = {number: set() for number in numbers}
    for number, term in db.session.execute(
        select(SearchTerm.number, SearchTerm.term).where(SearchTerm.number.in_(numbers))
    ):
        slots[number].add((term, BIT))
    for number, day, parts, minute, until in db.session.execute(
        select(
            Occurrence.number, Occurrence.day, Occurrence.parts, Occurrence.minute, Occurrence.until
        ).where(Occurrence.number.in_(numbers))
    ):
        name = day.isoformat()
        slots[number].update((f"at:{name}:{part}", BIT) for part in range(3) if parts >> part & 1)
        slots[number].add((f"order:{name}", when_key(minute, until)))
    return slots


def _corrected(name: str, held: bytes, todo: Iterable[tuple[int, int, bool]]) -> bytes:
    if name.startswith("order:"):
        entries = set(array("Q", held))
        for number, when, is_in in todo:
            (entries.add if is_in else entries.discard)(when | number)
        return array("Q", sorted(entries)).tobytes()
    bits = bytearray(held)
    for number, _, is_in in todo:
        if len(bits) <= number >> 3:
            bits.extend(bytes((number >> 3) + 1 - len(bits)))
        if is_in:
            bits[number >> 3] |= 1 << (number & 7)
        else:
            bits[number >> 3] &= ~(1 << (number & 7)) & 0xFF
    return bytes(bits)
