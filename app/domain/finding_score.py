"""How much of what is marked as personal data is found: recall, false alarms, clean texts touched."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.domain.likely_personal import Likely, Place

MARKS = {
    "NAME": Likely.NAME,
    "PHONE": Likely.PHONE,
    "EMAIL": Likely.EMAIL,
    "POSTCODE": Likely.POSTCODE,
    "NHS": Likely.NHS_NUMBER,
    "DOB": Likely.BIRTH_DATE,
    "ADDRESS": Likely.ADDRESS,
}
"""The words a file of marked texts has for each kind; those of `Likely` are read too."""
COLUMNS = ("text", "spans")
ENOUGH = 0.9
"""So much of a place must be found, as its own kind, for it to count. Source: engagement.md 6."""


class MarkedFileError(Exception):
    """The file cannot be read as marked texts; the message says why and where."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its marked places."""

    text: str
    places: tuple[Place, ...]


@dataclass(slots=True)
class Score:
    """Places marked and found by kind; false alarms by kind; texts without a mark, and those touched."""

    marked: Counter[Likely] = field(default_factory=Counter)
    found: Counter[Likely] = field(default_factory=Counter)
    alarms: Counter[Likely] = field(default_factory=Counter)
    clean: int = 0
    touched: int = 0

    def recall(self, kind: Likely | None = None) -> float:
        """Of one kind, or of all; 0 where nothing is marked."""
        marked = self.marked[kind] if kind else self.marked.total()
        return (self.found[kind] if kind else self.found.total()) / marked if marked else 0.0

    def add(self, text: Marked, found: Sequence[Place]) -> None:
        for mark in text.places:
            self.marked[mark.kind] += 1
            self.found[mark.kind] += is_covered(mark, found)
        for one in found:
            self.alarms[one.kind] += not any(shared(one, mark) for mark in text.places)
        if not text.places:
            self.clean += 1
            self.touched += bool(found)


def is_covered(mark: Place, found: Iterable[Place]) -> bool:
    part = sum(shared(mark, one) for one in found if one.kind is mark.kind)
    return part >= ENOUGH * (mark.end - mark.start)


def shared(one: Place, other: Place) -> int:
    """How many letters two places share."""
    return max(0, min(one.end, other.end) - max(one.start, other.start))


def marked_texts(lines: Iterable[str]) -> list[Marked]:
    """The rows of a CSV file with the columns text and spans (`start:end:KIND|...`).

    Raises: MarkedFileError.
    """
    rows = csv.DictReader(lines, strict=True)
    try:
        missing = [name for name in COLUMNS if name not in (rows.fieldnames or ())]
        if missing:
            raise MarkedFileError(
                f"the first line must name the columns text and spans; missing: {', '.join(missing)}"
            )
        texts = [
            Marked(row["text"] or "", tuple(places_in(row["text"] or "", row["spans"] or "", rows.line_num)))
            for row in rows
        ]
    except csv.Error as error:
        raise MarkedFileError(f"line {rows.line_num}: {error}") from error
    if not texts:
        raise MarkedFileError("there is no text in it")
    return texts


def places_in(text: str, spans: str, line: int) -> Iterator[Place]:
    for span in filter(None, (one.strip() for one in spans.split("|"))):
        start, _, rest = span.partition(":")
        end, _, kind = rest.partition(":")
        is_known = kind in MARKS or kind in set(Likely)
        if not (start.isdecimal() and end.isdecimal() and is_known and int(start) < int(end) <= len(text)):
            raise MarkedFileError(f"line {line}: {span!r} is not start:end:KIND within its text")
        yield Place(MARKS.get(kind) or Likely(kind), int(start), int(end))
