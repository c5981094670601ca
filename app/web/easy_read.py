"""A page in Easy Read: a drawing at the start, one idea in one sentence beside it.

Each paragraph of the file comes after a line `!drawing`; `## ` begins a part.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from markupsafe import Markup

from app.gateways.place_pages import PageText
from app.web.prose import prose

BLANK_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Line:
    drawing: str
    words: Markup


@dataclass(frozen=True, slots=True)
class Part:
    heading: str
    """Empty for what stands before the first heading."""
    lines: tuple[Line, ...]


def parts_of(text: PageText) -> list[Part]:
    heading, lines, found = "", list[Line](), list[Part]()
    for block in BLANK_LINES.split(text.body):
        if block.startswith("## "):
            found.append(Part(heading, tuple(lines)))
            heading, lines = block[3:].strip(), []
        elif block.strip():
            lines.append(line_of(text, block.strip()))
    found.append(Part(heading, tuple(lines)))
    return [part for part in found if part.lines]


def line_of(text: PageText, block: str) -> Line:
    first, _break, rest = block.partition("\n")
    drawing, words = (first[1:].strip(), rest) if first.startswith("!") else ("", block)
    return Line(drawing, prose(replace(text, body=words)))
