"""A story as it is told: a title, parts in their order, and what would have made it better."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from app.domain.conversation_document import line, listed, words
from app.domain.story import StoryStage

MOST_PARTS = 12
MOST_TITLE = 120
MOST_FIRST_NAME = 60


@dataclass(frozen=True, slots=True)
class Part:
    """What happened at one stage of the way."""

    stage: StoryStage
    words: str


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody told."""

    title: str = ""
    parts: tuple[Part, ...] = ()
    change: str = ""
    """What would have made it better."""

    @property
    def is_empty(self) -> bool:
        return not self.parts and not self.change

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that is said in it."""
        return (self.title, *(part.words for part in self.parts), self.change)


def told_from(raw: Mapping[str, object]) -> Told:
    """What was typed or kept, cleaned; parts without words are left out."""
    parts = [
        Part(stage_from(one.get("stage")), said)
        for one in listed(raw.get("parts"))[:MOST_PARTS]
        if isinstance(one, Mapping) and (said := words(one.get("words")))
    ]
    return Told(line(raw.get("title"))[:MOST_TITLE], tuple(parts), words(raw.get("change")))


def stage_from(value: object) -> StoryStage:
    try:
        return StoryStage(str(value))
    except ValueError:
        return StoryStage.OTHER


def plain(told: Told) -> dict[str, object]:
    """As it is kept: `told_from` reads it back, but for the title, which has a column of its own."""
    return {
        "parts": [{"stage": one.stage.value, "words": one.words} for one in told.parts],
        "change": told.change,
    }
