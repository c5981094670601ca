"""What an invented team did with what invented people said: codes, good quotes, hidden names.

What is about two weeks over is read; of what is newer a part waits. Now and then a code is wrong, as a
person's is. The same every time, like the words themselves.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select

from app import clock
from app.database import db
from app.domain import demo_accounts
from app.domain.engagement import ConversationState
from app.domain.insight import QuotePermission, RedactionReason
from app.domain.personal_data import Found, PersonalData, find
from app.domain.roles import Role
from app.models.code_frames import CodeEntry
from app.models.conversations import Conversation, Point
from app.models.engagement import Event
from app.models.insight import Coding, PointCheck, PointRead, QuoteMark, Redaction
from app.queries import accounts, frames

SEED = 2026
READ_AFTER = dt.timedelta(days=14)
READ_OF_NEW, READ_OF_OLD = 0.35, 0.96
WRONG, MISSED = 0.05, 0.06
QUOTES, QUOTE_LETTERS = 0.10, range(35, 160)
TOLD = {PersonalData.NAME: RedactionReason.NAME}
"""What is found -> why it is hidden; a way to reach somebody otherwise."""
BATCH = 2_000


@dataclass(slots=True)
class Rows:
    codings: list[dict[str, Any]] = field(default_factory=list)
    read: list[dict[str, Any]] = field(default_factory=list)
    quotes: list[dict[str, Any]] = field(default_factory=list)
    hidden: list[dict[str, Any]] = field(default_factory=list)
    checks: list[dict[str, Any]] = field(default_factory=list)


def add(themes: Mapping[uuid.UUID, Sequence[str]], codes: Mapping[str, uuid.UUID]) -> int:
    """How many points were read. `themes`: point -> what it is about. `codes`: theme -> code."""
    frame = frames.usual()
    version = frames.newest(frame) if frame else None
    coders = [account for role in (Role.ENGAGEMENT_OFFICER, Role.ANALYST) if (account := account_of(role))]
    if frame is None or version is None or len(coders) < 2:
        return 0
    offered = {
        entry.code_id
        for entry in db.session.scalars(select(CodeEntry).where(CodeEntry.version_id == version.id))
    }
    rows = Rows()
    dice = random.Random(SEED)  # noqa: S311 - invents a team's work, guards nothing
    for one in points():
        if is_read(one, dice):
            at = read_at(one, dice)
            given = [codes[theme] for theme in themes.get(one.id, ()) if codes.get(theme) in offered]
            code(
                one.id,
                given,
                offered=sorted(offered),
                version_id=version.id,
                coder=dice.choice(coders),
                at=at,
                rows=rows,
                dice=dice,
            )
            rows.read.append({"point_id": one.id, "frame_id": frame.id, "read_by": coders[0], "read_at": at})
            look_for_names(one, coders, at, rows, dice)
    write(rows)
    return len(rows.read)


def account_of(role: Role) -> uuid.UUID | None:
    found = accounts.by_email(demo_accounts.email_of(role))
    return found.id if found else None


def points() -> Sequence[Any]:
    """Everything in words that counts, in an order that is the same every time."""
    return db.session.execute(
        select(Point.id, Point.words, Conversation.may_quote, Event.ends_at)
        .join(Conversation, Conversation.id == Point.conversation_id)
        .join(Event, Event.id == Conversation.event_id)
        .where(Conversation.state == ConversationState.KEPT, Point.words.is_not(None))
        .where(Event.ends_at < clock.now(), Event.is_demo)
        .order_by(Event.ends_at, Event.id, Point.id)
    ).all()


def is_read(one: Any, dice: random.Random) -> bool:
    is_old = clock.now() - one.ends_at > READ_AFTER
    return dice.random() < (READ_OF_OLD if is_old else READ_OF_NEW)


def read_at(one: Any, dice: random.Random) -> dt.datetime:
    later: dt.datetime = one.ends_at + dt.timedelta(hours=dice.randint(20, 300))
    return min(later, clock.now() - dt.timedelta(minutes=dice.randint(5, 600)))


def code(
    point_id: uuid.UUID,
    given: Sequence[uuid.UUID],
    *,
    offered: Sequence[uuid.UUID],
    version_id: uuid.UUID,
    coder: uuid.UUID,
    at: dt.datetime,
    rows: Rows,
    dice: random.Random,
) -> None:
    """The right codes, but for those that somebody missed or took wrongly."""
    taken = {
        dice.choice(offered) if dice.random() < WRONG else one for one in given if dice.random() > MISSED
    }
    rows.codings.extend(
        {
            "id": uuid.UUID(int=dice.getrandbits(128), version=4),
            "point_id": point_id,
            "code_id": one,
            "version_id": version_id,
            "layer": "plain",
            "source": "human",
            "coder_id": coder,
            "coded_at": at,
        }
        for one in sorted(taken)
    )


def look_for_names(
    one: Any, coders: Sequence[uuid.UUID], at: dt.datetime, rows: Rows, dice: random.Random
) -> None:
    """What tells who is speaking is hidden; a good quote that may be shown is looked at by two."""
    found = find(one.words)
    rows.hidden.extend(hidden(one.id, span, coders[0], at, dice) for span in found)
    is_quote = (
        not found
        and one.may_quote is QuotePermission.YES
        and len(one.words) in QUOTE_LETTERS
        and dice.random() < QUOTES
    )
    if is_quote:
        rows.quotes.append({"point_id": one.id, "marked_by": coders[1], "marked_at": at})
    if found or is_quote:
        by_two = dice.random() < 0.7
        rows.checks.append(
            {
                "point_id": one.id,
                "likely": 0,
                "decided": [],
                "first_by": coders[0],
                "first_at": at,
                "second_by": coders[1] if by_two else None,
                "second_at": at + dt.timedelta(minutes=30) if by_two else None,
                "version": 1,
            }
        )


def hidden(
    point_id: uuid.UUID, span: Found, by: uuid.UUID, at: dt.datetime, dice: random.Random
) -> dict[str, Any]:
    return {
        "id": uuid.UUID(int=dice.getrandbits(128), version=4),
        "point_id": point_id,
        "start": span.start,
        "end": span.end,
        "reason": TOLD.get(span.kind, RedactionReason.CONTACT),
        "made_by": by,
        "made_at": at,
    }


def write(rows: Rows) -> None:
    for model, held in (
        (Coding, rows.codings),
        (PointRead, rows.read),
        (QuoteMark, rows.quotes),
        (Redaction, rows.hidden),
        (PointCheck, rows.checks),
    ):
        for at in range(0, len(held), BATCH):
            db.session.execute(insert(model), held[at : at + BATCH])
    db.session.flush()
