"""Puts invented sentences together: `(a|b)` is one of the two, `{here}` a word of a list."""

from __future__ import annotations

import functools
import random
import re
from collections.abc import Mapping, Sequence
from typing import Any

Toml = Mapping[str, Any]
Part = str | tuple["Pattern", ...]
Pattern = tuple[Part, ...]
"""Words as they are, or several ways to go on."""

BRACES = re.compile(r"\{(\w+)\}")
TOO_MUCH_SPACE = re.compile(r"\s+")
SPACE_BEFORE = re.compile(r" +([.,!?)])")
STARTS = re.compile(r"(?:^|(?<=[.!?] ))([a-z])")
ENDS = (".", "!", "?", "…", "。", "۔", "।", "؟", ")")


class WordsFaultError(ValueError):
    """A sentence of the files cannot be read; the message holds it."""


@functools.cache
def parsed(sentence: str) -> Pattern:
    """Raises: WordsFaultError where brackets do not match."""
    made, end = until(sentence, 0, "")
    if end != len(sentence):
        raise WordsFaultError(sentence)
    return made


def until(sentence: str, at: int, closing: str) -> tuple[Pattern, int]:
    """What stands from here to one of these letters, and where that is."""
    parts: list[Part] = []
    while at < len(sentence) and sentence[at] not in (closing or ")"):
        stop = min(
            (found for mark in "()|" if (found := sentence.find(mark, at)) >= 0 and (closing or mark != "|")),
            default=len(sentence),
        )
        if stop > at:
            parts.append(sentence[at:stop])
            at = stop
        elif sentence[at] == "(":
            ways, at = several(sentence, at + 1)
            parts.append(ways)
    return tuple(parts), at


def several(sentence: str, at: int) -> tuple[tuple[Pattern, ...], int]:
    ways = []
    while True:
        way, at = until(sentence, at, "|)")
        ways.append(way)
        if at >= len(sentence):
            raise WordsFaultError(sentence)
        if sentence[at] == ")":
            return tuple(ways), at + 1
        at += 1


def said_of(pattern: Pattern, dice: random.Random) -> str:
    return "".join(part if isinstance(part, str) else said_of(dice.choice(part), dice) for part in pattern)


class Slots:
    """What stands for the words in braces, the same `who` all through one piece."""

    def __init__(self, file: Toml, dice: random.Random) -> None:
        self.lists: Mapping[str, Sequence[str]] = file["words"]
        self.who: Sequence[Sequence[str]] = file["who"]
        self.dice = dice

    def filled(self, text: str, **given: str) -> str:
        """Raises: WordsFaultError for a word nobody knows."""
        who, they, them, their = self.dice.choice(self.who)
        known = {"who": who, "they": they, "them": them, "their": their, **given}
        known["who_cap"] = who[0].upper() + who[1:]

        def word(found: re.Match[str]) -> str:
            name = found[1]
            if name in known:
                return known[name]
            if name not in self.lists:
                raise WordsFaultError(f"{{{name}}} in: {text}")
            return self.dice.choice(self.lists[name])

        return tidy(BRACES.sub(word, text))


def tidy(text: str) -> str:
    """Single spaces, none before a full stop, no sign twice, a capital after each end of a sentence."""
    text = TOO_MUCH_SPACE.sub(" ", text).strip()
    text = SPACE_BEFORE.sub(r"\1", text)
    text = re.sub(r"([?!])\.|\.([?!])", r"\1\2", text)
    text = re.sub(r"(?<!\.)\.\.(?!\.)", ".", text)
    text = re.sub(r",\.", ".", text)
    return STARTS.sub(lambda found: found[1].upper(), text)


def ended(text: str) -> str:
    """With a full stop where nothing else ends it."""
    return text if not text or text.endswith(ENDS) or not text[-1].isalnum() else f"{text}."


def slipped(text: str, slips: Mapping[str, str], dice: random.Random) -> str:
    """As it is typed in a hurry: some words misspelt, sometimes no capitals and no full stops."""
    for meant, typed in slips.items():
        if dice.random() < 0.6:
            text = re.sub(rf"\b{re.escape(meant)}\b", typed, text)
    if dice.random() < 0.5:
        text = text[0].lower() + text[1:]
    if dice.random() < 0.35:
        text = text.lower()
    if dice.random() < 0.4:
        text = text.rstrip(".")
    if dice.random() < 0.2:
        text = text.replace(". ", " ")
    return text
