"""Statements for the team: drafts, what is published, what is late, and what owners wrote that waits."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.errors import NotThereError
from app.domain.insight import ReleaseStatus, StatementStatus, StepState
from app.domain.results import Theme
from app.models.answers import Answer, AnswerStep, Release, RightCount
from app.models.engagement import Event, Statement
from app.queries.releases import document_of, themes_of
from app.queries.statements import StatementRow, row_of

MOST_SHOWN = 40
"""Themes of one release."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Words of an owner that somebody has to read."""

    step: AnswerStep
    answer: Answer
    statement: Statement


@dataclass(frozen=True, slots=True)
class Offered:
    """What is published of an event or a year, with its themes."""

    release: Release
    name: str
    themes: tuple[Theme, ...]


def of_status(status: StatementStatus) -> list[tuple[Statement, StatementRow]]:
    """The newest change first."""
    rows = db.session.scalars(
        select(Statement)
        .where(Statement.status == status)
        .options(selectinload(Statement.answers), selectinload(Statement.tags))
    )
    found = [(one, row_of(one)) for one in rows]
    return sorted(found, key=lambda one: (-one[1].changed_on.toordinal(), -one[0].number))


def waiting() -> list[Waiting]:
    """The oldest first."""
    rows = db.session.execute(
        select(AnswerStep, Answer, Statement)
        .join(Answer, Answer.id == AnswerStep.answer_id)
        .join(Statement, Statement.id == Answer.statement_id)
        .where(AnswerStep.state == StepState.WAITING)
        .order_by(AnswerStep.written_at, AnswerStep.id)
    )
    return [Waiting(*row) for row in rows]


def statement(statement_id: uuid.UUID) -> Statement:
    """Raises: NotThereError."""
    found = db.session.get(Statement, statement_id)
    if found is None:
        raise NotThereError
    return found


def answer_of(statement_id: uuid.UUID, answer_id: uuid.UUID) -> tuple[Statement, Answer]:
    """Raises: NotThereError, also for an answer to another statement."""
    found = db.session.get(Answer, answer_id)
    if found is None or found.statement_id != statement_id:
        raise NotThereError
    return statement(statement_id), found


def step_of(step_id: uuid.UUID) -> Waiting:
    """Raises: NotThereError, also for a step that no owner wrote."""
    step = db.session.get(AnswerStep, step_id)
    if step is None or not step.by_owner:
        raise NotThereError
    return Waiting(step, step.answer, statement(step.answer.statement_id))


def right_counts(statement_id: uuid.UUID) -> dict[str, int]:
    """How often each answer to "Did we get this right?" was tapped."""
    counts: dict[str, int] = {}
    for row in db.session.scalars(select(RightCount).where(RightCount.statement_id == statement_id)):
        counts[row.answer] = counts.get(row.answer, 0) + row.many
    return counts


def offered() -> list[Offered]:
    """Themes of everything that is published, the newest first."""
    rows = db.session.scalars(
        select(Release)
        .where(Release.status == ReleaseStatus.PUBLISHED)
        .order_by(Release.published_at.desc(), Release.id)
    ).all()
    names = event_names(one.event_id for one in rows if one.event_id)
    return [
        Offered(
            release=one,
            name=names[one.event_id] if one.event_id else document_of(one).name,
            themes=tuple(themes_of(one)[:MOST_SHOWN]),
        )
        for one in rows
    ]


def event_names(ids: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    rows = db.session.execute(select(Event.id, Event.name).where(Event.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def theme_of(release_id: uuid.UUID, code_id: str) -> tuple[Release, Theme, str]:
    """A theme that is offered, and the name of its release. Raises: NotThereError."""
    for one in offered():
        if one.release.id == release_id:
            for theme in one.themes:
                if theme.code_id == code_id:
                    return one.release, theme, one.name
    raise NotThereError
