"""Blocks of paper cards: which numbers were printed for an event, and the words on their strips."""

from __future__ import annotations

import random
import uuid

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import CardBlock, TearOffCode
from app.models.engagement import Event
from app.models.visibility import visible_to

LOT = random.SystemRandom()


def blocks_of(event: Event) -> list[CardBlock]:
    """The newest first."""
    return list(
        db.session.scalars(select(CardBlock).filter_by(event_id=event.id).order_by(CardBlock.first.desc()))
    )


def block_for(viewer: Viewer, event: Event, block_id: uuid.UUID) -> CardBlock:
    """A block of this very event. Raises: NotThereError."""
    found = db.session.scalar(
        select(CardBlock).where(
            CardBlock.id == block_id,
            CardBlock.event_id == event.id,
            visible_to(CardBlock, viewer, Permission.EVENT_EDIT),
        )
    )
    if found is None:
        raise NotThereError
    return found


def words_of(block: CardBlock) -> dict[int, str]:
    """Number of each card, in order -> the three words printed on its strip.

    Dealt out anew each time: where the same block is printed again a strip may carry other words, which lead
    to the same page. So no strip tells from which card it was torn, not even to who reads the database.
    """
    numbers = sorted(db.session.scalars(select(TearOffCode.card).where(TearOffCode.block_id == block.id)))
    words = list(db.session.scalars(select(TearOffCode.words).where(TearOffCode.block_id == block.id)))
    LOT.shuffle(words)
    return dict(zip(numbers, words, strict=True))
