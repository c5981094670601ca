"""Some words of what is shown, as places in the original: code points, the end not included."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from app.domain.insight import RedactionReason
from app.domain.redaction import Segment

QUOTES = "\"'“”‘’«»"
Ends = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of what is shown: coded words are marked, hidden ones say why."""

    words: str
    reason: RedactionReason | None = None
    is_marked: bool = False


def found(segments: Iterable[Segment], typed: str) -> list[Ends]:
    """Where somebody's words stand in what is shown; case and spaces do not matter."""
    words = [re.escape(word) for word in typed.strip().strip(QUOTES).split()]
    if not words:
        return []
    pattern = re.compile(r"\s+".join(words), re.IGNORECASE)
    return [
        (segment.start + hit.start(), segment.start + hit.end())
        for segment in segments
        if not segment.is_hidden
        for hit in pattern.finditer(segment.words)
    ]


def marked(segments: Sequence[Segment], spans: Iterable[Ends]) -> list[Part]:
    """The same, cut where a span begins or ends, what is inside one marked."""
    held = sorted(set(spans))
    made: list[Part] = []
    for segment in segments:
        if segment.is_hidden:
            made.append(Part("", segment.reason))
            continue
        inside = {edge for span in held for edge in span if segment.start < edge < segment.end}
        cuts = sorted({segment.start, segment.end, *inside})
        for start, end in pairwise(cuts):
            words = segment.words[start - segment.start : end - segment.start]
            made.append(Part(words, is_marked=any(one <= start and end <= last for one, last in held)))
    return made


def words_at(segments: Iterable[Segment], start: int, end: int) -> str:
    """The words between two places, as they are shown."""
    return "".join(
        "…" if one.is_hidden else one.words[max(start - one.start, 0) : max(end - one.start, 0)]
        for one in segments
        if one.start < end and start < one.end
    )
