"""Questions as somebody wrote them, before they are rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from app.domain.engagement import QuestionKind
from app.domain.feeds.identity import slug

MOST_QUESTIONS = 30
MOST_CHOICES = 20
LONGEST_SCALE = 10
"""Steps between its two ends."""
LONGEST_KEY = 50
NOT_READ = "not-read"
"""Beside words of a language: nobody who speaks it has read them yet."""

Words = Mapping[str, Mapping[str, str]]
"""Shape: language -> {"text": .., "hint": .., "easy": ..}."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose. A new one has no key yet."""

    words: Mapping[str, str]
    key: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A question. A new one has no key yet; English is always there."""

    kind: QuestionKind
    words: Words
    key: str = ""
    choices: Sequence[Choice] = ()
    lowest: int | None = None
    highest: int | None = None
    ends: Words = field(default_factory=dict)

    def columns(self) -> dict[str, object]:
        """What a row holds besides its key and place."""
        return {
            "kind": self.kind,
            "words": {code: dict(words) for code, words in self.words.items()},
            "choices": plain_choices(self.choices),
            "lowest": self.lowest,
            "highest": self.highest,
            "ends": {code: dict(words) for code, words in self.ends.items()},
        }


@dataclass(frozen=True, slots=True)
class ReadySet:
    """A set that comes with the place folder."""

    key: str
    name: str
    about: str
    source: str
    questions: Sequence[Written]
    for_children: bool = False


def free_key(words: str, taken: Collection[str]) -> str:
    """A short readable key that is not taken."""
    start = slug(words)[:LONGEST_KEY].strip("-") or "question"
    made, number = start, 2
    while made in taken:
        made, number = f"{start}-{number}", number + 1
    return made


def plain_choices(choices: Sequence[Choice]) -> list[dict[str, object]]:
    """Each with a key of its own, which it keeps from then on."""
    made: list[dict[str, object]] = []
    taken = {one.key for one in choices if one.key}
    for one in choices:
        key = one.key or free_key(one.words["en"], taken)
        taken.add(key)
        made.append({"key": key, "words": dict(one.words)})
    return made
