"""Good quotes. A mark says that the words tell it well; whether they may be shown is another question."""

from __future__ import annotations

from app import clock
from app.database import db
from app.domain.viewer import Viewer
from app.models.conversations import Point
from app.models.insight import QuoteMark
from app.operations import audit


def mark(point: Point, *, by: Viewer, start: int | None = None, end: int | None = None) -> None:
    """A good quote: all of it, or some of its words. The last mark stands."""
    held = db.session.get(QuoteMark, point.id)
    if held is not None and (held.start, held.end) == (start, end):
        return
    if held is None:
        held = QuoteMark(point_id=point.id)
        db.session.add(held)
    held.start, held.end = start, end
    held.marked_by, held.marked_at = by.account_id, clock.now()
    audit.record(by, "quote.marked", of=("point", point.id))
    db.session.flush()


def unmark(point: Point, *, by: Viewer) -> None:
    held = db.session.get(QuoteMark, point.id)
    if held is None:
        return
    db.session.delete(held)
    audit.record(by, "quote.unmarked", of=("point", point.id))
    db.session.flush()
