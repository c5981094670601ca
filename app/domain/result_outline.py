"""From numbers under their names to a document: what stands where, and what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.domain import result_cells as cells
from app.domain.disclosure import Guard
from app.domain.equality import ITEMS, NOT_ASKED, NOT_SAID
from app.domain.result_cells import Cell, Counts
from app.domain.results import Document, Part, Profile, Question, Theme, Words

Shown = Mapping[Cell, int | None]

FEW = "few"
"""The key of what is named nowhere because too few people stand behind it."""


@dataclass(frozen=True, slots=True)
class Code:
    """A theme and where it stands in its tree."""

    code_id: str
    name: str
    under: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question as it is asked; the answers it offers in their order, none where it is open."""

    key: str
    kind: str
    words: Words
    answers: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Outline:
    """What results are about, without a number."""

    name: str
    year: int
    questions: tuple[Asked, ...]
    codes: tuple[Code, ...] = ()
    frame: str = ""
    frame_version: int = 0
    areas: Mapping[str, str] = field(default_factory=dict)
    """Code -> name."""
    events: tuple[tuple[str, str], ...] = ()
    """Of a year: id and name of each."""
    notes: tuple[str, ...] = ()


def document(outline: Outline, shown: Shown, guard: Guard) -> Document:
    """`shown`: each number as it may be shown, None where it is hidden; what is not in it is nought."""
    return Document(
        name=outline.name,
        year=outline.year,
        conversations=shown.get(cells.CONVERSATIONS, 0),
        people=shown.get(cells.PEOPLE, 0),
        below=guard.below,
        round_to=guard.round_to,
        frame=outline.frame,
        frame_version=outline.frame_version,
        coded=shown.get(cells.CODED, 0),
        themes=tuple(theme(code, shown.get(cells.theme(code.code_id), 0)) for code in outline.codes),
        questions=tuple(question(one, outline.codes, shown) for one in outline.questions),
        areas=named(shown, "area", outline.areas),
        communities=named(shown, "community", {}),
        events=tuple(
            Part(event, {"en": name}, shown.get(cells.event(event), 0)) for event, name in outline.events
        ),
        profiles=tuple(profiles(shown)) if shown.get(cells.PROFILED, 0) != 0 else (),
        profiled=shown.get(cells.PROFILED, 0),
        notes=outline.notes,
    )


def theme(code: Code, count: int | None) -> Theme:
    return Theme(code.code_id, code.name, count, code.under)


def question(asked: Asked, codes: Iterable[Code], shown: Shown) -> Question:
    """Themes that never came up with this question are left out."""
    themes = [(code, shown.get(cells.said(asked.key, code.code_id), 0)) for code in codes]
    return Question(
        key=asked.key,
        kind=asked.kind,
        words=asked.words,
        answered=shown.get(cells.answered(asked.key), 0),
        themes=() if asked.answers else tuple(theme(code, count) for code, count in themes if count != 0),
        answers=tuple(
            Part(key, words, shown.get(cells.answer(asked.key, key), 0)) for key, words in asked.answers
        ),
    )


def named(shown: Shown, kind: str, names: Mapping[str, str]) -> tuple[Part, ...]:
    """The largest first. What is hidden stands together without a name, and so does what nobody named."""
    found = {cell[1]: count for cell, count in shown.items() if cell[0] == kind and count != 0}
    parts = [
        Part(key, {"en": names.get(key, key)}, count)
        for key, count in found.items()
        if key != cells.NOWHERE and count is not None
    ]
    parts.sort(key=lambda one: (-(one.count or 0), one.words["en"]))
    if any(count is None for key, count in found.items() if key != cells.NOWHERE):
        parts.append(Part(FEW, {"en": ""}, None))
    if cells.NOWHERE in found:
        parts.append(Part(cells.NOWHERE, {"en": ""}, found[cells.NOWHERE]))
    return tuple(parts)


def noughts(outline: Outline, counts: Counts) -> dict[Cell, int]:
    """Every number a document of this may hold, also those that are nought."""
    found: dict[Cell, int] = dict.fromkeys(
        (cells.CONVERSATIONS, cells.PEOPLE, cells.CODED, cells.PROFILED), 0
    )
    found |= {cells.theme(code.code_id): 0 for code in outline.codes}
    for asked in outline.questions:
        found[cells.answered(asked.key)] = 0
        found |= {cells.answer(asked.key, key): 0 for key, _words in asked.answers}
        if not asked.answers:
            found |= {cells.said(asked.key, code.code_id): 0 for code in outline.codes}
    if counts.get(cells.PROFILED):
        for item, one in ITEMS.items():
            found |= {cells.profile(item, value): 0 for value in (*one.values, NOT_SAID, NOT_ASKED)}
    return found


def profiles(shown: Shown) -> Iterable[Profile]:
    for item, asked in ITEMS.items():
        yield Profile(
            item=item,
            answers=tuple(
                Part(value, {}, shown.get(cells.profile(item, value), 0)) for value in asked.values
            ),
            not_said=shown.get(cells.profile(item, NOT_SAID), 0),
            not_asked=shown.get(cells.profile(item, NOT_ASKED), 0),
        )


def cells_of(made: Document) -> dict[Cell, int | None]:
    """The numbers of a document under their names again. What stands there without a name is left out."""
    found: dict[Cell, int | None] = {
        cells.CONVERSATIONS: made.conversations,
        cells.PEOPLE: made.people,
        cells.CODED: made.coded,
        cells.PROFILED: made.profiled,
    }
    found |= {cells.theme(one.code_id): one.count for one in made.themes}
    for asked in made.questions:
        found[cells.answered(asked.key)] = asked.answered
        found |= {cells.said(asked.key, one.code_id): one.count for one in asked.themes}
        found |= {cells.answer(asked.key, one.key): one.count for one in asked.answers}
    found |= {cells.area(one.key): one.count for one in made.areas if one.key != FEW}
    found |= {cells.community(one.key): one.count for one in made.communities if one.key != FEW}
    found |= {cells.event(one.key): one.count for one in made.events}
    for one in made.profiles:
        found |= {cells.profile(one.item, part.key): part.count for part in one.answers}
        found[cells.profile(one.item, NOT_SAID)] = one.not_said
        found[cells.profile(one.item, NOT_ASKED)] = one.not_asked
    return found
