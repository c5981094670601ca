"""A box of paper cards typed in: which number is whose, which are typed twice, and where the two differ.

A card's number is the key: one card is one submission, however often it is sent. A sample is typed a second
time by somebody who does not see the first, and only what differs is settled. Source: engagement.md 3.2.
"""

from __future__ import annotations

import hashlib
import math
import re
import unicodedata
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from app.domain.conversation_document import Answer, Document
from app.domain.engagement import AgeBand
from app.domain.insight import ANSWERED

SAMPLE_PERCENT = 10
SAMPLE_LEAST = 5
"""So many of a box are typed twice, however small it is."""
FIRST, SECOND, SETTLED = 1, 2, 3
"""Rounds of a card: typed, typed again, and what somebody settled where the two differ."""
ILLEGIBLE = "[?]"
"""Stands for a word that nobody can read."""

ANSWER = "answer-"
"""Before the key of a question in the name of a field."""
AROUND = ("language", "people", "quote", "community", "chat_maker", "age")
"""Fields of a card besides its questions."""
NOT_TOLD_APART = re.compile(r"(?:(?<!\[)\?|[\s.,;:!\u2026'\"\u2018\u2019\u201c\u201d()\-\u2013])+")
"""Two who type one card need not agree on these."""


@dataclass(frozen=True, slots=True)
class Typed:
    """One typing of one card, without what it says."""

    card: int
    round: int
    by: uuid.UUID | None
    is_settled: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """The cards of an event as far as they are typed in."""

    event_id: uuid.UUID
    printed: int
    typed: tuple[Typed, ...] = ()

    def round(self, number: int) -> dict[int, Typed]:
        return {one.card: one for one in self.typed if one.round == number}

    @property
    def keyed(self) -> int:
        return len(self.round(FIRST))

    @property
    def twice(self) -> int:
        return len(self.round(SECOND))

    @property
    def left(self) -> int:
        """Printed and not typed: some never come back."""
        return max(self.printed - self.keyed, 0)

    @property
    def differing(self) -> list[int]:
        """Cards whose two typings differ, and nobody has settled it."""
        return sorted(card for card, one in self.round(SECOND).items() if not one.is_settled)

    @property
    def to_type_again(self) -> list[int]:
        """Cards of the sample nobody has typed a second time."""
        again = self.round(SECOND)
        return [card for card in drawn(self.event_id, self.round(FIRST)) if card not in again]

    def is_alone(self, by: uuid.UUID | None) -> bool:
        """Did they type every card so far?"""
        return all(one.by == by for one in self.round(FIRST).values())

    def may_type_again(self, card: int, by: uuid.UUID | None) -> bool:
        """Never who typed it first, except where nobody else types this box."""
        first = self.round(FIRST).get(card)
        return first is not None and (first.by != by or self.is_alone(by))

    def for_second(self, by: uuid.UUID | None) -> list[int]:
        """What this person is asked to type a second time."""
        return [card for card in self.to_type_again if self.may_type_again(card, by)]


def submission_of(event_id: uuid.UUID, card: int) -> uuid.UUID:
    """The same for a card however often it is sent."""
    return uuid.uuid5(event_id, f"card {card}")


def sample_size(many: int) -> int:
    return min(many, max(SAMPLE_LEAST, math.ceil(many * SAMPLE_PERCENT / 100)))


def drawn(event_id: uuid.UUID, cards: Iterable[int]) -> list[int]:
    """The cards of a box that are typed twice: drawn by lot, and the same lot each time it is asked."""
    lots = sorted(cards, key=lambda card: hashlib.sha256(f"{event_id}/{card}".encode()).digest())
    return lots[: sample_size(len(lots))]


def fields_of(*documents: Document) -> list[str]:
    """Names of all that any of them says, questions first."""
    asked = dict.fromkeys(key for document in documents for key in document.answers)
    around = [name for name in AROUND if any(value_of(one, name) for one in documents)]
    return [*(ANSWER + key for key in asked), *around]


def value_of(document: Document, field: str) -> str:
    """What a document says in a field, as somebody would type it; empty for nothing."""
    if field.startswith(ANSWER):
        answer = document.answers.get(field.removeprefix(ANSWER), Answer())
        return answer.text or answer.choice or ("" if answer.scale is None else str(answer.scale))
    if field == "age":
        return "" if document.age is AgeBand.NOT_ASKED else document.age.value
    if field == "quote":
        return document.may_quote.value if document.may_quote in ANSWERED else ""
    return str(getattr(document, field))


def differing(first: Document, second: Document) -> list[str]:
    """Names of the fields in which two typings differ by more than spaces, capitals and stops."""
    return [
        field
        for field in fields_of(first, second)
        if folded(value_of(first, field)) != folded(value_of(second, field))
    ]


def folded(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return NOT_TOLD_APART.sub(" ", plain).strip()


def taking(document: Document, other: Document, fields: Iterable[str]) -> Document:
    """The document with some fields as the other has them."""
    answers, around = dict(document.answers), {}
    for field in fields:
        if not field.startswith(ANSWER):
            around[field] = getattr(other, field)
            continue
        key = field.removeprefix(ANSWER)
        answers.pop(key, None)
        if key in other.answers:
            answers[key] = other.answers[key]
    return replace(document, answers=answers, **around)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a box was typed the first time, as far as it was typed twice and settled."""

    cards: int = 0
    answers: int = 0
    """Fields in which the card says something."""
    wrong: int = 0

    @property
    def in_hundred(self) -> int:
        return round(100 * self.wrong / self.answers) if self.answers else 0


def quality(pairs: Iterable[tuple[Document, Document]]) -> Quality:
    """Of cards typed twice: the first typing, and what holds now."""
    found = Quality()
    for first, now in pairs:
        found = Quality(
            found.cards + 1,
            found.answers + len(fields_of(first, now)),
            found.wrong + len(differing(first, now)),
        )
    return found


def in_order(fields: Iterable[str], asked: Mapping[str, object]) -> list[str]:
    """Fields in the order of the card: its questions, then the rest."""
    order = [*(ANSWER + key for key in asked), *AROUND]
    return sorted(fields, key=lambda field: order.index(field) if field in order else len(order))
