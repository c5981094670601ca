"""Messages as staff see them: how many wait, and which failed."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, exists, func, select

from app import clock
from app.database import db
from app.domain.messages import MessageKind
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.messages import Message
from app.models.people import Account
from app.models.visibility import visible_to

MOST_SHOWN = 200
TO_READERS = frozenset({MessageKind.REPORT_RECEIVED, MessageKind.REPORT_ANSWERED})


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
class Told:
    """A message with all that its words need, as it stands now."""

    id: uuid.UUID
    kind: MessageKind
    to: str
    language: str
    parameters: dict[str, object]
    name: str
    """Of the account it goes to; empty for an address."""
    listing: str
    """The listing's name as it is now; empty where it is about none, has gone, or must not be named."""
    made_at: dt.datetime


def rows() -> Select[Message, Account | None, Service | None]:
    """Messages with the account and the listing they are about, to be narrowed down."""
    return (
        select(Message, Account, Service)
        .outerjoin(Account, Account.id == Message.account_id)
        .outerjoin(Service, Service.id == Message.service_id)
    )


def told(message: Message, account: Account | None, service: Service | None) -> Told:
    """A row as its words need it."""
    return Told(
        message.id,
        message.kind,
        (account.email if account else message.recipient) or "",
        message.language,
        message.parameters or {},
        account.name if account else "",
        service.name if service and may_be_named(message.kind, service) else "",
        message.made_at,
    )


def may_be_named(kind: MessageKind, service: Service) -> bool:
    """Whoever reads a reader's letters must not learn that they looked at a page about violence, say."""
    return service.deleted_at is None and not (service.sensitive and kind in TO_READERS)


def masked(address: str) -> str:
    """Enough of an address to know it again. Shape: `a…@beckside.example`."""
    local, at, domain = address.rpartition("@")
    return f"{local[:1]}…{at}{domain}" if at else "…"


def failures(viewer: Viewer) -> list[Failure]:
    """The newest first."""
    found = db.session.execute(
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
        for message, address in found
    ]


def failed_by_kind(viewer: Viewer) -> dict[MessageKind, int]:
    """Kind -> how many failed and may go again."""
    found = db.session.execute(
        select(Message.kind, func.count())
        .where(
            visible_to(Message, viewer, Permission.MESSAGE_SEE),
            Message.failed_at.is_not(None),
            Message.parameters.is_not(None),
        )
        .group_by(Message.kind)
        .order_by(Message.kind)
    ).all()
    return {kind: number for kind, number in found}  # noqa: C416 - rows are no tuples to the type checker


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


def have_left(messages: Collection[uuid.UUID]) -> set[uuid.UUID]:
    """Those of these that the database says were sent."""
    return set(
        db.session.scalars(select(Message.id).where(Message.id.in_(messages), Message.sent_at.is_not(None)))
    )


UNASKED = (MessageKind.CHECK_LISTING, MessageKind.AUDIT_HEAD)
"""What jobs send. Where the clock stands still, it comes after what somebody just asked for."""


def newest(number: int) -> list[Told]:
    """The newest messages that are still remembered, for the page of a demonstration."""
    found = db.session.execute(
        rows()
        .where(Message.parameters.is_not(None), Message.send_at <= clock.now())
        .order_by(Message.made_at.desc(), Message.kind.in_(UNASKED), Message.id)
        .limit(number)
    ).all()
    return [told(*row) for row in found]
