"""Codes, cases and coded spans as other programs for coding text take them: the shapes of REFI-QDA.

Positions are Unicode code points from 0, the end exclusive. Source: REFI-QDA 1.0 of 2019; decisions.md 28.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping
from dataclasses import dataclass

ORIGIN = "Ginnel"
_NAMES = uuid.UUID("6f0b9d0e-5a55-4f0c-9d1f-0b8f5a0c6d10")
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")
INSTEAD = "\ufffd"
COLOUR = re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})")


@dataclass(frozen=True, slots=True)
class Code:
    """A code with those below it."""

    id: uuid.UUID
    name: str
    about: str = ""
    colour: str = ""
    is_codable: bool = True
    below: tuple[Code, ...] = ()


@dataclass(frozen=True, slots=True)
class Span:
    """A code on some of a text, or on the whole of it where `start` is None."""

    code_id: uuid.UUID
    coder: str
    """A name that stands for somebody, such as "Coder 1"."""
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Comment:
    """One thing that was said, with what is known of it."""

    id: str
    name: str
    words: str
    spans: tuple[Span, ...] = ()
    variables: Mapping[str, str] | None = None
    question: str = ""


def guid(*parts: object) -> str:
    """The same parts give the same one, whenever they are asked."""
    return str(uuid.uuid5(_NAMES, "\x1f".join(str(part) for part in parts)))


def in_xml(text: str) -> str:
    """The text with a mark in place of each letter that XML cannot hold, so that positions stay."""
    return _NOT_IN_XML.sub(INSTEAD, text)


def one_line_end(text: str, spans: tuple[Span, ...]) -> tuple[str, tuple[Span, ...]]:
    """The text with line feeds only, and the spans moved to where they now lie.

    A file of plain text is often read so, and then spans behind a doubled line end would all lie wrong.
    """
    doubled = [found.start() for found in _LINE_ENDS.finditer(text) if found.end() - found.start() == 2]
    if not doubled:
        return _LINE_ENDS.sub("\n", text), spans

    def moved(at: int) -> int:
        return at - sum(place < at - 1 for place in doubled)

    return _LINE_ENDS.sub("\n", text), tuple(
        span
        if span.start is None or span.end is None
        else Span(span.code_id, span.coder, moved(span.start), moved(span.end))
        for span in spans
    )
