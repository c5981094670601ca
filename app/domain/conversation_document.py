"""What one conversation holds, however it came: the shape a tablet seals and a form posts.

Shape (JSON): `{"v": 1, "language": "en", "answers": {key: {"text": ..} | {"choice": ..} | {"scale": n}},
"people": 1-4, "chat_maker": "", "decision_maker": "", "reflection": "", "area": code, "community": "",
"age": AgeBand, "helped": bool, "unfinished": bool, "captured_at": ISO moment or "", "replaces": digest or "",
"kept": [kinds of personal data somebody chose to keep], "quote": QuotePermission}`. `key` is a question's.
What cannot be read is not thrown away: an answer to a question we do not know is kept under its key.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.domain.engagement import MOST_PEOPLE, MOST_WORDS, AgeBand
from app.domain.insight import QuotePermission
from app.domain.typed_text import clean_line, clean_lines

VERSION = 1
MOST_ANSWERS = 60
MOST_KEY = 60
MOST_NAME = 200


class NotAConversationError(ValueError):
    """What came is not the shape of a conversation at all."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: words, a choice or a number."""

    text: str = ""
    choice: str = ""
    scale: int | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.choice and self.scale is None


@dataclass(frozen=True, slots=True)
class Document:
    """A conversation as it was taken down."""

    answers: Mapping[str, Answer] = field(default_factory=dict)
    language: str = "en"
    people: int = 1
    """`MOST_PEOPLE` stands for that many or more."""
    chat_maker: str = ""
    decision_maker: str = ""
    reflection: str = ""
    area: str = ""
    community: str = ""
    age: AgeBand = AgeBand.NOT_ASKED
    is_helped: bool = False
    """Somebody typed for them."""
    is_unfinished: bool = False
    captured_at: dt.datetime | None = None
    """By the device's own clock."""
    replaces: str = ""
    """Digest of the version that its author mended."""
    kept: tuple[str, ...] = ()
    may_quote: QuotePermission = QuotePermission.NOT_ASKED

    @property
    def is_empty(self) -> bool:
        """Did nobody say anything?"""
        return not self.reflection and all(answer.is_empty for answer in self.answers.values())


def document_from(raw: object) -> Document:
    """What was sent, cleaned: NFC, no control letters, bounded. Raises: NotAConversationError."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("answers", {}), Mapping):
        raise NotAConversationError
    given: Mapping[str, Any] = raw
    answers = {
        key: answer
        for name, value in list(given.get("answers", {}).items())[:MOST_ANSWERS]
        if (key := line(name)[:MOST_KEY]) and not (answer := answer_from(value)).is_empty
    }
    people = given.get("people")
    return Document(
        answers=answers,
        language=line(given.get("language"))[:12] or "en",
        people=min(max(people, 1), MOST_PEOPLE) if type(people) is int else 1,
        chat_maker=line(given.get("chat_maker"))[:MOST_NAME],
        decision_maker=line(given.get("decision_maker"))[:MOST_NAME],
        reflection=words(given.get("reflection")),
        area=line(given.get("area"))[:MOST_KEY],
        community=line(given.get("community"))[:MOST_NAME],
        age=age_from(given.get("age")),
        is_helped=given.get("helped") is True,
        is_unfinished=given.get("unfinished") is True,
        captured_at=moment_from(given.get("captured_at")),
        replaces=line(given.get("replaces"))[:64],
        kept=tuple(sorted({line(one)[:20] for one in listed(given.get("kept"))} - {""})),
        may_quote=permission_from(given.get("quote")),
    )


def answer_from(value: object) -> Answer:
    if isinstance(value, str):
        return Answer(text=words(value))
    if not isinstance(value, Mapping):
        return Answer()
    scale = value.get("scale")
    return Answer(
        text=words(value.get("text")),
        choice=line(value.get("choice"))[:MOST_KEY],
        scale=scale if type(scale) is int and -1000 <= scale <= 1000 else None,
    )


def words(value: object) -> str:
    """Running words, bounded; nothing for what is no text."""
    return clean_lines(value)[:MOST_WORDS].strip() if isinstance(value, str) else ""


def line(value: object) -> str:
    """One line of words."""
    return clean_line(value) if isinstance(value, str) else ""


def age_from(value: object) -> AgeBand:
    try:
        return AgeBand(str(value))
    except ValueError:
        return AgeBand.NOT_ASKED


def permission_from(value: object) -> QuotePermission:
    try:
        return QuotePermission(str(value))
    except ValueError:
        return QuotePermission.NOT_ASKED


def moment_from(value: object) -> dt.datetime | None:
    """Aware UTC; None where it is no moment."""
    try:
        moment = dt.datetime.fromisoformat(str(value))
        return moment.astimezone(dt.UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def listed(value: object) -> list[object]:
    return list(value) if isinstance(value, list) else []


def plain(document: Document) -> dict[str, object]:
    """The document as JSON takes it: what `document_from` reads back as the same."""
    return {
        "v": VERSION,
        "language": document.language,
        "answers": {key: plain_answer(answer) for key, answer in document.answers.items()},
        "people": document.people,
        "chat_maker": document.chat_maker,
        "decision_maker": document.decision_maker,
        "reflection": document.reflection,
        "area": document.area,
        "community": document.community,
        "age": document.age.value,
        "helped": document.is_helped,
        "unfinished": document.is_unfinished,
        "captured_at": document.captured_at.isoformat() if document.captured_at else "",
        "replaces": document.replaces,
        "kept": list(document.kept),
        "quote": document.may_quote.value,
    }


def plain_answer(answer: Answer) -> dict[str, object]:
    if answer.scale is not None:
        return {"scale": answer.scale, **({"text": answer.text} if answer.text else {})}
    if answer.choice:
        return {"choice": answer.choice, **({"text": answer.text} if answer.text else {})}
    return {"text": answer.text}


def digest_of(document: Document) -> str:
    """By which the same conversation is known when it is sent again in the clear. Shape: 64 hex digits."""
    text = json.dumps(plain(document), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
