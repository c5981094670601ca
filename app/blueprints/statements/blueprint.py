"""The blueprint of statements, and how one is opened."""

from __future__ import annotations

import uuid

from flask import Blueprint

from app.domain.errors import NotThereError
from app.models.answers import Answer
from app.models.engagement import Statement
from app.operations import audit
from app.queries import statement_desk
from app.web.viewer import viewer

bp = Blueprint("statements", __name__)


def opened(statement_id: uuid.UUID) -> Statement:
    """Raises: NotThereError, and the look is traced."""
    try:
        return statement_desk.statement(statement_id)
    except NotThereError:
        audit.refused(viewer(), "statement.refused", of=("statement", statement_id))
        raise


def opened_answer(statement_id: uuid.UUID, answer_id: uuid.UUID) -> tuple[Statement, Answer]:
    """Raises: NotThereError, and the look is traced."""
    try:
        return statement_desk.answer_of(statement_id, answer_id)
    except NotThereError:
        audit.refused(viewer(), "answer.refused", of=("answer", answer_id))
        raise
