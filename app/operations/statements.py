"""Puts what people told us before into the tables: the first published statements of the place."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from app.database import db
from app.domain.answering import way_of
from app.domain.insight import AnswerStatus, SourceKind
from app.domain.statements import AnswerFact, StatementFact
from app.models.answers import Answer, StatementSource, StatementTag
from app.models.engagement import Statement


def load(facts: Iterable[StatementFact]) -> int:
    """Add what is new and put right what nobody has edited here, by number; how many. Twice is as once."""
    everything = (
        selectinload(Statement.answers),
        selectinload(Statement.sources),
        selectinload(Statement.tags),
    )
    held = {row.number: row for row in db.session.scalars(select(Statement).options(*everything))}
    many = 0
    for fact in facts:
        row = held.get(fact.number) or Statement(
            id=uuid.uuid4(),
            number=fact.number,
            slug=f"statement-{fact.number}",
            answers=[],
            sources=[],
            tags=[],
        )
        if row.edited_at is None:
            put_right(row, fact)
            db.session.add(row)
        many += 1
    db.session.flush()
    return many


def put_right(row: Statement, fact: StatementFact) -> None:
    row.focus, row.words, row.source = fact.focus, fact.words, fact.source
    row.said_in = fact.said_in
    if row.topics != list(fact.topics):
        row.topics = list(fact.topics)
    said_on = fact.said_on or dt.date(fact.said_in, 1, 1)
    answered = {one.number: one for one in row.answers}
    row.answers = [
        answer_from(answer, answered.get(at) or Answer(id=uuid.uuid4(), number=at, words=""), said_on)
        for at, answer in enumerate(fact.answers, 1)
    ]
    source = row.sources[0] if row.sources else StatementSource(id=uuid.uuid4(), kind=SourceKind.PAST)
    source.name, source.year = fact.source, fact.said_in
    row.sources = [source]
    tags = {(tag.group, tag.value): tag for tag in row.tags}
    ways = dict.fromkeys(way for one in fact.answers if (way := way_of(one.belongs_to)))
    row.tags = [tags.get(way) or StatementTag(group=way[0], value=way[1]) for way in ways]


def answer_from(fact: AnswerFact, row: Answer, said_on: dt.date) -> Answer:
    """As the paper has it: planned then. Whether it was done is not in the paper, so nothing says so."""
    row.title, row.belongs_to, row.status = fact.words, fact.belongs_to, AnswerStatus.PLANNED
    row.answered_on = row.changed_on = said_on
    return row
