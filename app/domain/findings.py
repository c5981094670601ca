"""A findings report: what the team writes, and which tables of the frozen results stand in it.

Shape of `Report.parts`: `{"summary": "", "method": "", "next": "", "shown": [Section]}`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MOST_WORDS = 6_000
MOST_QUOTES = 40


class Section(StrEnum):
    """What may stand in a report besides the themes, which always do."""

    QUESTIONS = "questions"
    AREAS = "areas"
    COMMUNITIES = "communities"
    EVENTS = "events"
    PROFILE = "profile"
    STATEMENTS = "statements"


@dataclass(frozen=True, slots=True)
class Written:
    """A report as the team wrote it."""

    title: str
    summary: str
    method: str
    next: str
    shown: frozenset[Section] = frozenset(Section)


def plain(written: Written) -> dict[str, Any]:
    return {
        "summary": written.summary,
        "method": written.method,
        "next": written.next,
        "shown": sorted(one.value for one in written.shown),
    }


def written_from(title: str, parts: Mapping[str, Any]) -> Written:
    return Written(
        title=title,
        summary=str(parts.get("summary", "")),
        method=str(parts.get("method", "")),
        next=str(parts.get("next", "")),
        shown=sections(parts.get("shown", [one.value for one in Section])),
    )


def sections(keys: Iterable[str]) -> frozenset[Section]:
    """Those we know."""
    known = {one.value for one in Section}
    return frozenset(Section(key) for key in keys if key in known)
