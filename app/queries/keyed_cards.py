"""Boxes of paper cards: what was printed, what is typed in, and what two typings of a card say."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from sqlalchemy import func, select

from app.database import db
from app.domain.conversation_document import Document, document_from
from app.domain.errors import NotThereError
from app.domain.keying import FIRST, SECOND, SETTLED, Box, Quality, Typed, quality
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import CardBlock, KeyedCard
from app.models.engagement import Event
from app.models.visibility import visible_to

PRINTED = func.sum(CardBlock.last - CardBlock.first + 1)


@dataclass(frozen=True, slots=True)
class BoxRow:
    """One event with cards, in a list."""

    event_id: uuid.UUID
    name: str
    box: Box


def boxes(viewer: Viewer) -> list[BoxRow]:
    """Of the events whose cards they may type in, the newest first."""
    events = db.session.execute(
        select(Event.id, Event.name, PRINTED.label("printed"))
        .join(CardBlock, CardBlock.event_id == Event.id)
        .where(visible_to(Event, viewer, Permission.CARD_KEY))
        .group_by(Event.id)
        .order_by(Event.starts_at.desc(), Event.id)
    ).all()
    typed = typings([event.id for event in events])
    return [
        BoxRow(event.id, event.name, Box(event.id, int(event.printed), tuple(typed.get(event.id, ()))))
        for event in events
    ]


def box_of(event: Event) -> Box:
    printed = db.session.scalar(select(PRINTED).where(CardBlock.event_id == event.id)) or 0
    return Box(event.id, int(printed), tuple(typings([event.id]).get(event.id, ())))


def typings(events: list[uuid.UUID]) -> dict[uuid.UUID, list[Typed]]:
    rows = db.session.execute(
        select(
            KeyedCard.event_id, KeyedCard.card, KeyedCard.round, KeyedCard.keyed_by, KeyedCard.settled_at
        ).where(KeyedCard.event_id.in_(events))
    )
    found: dict[uuid.UUID, list[Typed]] = {}
    for row in rows:
        one = Typed(int(row.card), row.round, row.keyed_by, row.settled_at is not None)
        found.setdefault(row.event_id, []).append(one)
    return found


def is_printed(event: Event, card: int) -> bool:
    """Was a card with this number printed for the event?"""
    found = select(func.count()).select_from(CardBlock)
    held = found.where(CardBlock.event_id == event.id, CardBlock.first <= card, CardBlock.last >= card)
    return bool(db.session.scalar(held))


def rounds_of(event: Event, card: int) -> dict[int, KeyedCard]:
    """Round -> that typing of a card."""
    rows = db.session.scalars(select(KeyedCard).filter_by(event_id=event.id, card=str(card)))
    return {row.round: row for row in rows}


def keyed(event: Event, card: int) -> dict[int, KeyedCard]:
    """The same, for a card that is typed in. Raises: NotThereError."""
    found = rounds_of(event, card)
    if FIRST not in found:
        raise NotThereError
    return found


def said(row: KeyedCard) -> Document:
    return document_from(row.document)


def current(rounds: dict[int, KeyedCard]) -> KeyedCard:
    """What holds now: what was settled, else what was typed first."""
    return rounds.get(SETTLED) or rounds[FIRST]


def quality_of(event: Event) -> Quality:
    """How well the box was typed the first time, by what was typed twice and is settled."""
    twice = select(KeyedCard.card).where(
        KeyedCard.event_id == event.id, KeyedCard.round == SECOND, KeyedCard.settled_at.is_not(None)
    )
    rows = db.session.scalars(
        select(KeyedCard).where(KeyedCard.event_id == event.id, KeyedCard.card.in_(twice))
    )
    cards: dict[str, dict[int, KeyedCard]] = {}
    for row in rows:
        cards.setdefault(row.card, {})[row.round] = row
    return quality((said(rounds[FIRST]), said(current(rounds))) for rounds in cards.values())
