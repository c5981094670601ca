"""Two typings of a card beside each other: only what differs, word by word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from app.domain.conversation_document import Document
from app.domain.engagement import AgeBand, QuestionKind
from app.domain.insight import QuotePermission
from app.domain.keying import ANSWER, differing, in_order, value_of
from app.domain.listing_difference import Part, Was, word_parts
from app.models.engagement import Event
from app.queries.events import Asked, asked
from app.web.i18n import current_language
from app.web.labels import label
from app.web.language_names import language_name


@dataclass(frozen=True, slots=True)
class Run:
    """A run of words; `differs`: the other does not have them."""

    text: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Apart:
    """One field in which two typings differ. Empty runs: nothing was typed."""

    field: str
    name: str
    first: tuple[Run, ...]
    second: tuple[Run, ...]

    @property
    def id(self) -> str:
        return f"differs-{self.field}"


def compared(event: Event, first: Document, second: Document) -> list[Apart]:
    """In the order of the card."""
    questions = {one.key: one for one in asked(event, current_language())}
    return [apart(field, first, second, questions) for field in in_order(differing(first, second), questions)]


def apart(field: str, first: Document, second: Document, questions: dict[str, Asked]) -> Apart:
    one, other = (shown(field, value_of(document, field), questions) for document in (first, second))
    parts = word_parts(one, other) if one and other else (Part(Was.GONE, one), Part(Was.ADDED, other))
    return Apart(field, name_of(field, questions), runs(parts, Was.GONE), runs(parts, Was.ADDED))


def runs(parts: Iterable[Part], own: Was) -> tuple[Run, ...]:
    """One side: what both have, and its own."""
    return tuple(
        Run(part.text, part.was is own) for part in parts if part.was in (Was.KEPT, own) and part.text
    )


def name_of(field: str, questions: dict[str, Asked]) -> str:
    key = field.removeprefix(ANSWER)
    if field.startswith(ANSWER):
        return questions[key].words if key in questions else key
    return {
        "language": _("Language of these cards"),
        "people": _("How many are talking?"),
        "community": _("The community they speak for"),
        "chat_maker": _("Who wrote it for them"),
        "age": _("How old are they?"),
        "quote": _("May we show their words?"),
    }[field]


def shown(field: str, value: str, questions: dict[str, Asked]) -> str:
    """A value as people read it."""
    if not value:
        return ""
    if field == "language":
        return language_name(value)
    if field == "age":
        return label(AgeBand(value))
    if field == "quote":
        return label(QuotePermission(value))
    found = questions.get(field.removeprefix(ANSWER)) if field.startswith(ANSWER) else None
    if found and found.kind is QuestionKind.CHOICE:
        return dict(found.choices).get(value, value)
    return value
