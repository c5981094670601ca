"""Messages as staff see them: how many wait, and which failed."""

from __future__ import annotations

import datetime as dt
import uuid
from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, func, select

from app.database import db
from app.domain.messages import MessageKind
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.messages import Message
from app.models.people import Account
from app.models.visibility import visible_to

MOST_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Failure:
    """A message that did not arrive. The address is masked."""

    id: uuid.UUID
    kind: MessageKind
    made_at: dt.datetime
    failed_at: dt.datetime
    tries: int
    address: str
    error: str
    can_go_again: bool


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not left yet."""

    number: int
    oldest: dt.datetime | None
    """When the oldest of those should have left."""
    error: str
    """What kind of trouble the oldest met, if any."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A message of a demonstration."""

    id: uuid.UUID
    made_at: dt.datetime


def masked(address: str) -> str:
    """Enough of an address to know it again. Shape: `a…@beckside.example`."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}…{at}{domain}" if at else "…"


def failures(viewer: Viewer) -> list[Failure]:
    """The newest first."""
    rows = db.session.execute(
        select(Message, Account.email)
        .outerjoin(Account, Account.id == Message.account_id)
        .where(visible_to(Message, viewer, Permission.MESSAGE_SEE), Message.failed_at.is_not(None))
        .order_by(Message.failed_at.desc(), Message.id)
        .limit(MOST_SHOWN)
    ).all()
    return [
        Failure(
            message.id,
            message.kind,
            message.made_at,
            message.failed_at or message.made_at,
            message.tries,
            masked(address or message.recipient or ""),
            message.error,
            message.parameters is not None,
        )
        for message, address in rows
    ]


def failed_by_kind(viewer: Viewer) -> dict[MessageKind, int]:
    """Kind -> how many failed and may go again."""
    rows = db.session.execute(
        select(Message.kind, func.count())
        .where(
            visible_to(Message, viewer, Permission.MESSAGE_SEE),
            Message.failed_at.is_not(None),
            Message.parameters.is_not(None),
        )
        .group_by(Message.kind)
        .order_by(Message.kind)
    ).all()
    return dict([row.tuple() for row in rows])


def waiting(now: dt.datetime) -> Waiting:
    """What should have left by now."""
    due = _due(now)
    number, oldest = db.session.execute(select(func.count(), func.min(Message.send_at)).where(*due)).one()
    error = db.session.scalar(
        select(Message.error).where(*due, Message.error != "").order_by(Message.send_at).limit(1)
    )
    return Waiting(number, oldest, error or "")


def is_anything_due(now: dt.datetime) -> bool:
    return bool(db.session.scalar(select(exists().where(*_due(now)))))


def _due(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Message.sent_at.is_(None),
        Message.failed_at.is_(None),
        Message.dropped_at.is_(None),
        Message.send_at <= now,
    )


def newest(number: int) -> list[Shown]:
    """The newest messages that are still remembered, for the page of a demonstration."""
    rows = db.session.execute(
        select(Message.id, Message.made_at)
        .where(Message.parameters.is_not(None), Message.dropped_at.is_(None))
        .order_by(Message.made_at.desc(), Message.id)
        .limit(number)
    ).all()
    return [Shown(row.id, row.made_at) for row in rows]
