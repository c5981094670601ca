"""Paper cards: their numbers and the words on their strips, given out before an event."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db, held_row
from app.domain.cards import MOST_IN_BLOCK
from app.domain.errors import NotAllowedError, NotThereError
from app.domain.tear_off import code_for
from app.domain.viewer import Viewer
from app.models import sealed
from app.models.conversations import CardBlock, TearOffCode
from app.models.engagement import Event
from app.operations import audit


def print_block(event: Event, how_many: int, *, by: Viewer, key: uuid.UUID | None = None) -> CardBlock:
    """The next numbers of an event with a code for each. The same `key` again gives the same block.

    Raises: NotAllowedError where nobody prints so many at once, NotThereError for a key of
    another event.
    """
    if not 1 <= how_many <= MOST_IN_BLOCK:
        raise NotAllowedError
    held_row(Event, event.id)  # two who print at once take their numbers one after the other
    if key is not None and (printed := db.session.get(CardBlock, key)) is not None:
        if printed.event_id != event.id:
            raise NotThereError
        return printed
    first = (db.session.scalar(select(func.max(CardBlock.last)).filter_by(event_id=event.id)) or 0) + 1
    block = CardBlock(
        id=key or uuid.uuid4(),
        event_id=event.id,
        first=first,
        last=first + how_many - 1,
        made_by=by.account_id,
        made_at=clock.now(),
    )
    db.session.add(block)
    db.session.flush()
    give_codes(block)
    audit.record(by, "cards.printed", of=("event", event.id), count=how_many)
    db.session.flush()
    return block


def give_codes(block: CardBlock) -> None:
    """Words for each card of a block; where another card has them already, the next ones."""
    left: Iterable[int] = range(block.first, block.last + 1)
    step = 0
    while left:
        left, step = not_given(block, left, step), step + 1


def not_given(block: CardBlock, numbers: Iterable[int], step: int) -> list[int]:
    """Give out the words of a step. Returns the numbers whose words were taken."""
    made = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    secret = sealed.keys().index
    wanted = {number: code_for(secret, block.event_id, number, step) for number in numbers}
    given = db.session.scalars(
        made(TearOffCode)
        .values(
            [
                {"words": words, "event_id": block.event_id, "block_id": block.id, "card": number}
                for number, words in wanted.items()
            ]
        )
        .on_conflict_do_nothing()
        .returning(TearOffCode.card)
    )
    return sorted(wanted.keys() - set(given))
