"""Those who wanted to hear what came of it are told, once: by e-mail by itself, by phone and post by hand.

Who is told is written in the transaction that puts the letter in the outbox: after a crash nobody is told
twice and nobody is forgotten.
"""

from __future__ import annotations

from sqlalchemy import select

from app.database import db
from app.domain.messages import MessageKind
from app.domain.replies import key_of
from app.models.conversations import ReplyRequest
from app.models.engagement import Event
from app.operations import outbox


def tell(event: Event) -> int:
    """Everybody who left an e-mail address and was not told yet; how many."""
    if event.published_at is None or event.loop_closed_at is not None:
        return 0
    rows = db.session.scalars(
        select(ReplyRequest).where(ReplyRequest.event_id == event.id, ReplyRequest.way == "email")
    )
    wanted: dict[str, list[ReplyRequest]] = {}
    for row in rows:
        wanted.setdefault(row.reach.strip().casefold(), []).append(row)
    told = sum(tell_one(event, same) for same in wanted.values())
    db.session.flush()
    return told


def tell_one(event: Event, same: list[ReplyRequest]) -> bool:
    """Somebody who left the same address several times is one."""
    if any(outbox.is_told(key_of(row.id)) for row in same):
        return False
    first = min(same, key=lambda row: row.id)
    return outbox.tell(
        MessageKind.WHAT_CAME_OF_IT,
        key=key_of(first.id),
        to=first.reach,
        language=first.language,
        event=event.name,
        slug=event.slug,
    )


def forget_letters(event: Event) -> None:
    """To whom letters went, once the loop is closed."""
    for request_id in db.session.scalars(select(ReplyRequest.id).where(ReplyRequest.event_id == event.id)):
        outbox.forget(key_of(request_id))
