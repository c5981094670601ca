"""Blocks of paper cards: which numbers were printed for an event, and the words on their strips."""

from __future__ import annotations

import uuid

from sqlalchemy import select

from app.database import db
from app.domain.errors import NotThereError
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import CardBlock, TearOffCode
from app.models.engagement import Event
from app.models.visibility import visible_to


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
    """Number -> the three words, in order."""
    rows = db.session.execute(
        select(TearOffCode.card, TearOffCode.words)
        .where(TearOffCode.block_id == block.id)
        .order_by(TearOffCode.card)
    )
    return {row.card: row.words for row in rows}
