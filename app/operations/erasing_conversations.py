"""A conversation is erased because somebody who took part asks for it: all of it, for good.

A tombstone stays, so that a tablet which still holds it is told to drop it. Points, reflections and alerts go
with the conversation; of a paper card what was typed goes too, however often it was typed.
"""

from __future__ import annotations

import uuid

from sqlalchemy import delete, select

from app import clock
from app.database import db
from app.domain.errors import NotThereError
from app.domain.viewer import Viewer
from app.models.conversations import CaptureRecord, Conversation, ErasedSubmission, KeyedCard
from app.operations import audit


def erase(event_id: uuid.UUID, submission_id: uuid.UUID, *, by: Viewer) -> None:
    """Twice does it once. Raises: NotThereError where nothing of it ever came in."""
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
    for table in (CaptureRecord, Conversation):
        db.session.execute(
            delete(table)
            .where(table.event_id == event_id, table.submission_id == submission_id)
            .execution_options(synchronize_session=False)
        )
    db.session.expire_all()
    db.session.add(ErasedSubmission(event_id=event_id, submission_id=submission_id, erased_on=clock.now()))
    audit.record(by, "conversation.erased", of=("capture_submission", submission_id))
    db.session.flush()
