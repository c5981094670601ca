"""What a frozen release holds: tables as they may be shown. Nothing in it is counted anew.

All numbers are of conversations, small ones hidden (None) and the others rounded. A conversation counts once
for a theme, however often it came up in it. Shape as JSON: that of the classes here, field for field.
Source: engagement.md 7; decisions.md 14.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

VERSION = 1

Words = Mapping[str, str]
"""Language -> words. English is always there."""


@dataclass(frozen=True, slots=True)
class Theme:
    """One code and in how many conversations it came up."""

    code_id: str
    name: str
    count: int | None
    """Conversations; None where it is too few to show."""
    under: tuple[str, ...] = ()
    """The names it stands under in the tree, the topmost first."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of what a whole is parted into: an answer, an area, a community, an event, a group of people."""

    key: str
    words: Words
    count: int | None


@dataclass(frozen=True, slots=True)
class Question:
    """What was said to one question: themes where it was open, answers where they were offered."""

    key: str
    kind: str
    """Of domain.engagement.QuestionKind."""
    words: Words
    answered: int | None
    themes: tuple[Theme, ...] = ()
    answers: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Profile:
    """Who was heard, by one question about equality. Joined to nothing anybody said."""

    item: str
    """Of domain.equality.ITEMS."""
    answers: tuple[Part, ...]
    not_said: int | None
    """Asked, and would rather not say."""
    not_asked: int | None


@dataclass(frozen=True, slots=True)
class Document:
    """A release of an event or of a year."""

    name: str
    """Of the event or the series; empty for everything of a year."""
    year: int
    conversations: int | None
    people: int | None
    """How many were talking. `4` in a conversation stands for four or more."""
    below: int
    """Numbers from 1 to below this are hidden."""
    round_to: int
    frame: str
    """The name of the code frame; empty where nothing is coded yet."""
    frame_version: int
    coded: int | None
    """Conversations of which at least one point has a code."""
    themes: tuple[Theme, ...] = ()
    """Over all questions."""
    questions: tuple[Question, ...] = ()
    areas: tuple[Part, ...] = ()
    communities: tuple[Part, ...] = ()
    events: tuple[Part, ...] = ()
    """Of a year."""
    profiles: tuple[Profile, ...] = ()
    profiled: int | None = None
    """How many answered questions about equality."""
    notes: tuple[str, ...] = field(default=())
    """Keys of what must be said beside it."""

    @property
    def hidden(self) -> int:
        """How many numbers are too small to show."""
        return sum(number is None for number in self.numbers())

    def numbers(self) -> Iterator[int | None]:
        """Every number in it."""
        yield from (self.conversations, self.people)
        yield from (one.count for one in self.themes)
        for question in self.questions:
            yield question.answered
            yield from (one.count for one in question.themes)
            yield from (one.count for one in question.answers)
        for part in (*self.areas, *self.communities, *self.events):
            yield part.count
        for profile in self.profiles:
            yield from (*(one.count for one in profile.answers), profile.not_said, profile.not_asked)


def plain(document: Document) -> dict[str, object]:
    """As JSON takes it: `document_from` reads back the same."""
    return {"v": VERSION, **json.loads(json.dumps(asdict(document)))}


def digest_of(document: Document) -> str:
    """SHA-256 of the document. Shape: 64 hex digits."""
    text = json.dumps(plain(document), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def document_from(raw: Mapping[str, Any]) -> Document:
    """What `plain` wrote."""
    return Document(
        name=str(raw.get("name", "")),
        year=int(raw.get("year", 0)),
        conversations=number(raw.get("conversations")),
        people=number(raw.get("people")),
        below=int(raw.get("below", 0)),
        round_to=int(raw.get("round_to", 1)),
        frame=str(raw.get("frame", "")),
        frame_version=int(raw.get("frame_version", 0)),
        coded=number(raw.get("coded")),
        themes=themes_from(raw.get("themes", ())),
        questions=tuple(question_from(one) for one in raw.get("questions", ())),
        areas=parts_from(raw.get("areas", ())),
        communities=parts_from(raw.get("communities", ())),
        events=parts_from(raw.get("events", ())),
        profiles=tuple(profile_from(one) for one in raw.get("profiles", ())),
        profiled=number(raw.get("profiled")),
        notes=tuple(raw.get("notes", ())),
    )


def number(raw: object) -> int | None:
    return raw if isinstance(raw, int) else None


def themes_from(raw: Iterable[Mapping[str, Any]]) -> tuple[Theme, ...]:
    return tuple(
        Theme(one["code_id"], one["name"], number(one["count"]), tuple(one.get("under", ()))) for one in raw
    )


def parts_from(raw: Iterable[Mapping[str, Any]]) -> tuple[Part, ...]:
    return tuple(Part(one["key"], dict(one["words"]), number(one["count"])) for one in raw)


def question_from(raw: Mapping[str, Any]) -> Question:
    return Question(
        key=raw["key"],
        kind=raw["kind"],
        words=dict(raw["words"]),
        answered=number(raw["answered"]),
        themes=themes_from(raw["themes"]),
        answers=parts_from(raw["answers"]),
    )


def profile_from(raw: Mapping[str, Any]) -> Profile:
    return Profile(
        item=raw["item"],
        answers=parts_from(raw["answers"]),
        not_said=number(raw["not_said"]),
        not_asked=number(raw["not_asked"]),
    )


def in_words(words: Words, language: str) -> str:
    """In the language where it was written in it, else in English."""
    return words.get(language) or words.get("en", "")


def largest_first(themes: Sequence[Theme]) -> list[Theme]:
    """Those that are shown, the largest first; hidden ones after them."""
    return sorted(themes, key=lambda one: (one.count is None, -(one.count or 0), one.name))
