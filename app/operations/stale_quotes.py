"""Quotes whose words may not be shown any more are taken off statements and reports."""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.domain.viewer import Viewer
from app.models.answers import ReportQuote, StatementQuote
from app.models.conversations import Point
from app.models.engagement import Statement
from app.operations import audit, statement_quotes
from app.queries.quotes_shown import that_hold


def take_off(point: Point, *, by: Viewer) -> None:
    """Called where what is shown of a point changes."""
    beside = db.session.scalars(select(StatementQuote).where(StatementQuote.point_id == point.id)).all()
    within = db.session.scalars(select(ReportQuote).where(ReportQuote.point_id == point.id)).all()
    still = [one.id for one in that_hold(beside)]
    for quote in beside:
        if quote.id not in still:
            statement = db.session.get_one(Statement, quote.statement_id)
            statement_quotes.remove(statement, quote.id, by=by)
    reports = [one.report_id for one in that_hold(within)]
    for one in within:
        if one.report_id not in reports:
            db.session.delete(one)
            audit.record(by, "report.quote-removed", of=("findings-report", one.report_id))
    db.session.flush()
