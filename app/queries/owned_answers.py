"""The answers that a link opens: those it names, as long as they are its owner's."""

from __future__ import annotations

import uuid

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.insight import StatementStatus, StepState
from app.models.answers import Answer, AnswerStep
from app.models.engagement import Statement
from app.models.people import AccessLink
from app.queries.accounts import email_hash


def owned(link: AccessLink) -> list[tuple[Statement, Answer]]:
    """Nothing once somebody else owns them, or nobody outside can read the statement any more."""
    said = link.arguments or {}
    named = said.get("answers")
    ids = [uuid.UUID(str(one)) for one in named] if isinstance(named, list) else []
    rows = db.session.execute(
        select(Statement, Answer)
        .join(Answer, Answer.statement_id == Statement.id)
        .where(Answer.id.in_(ids), Statement.status == StatementStatus.PUBLISHED)
        .options(selectinload(Answer.steps))
        .order_by(Answer.number)
    ).all()
    return [
        (statement, answer)
        for statement, answer in rows
        if answer.owner_email and email_hash(answer.owner_email) == said.get("owner")
    ]


def open_step(answer: Answer) -> AnswerStep | None:
    """What its owner wrote and nobody has shown yet."""
    found = (one for one in answer.steps if one.by_owner and one.state is not StepState.SHOWN)
    return next(found, None)
