"""Words of somebody that nobody sees: spans of what they said, each with its reason, that never shift.

Positions are code points of the original, the end is past the last. What hides stands over the words; the
words beneath are not changed until the date on which they are overwritten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.domain.insight import RedactionReason

BLOCK = "\u2588"
"""What stands where something was overwritten: one for each code point."""
MOST = 200
"""Spans in one point."""


@dataclass(frozen=True, slots=True)
class Span:
    """What is hidden, and why."""

    start: int
    end: int
    reason: RedactionReason


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of what was said: its words, or the reason why they are hidden."""

    start: int
    end: int
    words: str
    """Empty where hidden."""
    reason: RedactionReason | None = None

    @property
    def is_hidden(self) -> bool:
        return self.reason is not None


def shown(text: str, spans: Iterable[Span]) -> tuple[Segment, ...]:
    """The text in pieces, in its order, none left out and none empty."""
    pieces: list[Segment] = []
    at = 0
    for span in joined(spans, len(text)):
        if at < span.start:
            pieces.append(Segment(at, span.start, text[at : span.start]))
        pieces.append(Segment(span.start, span.end, "", span.reason))
        at = span.end
    if at < len(text):
        pieces.append(Segment(at, len(text), text[at:]))
    return tuple(pieces)


def joined(spans: Iterable[Span], length: int) -> list[Span]:
    """Within the text, in its order. Those that overlap become one, which keeps the first one's reason."""
    kept: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, -one.end, one.reason)):
        start, end = max(0, span.start), min(span.end, length)
        if start >= end:
            continue
        if kept and start < kept[-1].end:
            kept[-1] = Span(kept[-1].start, max(kept[-1].end, end), kept[-1].reason)
        else:
            kept.append(Span(start, end, span.reason))
    return kept


def plain(pieces: Sequence[Segment], *, hidden: str = "\u2026") -> str:
    """The words with one sign for each hidden piece."""
    return "".join(hidden if piece.is_hidden else piece.words for piece in pieces)


def between(pieces: Sequence[Segment], start: int, end: int, *, hidden: str = "\u2026") -> str:
    """Some of the words, with one sign for each hidden piece."""
    found = []
    for piece in pieces:
        low, high = max(piece.start, start), min(piece.end, end)
        if low < high:
            found.append(hidden if piece.is_hidden else piece.words[low - piece.start : high - piece.start])
    return "".join(found)


def overwritten(text: str, spans: Iterable[Span]) -> str:
    """The text with each hidden code point replaced by a block; as long as before."""
    letters = list(text)
    for span in joined(spans, len(text)):
        letters[span.start : span.end] = BLOCK * (span.end - span.start)
    return "".join(letters)


def is_free(start: int, end: int, spans: Iterable[Span]) -> bool:
    """Whether anything of it is not hidden yet."""
    covered = [(one.start, one.end) for one in spans]
    return any(not any(low <= at < high for low, high in covered) for at in range(start, end))
