"""Results parted by area, community, event or deprivation, for one question or all: a page's own filter."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from app.domain.disclosure import TEAM
from app.domain.results import Document, in_words
from app.models.code_frames import FrameVersion
from app.models.engagement import Event
from app.queries import frames, result_outline, said_by
from app.queries.said_by import By
from app.web.i18n import current_language

MOST_THEMES = 5

BY_WORDS = {
    By.AREA: _l("Area"),
    By.COMMUNITY: _l("Community"),
    By.EVENT: _l("Event"),
    By.TENTH: _l("How poor the area is"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One area, community, event or tenth. `themes`: names with their numbers, the largest first."""

    name: str
    is_named: bool
    """Is it called what somebody called it? Else the words are ours."""
    conversations: int | None
    themes: tuple[tuple[str, int], ...]
    more: int
    """Themes that are shown no more here, or are too small to show."""


@dataclass(frozen=True, slots=True)
class Closer:
    by: By
    question: str
    ways: tuple[tuple[str, str], ...]
    questions: tuple[tuple[str, str], ...]
    heading: str
    lines: tuple[Line, ...]
    index_year: int | None
    is_asked: bool
    """Did somebody choose, so that the page should open there?"""


def closer(
    events: Sequence[Event], version: FrameVersion | None, document: Document, given: Mapping[str, str]
) -> Closer:
    """What cannot be read in the address is the usual choice."""
    ways = [by for by in By if by is not By.EVENT or len(events) > 1]
    by = next((one for one in ways if one.value == given.get("by")), By.AREA)
    language = current_language()
    asked = {one.key: in_words(one.words, language) for one in document.questions}
    question = given.get("question", "") if given.get("question", "") in asked else ""
    names = {node.code_id: node.name for node in frames.tree(version)} if version else {}
    found = said_by.parted([event.id for event in events], version, by, question, TEAM)
    called = named(by, events)
    return Closer(
        by=by,
        question=question,
        ways=tuple((one.value, str(BY_WORDS[one])) for one in ways),
        questions=(("", _("All questions")), *asked.items()),
        heading=str(BY_WORDS[by]),
        lines=tuple(
            Line(
                name=words_of(by, one.key, called),
                is_named=by is not By.TENTH and bool(one.key),
                conversations=one.conversations,
                themes=tuple((names.get(code, ""), number) for code, number in one.codes[:MOST_THEMES]),
                more=max(0, len(one.codes) - MOST_THEMES) + one.hidden,
            )
            for one in found
        ),
        index_year=said_by.index_year() if by is By.TENTH else None,
        is_asked="by" in given or "question" in given,
    )


def named(by: By, events: Sequence[Event]) -> Mapping[str, str]:
    if by is By.AREA:
        return result_outline.area_names()
    return {str(event.id): event.name for event in events} if by is By.EVENT else {}


def words_of(by: By, key: str, called: Mapping[str, str]) -> str:
    if not key:
        return _("Not known")
    if by is By.TENTH:
        return tenth_words(int(key))
    return called.get(key, key)


def tenth_words(tenth: int) -> str:
    """Shape: `1, the poorest`."""
    if tenth == 1:
        return _("1, the poorest")
    return _("10, the richest") if tenth == 10 else str(tenth)
