"""Worries that were heard, for those who answer them."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Select, func, select

from app import clock
from app.database import db
from app.domain.engagement import AgeBand, AlertState, CaptureWay, ConversationState, HarmKind
from app.domain.errors import NotThereError
from app.domain.harm_alerts import is_late
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.conversations import Conversation, HarmAlert, Reflection
from app.models.engagement import Event
from app.models.people import Account
from app.models.visibility import visible_to
from app.queries.shown_words import shown_words

MAY = Permission.HARM_ALERT_ANSWER
WAITING = (AlertState.OPEN, AlertState.SEEN)
MOST_DONE = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One alert in the list: nothing of what was said."""

    id: uuid.UUID
    event: str
    kinds: tuple[HarmKind, ...]
    state: AlertState
    raised_at: dt.datetime
    way: CaptureWay
    for_name: str
    by_name: str
    """Who looked."""

    @property
    def is_late(self) -> bool:
        return is_late(self.state, clock.local_day(self.raised_at), clock.today())


@dataclass(frozen=True, slots=True)
class Said:
    """One answer, in the words it was given."""

    question: str
    words: str
    language: str
    beneath: uuid.UUID | None = None
    """The point, where some of it is hidden, and still there for who may see the original."""


@dataclass(frozen=True, slots=True)
class Heard:
    """What somebody who looks into an alert needs of its conversation."""

    row: Row
    is_taken_back: bool
    venue: str
    area_code: str
    community: str
    spoke_at: dt.datetime
    age: AgeBand
    people: int
    chat_maker: str
    said: tuple[Said, ...]
    reflections: tuple[str, ...]
    note: str
    version: int


def waiting(viewer: Viewer, *, page: int, per_page: int) -> list[Row]:
    """What is not done, the oldest first."""
    order = (HarmAlert.raised_at, HarmAlert.id)
    found = of_state(viewer, WAITING).order_by(*order).limit(per_page).offset((page - 1) * per_page)
    return rows(found)


def many_waiting(viewer: Viewer) -> int:
    return db.session.scalar(of_state(viewer, WAITING).with_only_columns(func.count())) or 0


def done(viewer: Viewer) -> list[Row]:
    """The last ones that were done."""
    found = of_state(viewer, (AlertState.DONE,)).order_by(HarmAlert.done_at.desc(), HarmAlert.id)
    return rows(found.limit(MOST_DONE))


def of_state(viewer: Viewer, states: Iterable[AlertState]) -> Select[HarmAlert, str, CaptureWay]:
    return (
        select(HarmAlert, Event.name, Conversation.way)
        .join(Event, HarmAlert.event_id == Event.id)
        .join(Conversation, HarmAlert.conversation_id == Conversation.id)
        .where(HarmAlert.state.in_(tuple(states)), visible_to(HarmAlert, viewer, MAY))
    )


def rows(found: Select[HarmAlert, str, CaptureWay]) -> list[Row]:
    found_rows = [(alert, name, way) for alert, name, way in db.session.execute(found)]
    names = names_of({who for alert, _, _ in found_rows for who in (alert.for_id, alert.seen_by) if who})
    return [row(alert, name, way, names) for alert, name, way in found_rows]


def row(alert: HarmAlert, event: str, way: CaptureWay, names: Mapping[uuid.UUID, str]) -> Row:
    return Row(
        id=alert.id,
        event=event,
        kinds=tuple(HarmKind(kind) for kind in alert.kinds),
        state=alert.state,
        raised_at=alert.raised_at,
        way=way,
        for_name=names.get(alert.for_id, "") if alert.for_id else "",
        by_name=names.get(alert.seen_by, "") if alert.seen_by else "",
    )


def names_of(accounts: Iterable[uuid.UUID]) -> dict[uuid.UUID, str]:
    found = db.session.execute(select(Account.id, Account.name).where(Account.id.in_(tuple(accounts))))
    return {row.id: row.name for row in found}


def alert_for(viewer: Viewer, alert_id: uuid.UUID) -> HarmAlert:
    """Raises: NotThereError, also for one out of reach."""
    mine = visible_to(HarmAlert, viewer, MAY)
    found = db.session.scalar(select(HarmAlert).where(HarmAlert.id == alert_id, mine))
    if found is None:
        raise NotThereError
    return found


def heard(alert: HarmAlert, language: str) -> Heard:
    """The alert with its conversation, its questions in a language where they are translated."""
    said, event = db.session.execute(
        select(Conversation, Event)
        .join(Event, Conversation.event_id == Event.id)
        .where(Conversation.id == alert.conversation_id)
    ).one()
    thoughts = select(Reflection.words).where(Reflection.conversation_id == said.id)
    names = names_of({who for who in (alert.for_id, alert.seen_by) if who})
    return Heard(
        row=row(alert, event.name, said.way, names),
        is_taken_back=said.state is ConversationState.TAKEN_BACK,
        venue=event.venue,
        area_code=said.area_code,
        community=said.community,
        spoke_at=said.spoke_at,
        age=said.age,
        people=said.people,
        chat_maker=said.chat_maker or "",
        said=tuple(words(said, event, language)),
        reflections=tuple(one or "" for one in db.session.scalars(thoughts)),
        note=alert.note or "",
        version=alert.version,
    )


def words(said: Conversation, event: Event, language: str) -> list[Said]:
    """What was said in words; choices and numbers are no reason to look."""
    asked = {question.key: question.words for question in event.asks.questions}
    told, shown = [], shown_words([point for point in said.points if point.words])
    is_kept = said.state is ConversationState.KEPT
    for point in said.points:
        texts = asked.get(point.question_key, {})
        question = (texts.get(language) or texts.get("en") or {}).get("text", "")
        if point.words:
            beneath = point.id if is_kept and shown[point.id].is_hiding else None
            told.append(Said(question, shown[point.id].plain(), point.language, beneath))
    return told
