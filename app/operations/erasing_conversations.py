"""A conversation is erased because somebody who took part asks for it: all of it, for good.

A tombstone stays, so that a tablet which still holds it is told to drop it. Points, reflections and alerts go
with the conversation; of a paper card what was typed goes too, however often it was typed. So do memos about
it, exports that wait to be taken and may hold its words, and what was learned from them.
"""

from __future__ import annotations

import uuid
from pathlib import Path

from sqlalchemy import delete, select

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.insight import MemoOn
from app.domain.viewer import SYSTEM, Viewer
from app.gateways import kept_exports
from app.models.answers import Export
from app.models.conversations import CaptureRecord, Conversation, ErasedSubmission, KeyedCard, Point
from app.models.engagement import Event
from app.models.insight import Memo
from app.operations import audit, suggestions_learned
from app.queries.export_plan import Scope, ScopeKind


def erase(event_id: uuid.UUID, submission_id: uuid.UUID, *, by: Viewer, data: Path) -> None:
    """Twice does it once. `data`: the folder with exports that wait.

    Raises: NotThereError where nothing of it ever came in.
    """
    if db.session.get(ErasedSubmission, (event_id, submission_id)):
        return
    for table in (Conversation, CaptureRecord):
        held = select(table.id).where(table.event_id == event_id, table.submission_id == submission_id)
        if db.session.scalar(held.limit(1)):
            break
    else:
        raise NotThereError
    typed = select(Conversation.card).where(
        Conversation.event_id == event_id,
        Conversation.submission_id == submission_id,
        Conversation.card != "",
    )
    db.session.execute(
        delete(KeyedCard)
        .where(KeyedCard.event_id == event_id, KeyedCard.card.in_(typed))
        .execution_options(synchronize_session=False)
    )
    forget_memos(event_id, submission_id)
    forget_exports(event_id, data)
    for table in (CaptureRecord, Conversation):
        db.session.execute(
            delete(table)
            .where(table.event_id == event_id, table.submission_id == submission_id)
            .execution_options(synchronize_session=False)
        )
    db.session.expire_all()
    suggestions_learned.forget(by=SYSTEM)
    db.session.add(ErasedSubmission(event_id=event_id, submission_id=submission_id, erased_on=clock.now()))
    audit.record(by, "conversation.erased", of=("capture_submission", submission_id))
    db.session.flush()


def forget_memos(event_id: uuid.UUID, submission_id: uuid.UUID) -> None:
    """What people thought about its points, also what they took away again."""
    points = (
        select(Point.id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .where(Conversation.event_id == event_id, Conversation.submission_id == submission_id)
    )
    db.session.execute(
        delete(Memo)
        .where(Memo.about == MemoOn.POINT, Memo.of_id.in_(points))
        .execution_options(synchronize_session=False)
    )


def forget_exports(event_id: uuid.UUID, data: Path) -> None:
    """Files that wait and may hold its words: of its event, its series or its year."""
    event = db.session.get_one(Event, event_id)
    covering = {
        Scope(ScopeKind.EVENT, str(event_id)).key,
        Scope(ScopeKind.SERIES, str(event.series_id)).key,
        Scope(ScopeKind.YEAR, str(clock.local_day(event.starts_at).year)).key,
    }
    for export in db.session.scalars(select(Export).where(Export.kept != "")):
        if export.what.get("scope") in covering:
            kept_exports.forget(data, export.kept)
            export.kept = ""
    db.session.flush()
