"""The events that results are counted of: by themselves, and those of a year."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app import clock
from app.database import db
from app.domain.engagement import EventStatus
from app.models.engagement import Event, QuestionSetVersion

LISTENED = (EventStatus.OPEN, EventStatus.CLOSED)
WITH_QUESTIONS = (
    joinedload(Event.asks).selectinload(QuestionSetVersion.questions),
    joinedload(Event.series),
    selectinload(Event.members),
)


def events() -> list[Event]:
    """All at which people are or were listened to, the newest first."""
    return list(
        db.session.scalars(
            select(Event)
            .options(*WITH_QUESTIONS)
            .where(Event.status.in_(LISTENED))
            .order_by(Event.starts_at.desc(), Event.id)
        )
    )


def called(event_ids: Iterable[uuid.UUID]) -> list[Event]:
    """Those with these ids, whatever became of them since."""
    return list(
        db.session.scalars(select(Event).options(*WITH_QUESTIONS).where(Event.id.in_(list(event_ids))))
    )


def year_of(event: Event) -> int:
    """The year it began in, as a calendar here has it."""
    return clock.local_day(event.starts_at).year


def of_year(year: int, series_id: uuid.UUID | None = None) -> list[Event]:
    """Those of a year, the newest first; `series_id` None for all of them."""
    return [
        event
        for event in events()
        if year_of(event) == year and (series_id is None or event.series_id == series_id)
    ]


def is_over(event: Event) -> bool:
    return event.status is EventStatus.CLOSED or event.ends_at < clock.now()


def ids_of(many: Sequence[Event]) -> list[uuid.UUID]:
    return [event.id for event in many]
