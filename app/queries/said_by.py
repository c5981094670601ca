"""What came up most, parted by area, community, event or how deprived the area is. For a team's screens."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, case, func, select

from app.database import db
from app.domain.coding import at_version
from app.domain.disclosure import Guard, hidden_of
from app.domain.engagement import ConversationState
from app.models.code_frames import FrameVersion
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.models.insight import Coding
from app.models.places import Deprivation, Postcode
from app.queries import frames
from app.queries.codings import counts

WHERE = case((Conversation.area_code != "", Conversation.area_code), else_=Event.area_code)
WHO = case((Conversation.community != "", Conversation.community), else_=Event.community)


class By(StrEnum):
    """By what the conversations are parted."""

    AREA = "area"
    COMMUNITY = "community"
    EVENT = "event"
    TENTH = "tenth"
    """The tenth of deprivation that the area's postcodes are in on average."""


@dataclass(frozen=True, slots=True)
class Named:
    """What one area, community, event or tenth talked about."""

    key: str
    """A code, a name, an id or a number; empty where it is not known."""
    conversations: int | None
    codes: tuple[tuple[uuid.UUID, int], ...]
    """Those large enough to show, the largest first."""
    hidden: int


def parted(
    event_ids: Collection[uuid.UUID], version: FrameVersion | None, by: By, question: str, guard: Guard
) -> list[Named]:
    """The largest first; tenths in their order. `question` empty: over all of them.

    Each line parts a number that stands on the same page, so one small number in it hides another.
    """
    tenths = tenths_of_wards() if by is By.TENTH else {}
    wholes: Counter[str] = Counter()
    for row in db.session.execute(conversations(event_ids, by, question)):
        value = str(row[0])
        wholes[tenths.get(value, "") if by is By.TENTH else value] += row[1]
    codes = coded(event_ids, version, by, question, tenths) if version else {}
    small = hidden_among(wholes, guard)
    hidden = {code: hidden_among(line, guard) for code, line in codes.items()}
    keys = sorted(wholes, key=lambda key: (-wholes[key], key))
    if by is By.TENTH:
        keys = sorted(wholes, key=lambda key: (not key, int(key or 0)))
    return [
        Named(
            key=key,
            conversations=None if key in small else wholes[key],
            codes=tuple(
                sorted(
                    (
                        (code, line[key])
                        for code, line in codes.items()
                        if line[key] and key not in hidden[code] and key not in small
                    ),
                    key=lambda one: (-one[1], str(one[0])),
                )
            ),
            hidden=sum(
                bool(line[key]) and (key in hidden[code] or key in small) for code, line in codes.items()
            ),
        )
        for key in keys
    ]


def hidden_among(line: Mapping[str, int], guard: Guard) -> set[str]:
    keys = list(line)
    return {keys[at] for at in hidden_of([line[key] for key in keys], guard)}


def column_of(by: By) -> Any:
    return {By.AREA: WHERE, By.TENTH: WHERE, By.COMMUNITY: WHO, By.EVENT: Conversation.event_id}[by]


def conversations(event_ids: Collection[uuid.UUID], by: By, question: str) -> Select[Any, Any]:
    part = column_of(by)
    found = (
        select(part, func.count(Conversation.id.distinct()))
        .select_from(Conversation)
        .join(Event, Event.id == Conversation.event_id)
        .where(Conversation.event_id.in_(list(event_ids)), Conversation.state == ConversationState.KEPT)
        .group_by(part)
    )
    if question:
        found = found.join(Point, Point.conversation_id == Conversation.id).where(
            Point.question_key == question
        )
    return found


def coded(
    event_ids: Collection[uuid.UUID],
    version: FrameVersion,
    by: By,
    question: str,
    tenths: Mapping[str, str],
) -> dict[uuid.UUID, Counter[str]]:
    """Code -> where it came up -> conversations."""
    history = frames.history(version.frame_id)
    stands = {code: at_version(history, code, version.number).counts_as for code in history.since}
    found = (
        select(column_of(by), Conversation.id, Coding.code_id)
        .select_from(Coding)
        .join(Point, Point.id == Coding.point_id)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .join(Event, Event.id == Conversation.event_id)
        .where(
            Conversation.event_id.in_(list(event_ids)),
            Conversation.state == ConversationState.KEPT,
            counts(),
        )
        .distinct()
    )
    if question:
        found = found.where(Point.question_key == question)
    seen: set[tuple[uuid.UUID, str, uuid.UUID]] = set()
    for value, conversation, code in db.session.execute(found):
        key = tenths.get(value, "") if by is By.TENTH else str(value)
        if (as_ := stands.get(code)) is not None:
            seen.add((as_, key, conversation))
    lines: dict[uuid.UUID, Counter[str]] = defaultdict(Counter)
    for code, key, _conversation in seen:
        lines[code][key] += 1
    return lines


def tenths_of_wards() -> dict[str, str]:
    """Ward -> the tenth its postcodes are in on average. Wards we hold no figure for are not in it."""
    rows = db.session.execute(
        select(Postcode.ward_code, func.avg(Deprivation.imd_decile))
        .join(Deprivation, Deprivation.lsoa21 == Postcode.lsoa21)
        .where(Postcode.ward_code != "")
        .group_by(Postcode.ward_code)
    )
    return {ward: str(round(float(tenth))) for ward, tenth in rows}


def index_year() -> int | None:
    """Which index of deprivation we hold; None where none."""
    return db.session.scalar(select(func.max(Deprivation.imd_year)))
