"""Sets of questions and their versions."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.engagement import SetStatus
from app.domain.errors import NotThereError
from app.models.engagement import Event, Question, QuestionSet, QuestionSetVersion

WHOLE = (selectinload(QuestionSet.versions).selectinload(QuestionSetVersion.questions),)


@dataclass(frozen=True, slots=True)
class SetRow:
    """One set in a list, as its newest version stands."""

    id: uuid.UUID
    name: str
    about: str
    source: str
    is_ready: bool
    for_children: bool
    number: int
    status: SetStatus
    questions: int


def listed() -> list[SetRow]:
    """By name; those that are no longer asked come last. One statement."""
    newest = (
        select(QuestionSetVersion.question_set_id, func.max(QuestionSetVersion.number).label("number"))
        .group_by(QuestionSetVersion.question_set_id)
        .subquery()
    )
    rows = db.session.execute(
        select(QuestionSet, QuestionSetVersion.number, QuestionSetVersion.status, func.count(Question.id))
        .join(newest, newest.c.question_set_id == QuestionSet.id)
        .join(
            QuestionSetVersion,
            (QuestionSetVersion.question_set_id == QuestionSet.id)
            & (QuestionSetVersion.number == newest.c.number),
        )
        .outerjoin(Question, Question.version_id == QuestionSetVersion.id)
        .group_by(QuestionSet.id, QuestionSetVersion.id)
        .order_by(QuestionSet.name, QuestionSet.id)
    )
    found = [
        SetRow(
            id=one.id,
            name=one.name,
            about=one.about,
            source=one.source,
            is_ready=one.is_ready,
            for_children=one.for_children,
            number=number,
            status=status,
            questions=questions,
        )
        for one, number, status, questions in rows
    ]
    return sorted(found, key=lambda row: row.status is SetStatus.RETIRED)


def set_for(set_id: uuid.UUID) -> QuestionSet:
    """With its versions and their questions. Raises: NotThereError."""
    found = db.session.scalar(select(QuestionSet).options(*WHOLE).where(QuestionSet.id == set_id))
    if found is None:
        raise NotThereError
    return found


def version_for(set_id: uuid.UUID, version_id: uuid.UUID) -> QuestionSetVersion:
    """Raises: NotThereError, also for a version of another set."""
    found = db.session.scalar(
        select(QuestionSetVersion)
        .options(selectinload(QuestionSetVersion.questions), selectinload(QuestionSetVersion.question_set))
        .where(QuestionSetVersion.id == version_id, QuestionSetVersion.question_set_id == set_id)
    )
    if found is None:
        raise NotThereError
    return found


def asked_at(one: QuestionSet) -> dict[uuid.UUID, int]:
    """Version -> at how many events it is or was asked."""
    rows = db.session.execute(
        select(Event.version_id, func.count())
        .join(QuestionSetVersion, QuestionSetVersion.id == Event.version_id)
        .where(QuestionSetVersion.question_set_id == one.id)
        .group_by(Event.version_id)
    )
    return {row[0]: row[1] for row in rows}
