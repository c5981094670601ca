"""Events, for whoever may see them, and what is asked there."""

from __future__ import annotations

import hashlib
import uuid
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.database import db
from app.domain.engagement import QuestionKind
from app.domain.errors import NotThereError
from app.domain.question_drawings import drawing_for
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.engagement import Event, Question, QuestionSetVersion
from app.models.visibility import visible_to

WHOLE = (
    joinedload(Event.asks).selectinload(QuestionSetVersion.questions),
    joinedload(Event.series),
    selectinload(Event.members),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question in one language."""

    id: uuid.UUID
    key: str
    kind: QuestionKind
    words: str
    hint: str
    language: str
    """The one it is really in: English where it was not translated."""
    drawing: str = ""
    """What it is about, for Easy Read."""
    easy: str = ""
    """The question in Easy Read, where somebody has written it."""
    choices: tuple[tuple[str, str], ...] = ()
    """Key and words of each, in their order."""
    lowest: int = 0
    highest: int = 0
    lowest_words: str = ""
    highest_words: str = ""


def event_for(viewer: Viewer, event_id: uuid.UUID, permission: Permission) -> Event:
    """The event with its questions and members. Raises: NotThereError, also for one out of reach."""
    found = db.session.scalar(
        select(Event).options(*WHOLE).where(Event.id == event_id, visible_to(Event, viewer, permission))
    )
    if found is None:
        raise NotThereError
    return found


def event_called(slug: str) -> Event:
    """Any event by its address, for those who take part. Raises: NotThereError."""
    found = db.session.scalar(select(Event).options(*WHOLE).where(Event.slug == slug))
    if found is None:
        raise NotThereError
    return found


def event_by_id(event_id: uuid.UUID) -> Event | None:
    """The event that a link names."""
    return db.session.scalar(select(Event).options(*WHOLE).where(Event.id == event_id))


def event_to_join(token: str) -> Event:
    """The event whose QR code carries this token. Raises: NotThereError."""
    found = db.session.scalar(select(Event).options(*WHOLE).where(Event.join_hash == hash_of(token)))
    if found is None:
        raise NotThereError
    return found


def hash_of(token: str) -> str:
    """SHA-256 of a secret long enough to need no more."""
    return hashlib.sha256(token.encode()).hexdigest()


def asked(event: Event, language: str) -> list[Asked]:
    """What is asked at an event, in a language where it is translated."""
    return [asked_in(question, language) for question in event.asks.questions]


def asked_in(question: Question, language: str) -> Asked:
    there = language if language in question.words else "en"
    words, ends = question.words[there], question.ends.get(there) or question.ends.get("en") or {}
    return Asked(
        id=question.id,
        key=question.key,
        kind=question.kind,
        words=words["text"],
        hint=words.get("hint", ""),
        language=there,
        drawing=drawing_for(question.words["en"]["text"]),
        easy=words.get("easy", ""),
        choices=tuple((str(one["key"]), words_of(one, there)) for one in question.choices),
        lowest=question.lowest or 0,
        highest=question.highest or 0,
        lowest_words=ends.get("lowest", ""),
        highest_words=ends.get("highest", ""),
    )


def words_of(choice: dict[str, object], language: str) -> str:
    words = choice["words"]
    if not isinstance(words, dict):
        return str(words)
    return str(words.get(language) or words["en"])
