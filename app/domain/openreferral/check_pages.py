"""Do the pages of a list say the truth about themselves, and do they add up?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.openreferral.check import Fault, Found

WHOLE = ("total_items", "total_pages", "page_number", "size")
YES_OR_NO = ("first_page", "last_page", "empty")
CONTENTS = "contents"


def contents_of(page: object) -> list[Any]:
    held = page.get(CONTENTS) if isinstance(page, Mapping) else None
    return held if isinstance(held, list) else []


def page_faults(page: object, *, number: int | None = None, per_page: int | None = None) -> Iterator[Found]:
    """What is wrong with one page: all seven things are there, and true of it.

    `number` is the page asked for. `per_page`, where it was asked for, is how many belong on it.
    """
    if not isinstance(page, Mapping):
        yield Found(Fault.NOT_A_PAGE)
        return
    where = f"page {number}" if number else ""
    yield from _shape(page, where)
    held = contents_of(page)
    said: dict[str, int] = {name: page[name] for name in WHOLE if is_whole(page.get(name))}
    flags: dict[str, bool] = {name: page[name] for name in YES_OR_NO if isinstance(page.get(name), bool)}
    at, last = said.get("page_number", number), said.get("total_pages")
    if number is not None and said.get("page_number", number) != number:
        yield Found(Fault.WRONG_NUMBER, "page_number", said["page_number"], where)
    if at is not None and flags.get("first_page", at == 1) != (at == 1):
        yield Found(Fault.WRONG_FIRST, "first_page", flags["first_page"], where)
    if at is not None and last is not None:
        ends = at >= last
        if flags.get("last_page", ends) != ends:
            yield Found(Fault.WRONG_LAST, "last_page", flags["last_page"], where)
        if per_page and at < last and len(held) != per_page:
            yield Found(Fault.SHORT_PAGE, CONTENTS, len(held), where)
    if flags.get("empty", not held) != (not held):
        yield Found(Fault.WRONG_EMPTY, "empty", flags["empty"], where)
    if said.get("size", len(held)) != len(held):
        yield Found(Fault.WRONG_SIZE, "size", said["size"], where)
    if per_page and {"total_items", "total_pages"} <= said.keys():
        pages = -(-said["total_items"] // per_page)
        if said["total_pages"] not in {pages, max(pages, 1)}:
            yield Found(Fault.PAGES_DIFFER, "total_pages", said["total_pages"], where)


def _shape(page: Mapping[str, Any], where: str) -> Iterator[Found]:
    for name in (*WHOLE, *YES_OR_NO):
        if name not in page:
            yield Found(Fault.MISSING, name, where=where)
        elif not (is_whole(page[name]) if name in WHOLE else isinstance(page[name], bool)):
            yield Found(Fault.WRONG_TYPE, name, page[name], where)
    if CONTENTS not in page:
        yield Found(Fault.MISSING, CONTENTS, where=where)
    elif not isinstance(page[CONTENTS], list):
        yield Found(Fault.WRONG_TYPE, CONTENTS, type(page[CONTENTS]).__name__, where)


def is_whole(value: object) -> bool:
    """A number without a fraction; true and false are none."""
    return (isinstance(value, int) and not isinstance(value, bool)) or (
        isinstance(value, float) and value.is_integer()
    )


@dataclass
class Sums:
    """Adds up the pages of one list as they come."""

    totals: Counter[int] = field(default_factory=Counter)
    pages: Counter[int] = field(default_factory=Counter)
    ids: Counter[str] = field(default_factory=Counter)
    records: int = 0

    def add(self, page: object) -> None:
        if not isinstance(page, Mapping):
            return
        for name, counter in (("total_items", self.totals), ("total_pages", self.pages)):
            if is_whole(page.get(name)):
                counter[int(page[name])] += 1
        for one in contents_of(page):
            self.records += 1
            if isinstance(one, Mapping) and isinstance(one.get("id"), str):
                self.ids[one["id"]] += 1

    def faults(self, *, is_whole_list: bool) -> Iterator[Found]:
        """What does not add up. Without all pages only what holds of a part is said."""
        for counter, name in ((self.totals, "total_items"), (self.pages, "total_pages")):
            if len(counter) > 1:
                values = ", ".join(str(value) for value in sorted(counter)[:5])
                yield Found(Fault.TOTALS_DIFFER, name, values)
        if is_whole_list and len(self.totals) == 1 and next(iter(self.totals)) != self.records:
            yield Found(
                Fault.TOTAL_MISSED, "total_items", f"{next(iter(self.totals))} said, {self.records} there"
            )
        for identifier, count in self.ids.items():
            if count > 1:
                yield Found(Fault.DOUBLED, "contents[].id", identifier)
