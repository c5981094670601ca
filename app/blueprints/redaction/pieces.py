"""The words of a point in pieces a page can show: plain, likely, hidden, and the ends of lines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from app.domain.insight import RedactionReason
from app.domain.redaction import Segment

LINE = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Piece:
    start: int
    """In code points of the original."""
    words: str
    reason: RedactionReason | None = None
    """Why it is hidden."""
    number: int = 0
    """Of the finding it is part of; 0 for none."""
    is_break: bool = False


def pieces(segments: Iterable[Segment], findings: Iterable[tuple[int, int]]) -> list[Piece]:
    """In the order of the text. A browser would shift places at the ends of lines, so these stand alone."""
    marked = list(findings)
    return [piece for segment in segments for piece in of_segment(segment, marked)]


def of_segment(segment: Segment, marked: list[tuple[int, int]]) -> Iterator[Piece]:
    if segment.is_hidden:
        yield Piece(segment.start, "", segment.reason)
        return
    cuts = {segment.start, segment.end}
    cuts.update(at for ends in marked for at in ends if segment.start < at < segment.end)
    order = sorted(cuts)
    for start, end in pairwise(order):
        number = next((at for at, (low, high) in enumerate(marked, 1) if low <= start and end <= high), 0)
        yield from lines(segment.words[start - segment.start : end - segment.start], start, number)


def lines(words: str, start: int, number: int) -> Iterator[Piece]:
    at = 0
    for line_end in LINE.finditer(words):
        if at < line_end.start():
            yield Piece(start + at, words[at : line_end.start()], number=number)
        yield Piece(start + line_end.start(), "", is_break=True)
        at = line_end.end()
    if at < len(words):
        yield Piece(start + at, words[at:], number=number)
