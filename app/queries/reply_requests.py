"""Who wants to hear what became of an event. Nothing leads from here to what anybody said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.database import db
from app.domain.replies import Told, key_of
from app.models.conversations import ReplyRequest
from app.models.engagement import Event
from app.models.messages import Message

ORDER = ("email", "phone", "post")


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody to tell, and how."""

    way: str
    reach: str
    name: str
    language: str
    told: Told = Told.NOT_YET


def to_tell(event: Event) -> list[ToTell]:
    """By way, then in no order that means anything."""
    rows = db.session.scalars(select(ReplyRequest).where(ReplyRequest.event_id == event.id))
    held = list(rows)
    told = told_of([key_of(row.id) for row in held])
    by_reach = {reached(row): told[key_of(row.id)] for row in held if key_of(row.id) in told}
    people = [
        ToTell(row.way, row.reach, row.name or "", row.language, by_reach.get(reached(row), Told.NOT_YET))
        for row in held
    ]
    return sorted(people, key=lambda one: (ORDER.index(one.way), one.reach))


def reached(row: ReplyRequest) -> str:
    """The same address left twice is one to tell."""
    return row.reach.strip().casefold()


def told_of(keys: Sequence[str]) -> dict[str, Told]:
    """How each letter stands that was put on its way."""
    rows = db.session.execute(
        select(Message.key, Message.sent_at, Message.failed_at, Message.dropped_at).where(
            Message.key.in_(keys)
        )
    )
    return {
        row.key: Told.SENT
        if row.sent_at
        else Told.FAILED
        if row.failed_at or row.dropped_at
        else Told.ON_ITS_WAY
        for row in rows
    }
