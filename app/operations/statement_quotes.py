"""Words somebody let us show, set beside a statement as they may be shown; they do not change afterwards."""

from __future__ import annotations

import uuid

from app import clock
from app.database import db
from app.domain.errors import NeedsMoreError, NotThereError
from app.domain.viewer import Viewer
from app.models.answers import StatementQuote
from app.models.engagement import Statement
from app.operations import audit
from app.queries import quotable


def add(statement: Statement, point_id: uuid.UUID, *, by: Viewer) -> None:
    """Twice is as once. Raises: NotThereError; NeedsMoreError, which says what they still need."""
    found = quotable.one(by, point_id)
    if found is None:
        raise NotThereError
    if found.missing:
        raise NeedsMoreError(found.missing)
    if any(one.point_id == point_id for one in statement.quotes):
        return
    quote = StatementQuote(
        id=uuid.uuid4(),
        point_id=point_id,
        words=found.words,
        language=found.language,
        said_where=found.said_where,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    statement.quotes.append(quote)
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "statement.quote-added", of=("statement", statement.id))


def remove(statement: Statement, quote_id: uuid.UUID, *, by: Viewer) -> None:
    quote = next((one for one in statement.quotes if one.id == quote_id), None)
    if quote is None:
        return
    statement.quotes.remove(quote)
    statement.edited_at = clock.now()
    db.session.flush()
    audit.record(by, "statement.quote-removed", of=("statement", statement.id))
