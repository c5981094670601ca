"""Those who wanted to hear what came of it are told, once: by e-mail by itself, by phone and post by hand.

Who is told is written in the transaction that puts the letter in the outbox: after a crash nobody is told
twice and nobody is forgotten.
"""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.messages import MessageKind
from app.models.conversations import ReplyRequest
from app.models.engagement import Event
from app.operations import outbox

TELL = "what-came-of-it"
"""Kind of the job, and first word of each letter's key."""


def key_of(request_id: uuid.UUID) -> str:
    return f"{TELL}:{request_id}"


def tell(event: Event) -> int:
    """Everybody who left an e-mail address and was not told yet; how many."""
    if event.published_at is None or event.loop_closed_at is not None:
        return 0
    rows = db.session.scalars(
        select(ReplyRequest).where(ReplyRequest.event_id == event.id, ReplyRequest.way == "email")
    )
    told = sum(
        outbox.tell(
            MessageKind.WHAT_CAME_OF_IT,
            key=key_of(row.id),
            to=row.reach,
            language=row.language,
            event=event.name,
            slug=event.slug,
        )
        for row in rows
    )
    db.session.flush()
    return told


def forget_letters(event: Event) -> None:
    """To whom letters went, once the loop is closed."""
    for request_id in db.session.scalars(select(ReplyRequest.id).where(ReplyRequest.event_id == event.id)):
        outbox.forget(key_of(request_id))
