"""What people say online: received once, and read before it counts. Equality answers are joined to nothing.

Nothing here is traced record by record: a chained row would tell the second and the order (decisions.md 16).
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping

from sqlalchemy.dialects import postgresql, sqlite

from app.database import db
from app.domain.conversation_document import Document, digest_of
from app.domain.engagement import CaptureWay, ConversationState
from app.domain.equality import ITEMS, NOT_ASKED, is_answer
from app.models.conversations import EqualityProfile
from app.models.engagement import Event
from app.operations import capture, conversations
from app.operations.capture import Came, Receipt

MOST_OWN_WORDS = 200


def say(event: Event, document: Document, *, submission_id: uuid.UUID) -> Receipt:
    """Keep it once, however often it is sent. Somebody reads it before it counts."""
    receipt = capture.receive(event.id, submission_id, digest=digest_of(document), way=CaptureWay.ONLINE)
    if receipt.came in {Came.NEW, Came.VERSION} and receipt.record_id is not None:
        conversations.keep(
            event,
            document,
            record_id=receipt.record_id,
            submission_id=submission_id,
            way=CaptureWay.ONLINE,
            state=ConversationState.WAITING,
        )
    return receipt


def is_held(event: Event, document: Document, *, submission_id: uuid.UUID) -> bool:
    """Do we have it already, word for word?"""
    return digest_of(document) in capture.versions(event.id, submission_id)


def keep_equality(event: Event, answers: Mapping[str, str], *, profile_id: uuid.UUID) -> None:
    """Answers about equality under a random key: no time, no event of the trace, nothing that joins them.

    What was left out is not stored. The key comes with the page, so that a second press keeps nothing more.
    """
    kept = {item: value for item, value in answers.items() if value and is_kept(item, value)}
    for item, words in answers.items():
        of = item.removesuffix("-own")
        if item != of and words and of in kept and kept[of] in ITEMS[of].own_words:
            kept[item] = words[:MOST_OWN_WORDS]
    if not kept:
        return
    made = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    db.session.execute(
        made(EqualityProfile)
        .values(id=profile_id, event_id=event.id, answers=kept)
        .on_conflict_do_nothing(index_elements=["id"])
    )
    db.session.flush()


def is_kept(item: str, value: str) -> bool:
    return value != NOT_ASKED and is_answer(item, value)
