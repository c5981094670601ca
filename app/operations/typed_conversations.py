"""A conversation typed into the ordinary form: kept at once, once, and taken back by who typed it."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.conversation_document import Document, digest_of
from app.domain.engagement import CaptureWay, ConversationState
from app.models.conversations import CaptureRecord, Conversation
from app.models.engagement import Event
from app.operations import capture, conversations
from app.operations.capture import Came


def keep(
    event: Event,
    document: Document,
    *,
    submission_id: uuid.UUID,
    device_id: uuid.UUID | None,
    way: CaptureWay = CaptureWay.FORM,
) -> None:
    """The same again changes nothing; other words with the same id wait for somebody to choose."""
    receipt = capture.receive(
        event.id,
        submission_id,
        digest=digest_of(document),
        way=way,
        device_id=device_id,
        is_unfinished=document.is_unfinished,
    )
    if receipt.came in (Came.NEW, Came.VERSION) and receipt.record_id:
        conversations.keep(
            event,
            document,
            record_id=receipt.record_id,
            submission_id=submission_id,
            way=way,
        )


def typed_here(event: Event, submission_id: uuid.UUID, *, device_id: uuid.UUID | None) -> list[Conversation]:
    """What this tablet, or this desk, typed under the id; newest version last."""
    return list(
        db.session.scalars(
            select(Conversation)
            .join(CaptureRecord, CaptureRecord.conversation_id == Conversation.id)
            .where(
                CaptureRecord.event_id == event.id,
                CaptureRecord.submission_id == submission_id,
                CaptureRecord.way == CaptureWay.FORM,
                CaptureRecord.device_id == device_id,
            )
            .order_by(CaptureRecord.number)
        )
    )


def take_back(event: Event, submission_id: uuid.UUID, *, device_id: uuid.UUID | None) -> None:
    """It no longer counts; its row stays. What somebody has decided about already stays as it is."""
    for held in typed_here(event, submission_id, device_id=device_id):
        if held.state in (ConversationState.KEPT, ConversationState.OTHER_VERSION):
            held.state = ConversationState.TAKEN_BACK
    db.session.flush()
