"""Counts taps on "Did we get this right?" by the day."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain.insight import RightAnswer
from app.models.answers import RightCount
from app.models.engagement import Statement


def count(statement: Statement, answer: RightAnswer) -> None:
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    row = insert(RightCount).values(statement_id=statement.id, day=clock.today(), answer=answer, many=1)
    db.session.execute(
        row.on_conflict_do_update(
            index_elements=["statement_id", "day", "answer"], set_={"many": RightCount.many + 1}
        )
    )
    db.session.flush()
