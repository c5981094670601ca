"""What was chosen at an event, counted, as it may be shown outside the team. No words of anybody's."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import String, case, cast, func, select

from app.database import db
from app.domain.disclosure import SHARED, TOTAL, protected
from app.domain.engagement import ConversationState, QuestionKind
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.queries.events import Asked, asked


@dataclass(frozen=True, slots=True)
class Counted:
    """One question with how often each answer was given; None where it is too few to show."""

    question: Asked
    answers: tuple[tuple[str, int | None], ...]
    whole: int | None


def counted(event: Event, language: str) -> list[Counted]:
    """Choices and scales of what is kept, small numbers hidden and the others rounded. One statement."""
    answer = case((Point.scale.is_not(None), cast(Point.scale, String)), else_=Point.choice)
    rows = db.session.execute(
        select(Point.question_key, answer, func.count())
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(Conversation.event_id == event.id, Conversation.state == ConversationState.KEPT)
        .group_by(Point.question_key, answer)
    )
    numbers = {(row[0], str(row[1])): int(row[2]) for row in rows}
    return [
        counted_one(question, numbers)
        for question in asked(event, language)
        if question.kind is not QuestionKind.OPEN
    ]


def counted_one(question: Asked, numbers: dict[tuple[str, str], int]) -> Counted:
    """Answers nobody was offered are left out."""
    offered = answers_of(question)
    table = protected(numbers, [question.key], [key for key, _words in offered], SHARED)
    return Counted(
        question=question,
        answers=tuple((words, table.cell(question.key, key)) for key, words in offered),
        whole=table.cell(question.key, TOTAL),
    )


def answers_of(question: Asked) -> list[tuple[str, str]]:
    if question.kind is QuestionKind.CHOICE:
        return list(question.choices)
    ends = {question.lowest: question.lowest_words, question.highest: question.highest_words}
    return [
        (str(step), f"{step}, {ends[step]}" if ends.get(step) else str(step))
        for step in range(question.lowest, question.highest + 1)
    ]
