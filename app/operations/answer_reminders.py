"""Each day: owners who owe an answer are reminded, a week before, the day after, and then every two weeks."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from typing import Any

from sqlalchemy import select

from app.database import db
from app.domain.answering import REMIND_BEFORE, is_reminder_due
from app.domain.insight import StatementStatus, StepState
from app.domain.messages import MessageKind
from app.domain.viewer import SYSTEM
from app.models.answers import Answer, AnswerStep
from app.models.engagement import Statement
from app.operations import audit
from app.operations.answers import tell_owner
from app.queries.accounts import email_hash

MOST_A_DAY = 2000
"""What is left waits until tomorrow."""


def remind(today: dt.date) -> int:
    """How many letters. Whoever has written and waits for us is left in peace."""
    written = select(AnswerStep.id).where(
        AnswerStep.answer_id == Answer.id, AnswerStep.state == StepState.WAITING
    )
    rows = db.session.execute(
        select(Answer, Statement)
        .join(Statement, Statement.id == Answer.statement_id)
        .where(
            Statement.status == StatementStatus.PUBLISHED,
            Answer.status.is_(None),
            Answer.asked_on.is_not(None),
            Answer.due_on <= today + dt.timedelta(days=REMIND_BEFORE),
            ~written.exists(),
        )
        .order_by(Answer.due_on, Answer.id)
        .limit(MOST_A_DAY)
    ).all()
    owed: dict[Any, list[Answer]] = defaultdict(list)
    statements = {}
    for answer, statement in rows:
        if is_owed(answer, today):
            owed[statement.id, email_hash(answer.owner_email or "")].append(answer)
            statements[statement.id] = statement
    for (statement_id, _owner), several in owed.items():
        tell_reminder(statements[statement_id], several, today)
    db.session.flush()
    return len(owed)


def is_owed(answer: Answer, today: dt.date) -> bool:
    due_on, asked_on = answer.due_on, answer.asked_on
    if not answer.owner_email or due_on is None or asked_on is None:
        return False
    return is_reminder_due(due_on, asked_on, answer.reminded_on, today)


def tell_reminder(statement: Statement, owed: list[Answer], today: dt.date) -> None:
    for one in owed:
        one.reminders, one.reminded_on = one.reminders + 1, today
        audit.record(SYSTEM, "answer.reminded", of=("answer", one.id))
    db.session.flush()
    days = max((today - one.due_on).days for one in owed if one.due_on)
    tell_owner(MessageKind.ANSWER_REMINDER, statement, owed, days=max(0, days))
