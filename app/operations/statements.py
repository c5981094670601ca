"""Puts what people told us before into the tables: the first published statements of the place."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import select

from app.database import db
from app.domain.statements import StatementFact
from app.models.engagement import Statement


def load(facts: Iterable[StatementFact]) -> int:
    """Add what is new and put right what has changed, by number; how many the place has. Twice is as once."""
    held = {row.number: row for row in db.session.scalars(select(Statement))}
    many = 0
    for fact in facts:
        row = held.get(fact.number) or Statement(
            id=uuid.uuid4(), number=fact.number, slug=f"statement-{fact.number}"
        )
        row.focus, row.words, row.source = fact.focus, fact.words, fact.source
        row.said_in = fact.said_in
        if row.topics != list(fact.topics):
            row.topics = list(fact.topics)
        db.session.add(row)
        many += 1
    db.session.flush()
    return many
