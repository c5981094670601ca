"""Messages on their way out: taken by lease, looked at again, and settled once they left or failed.

Source: decisions.md 21. Each step is a short transaction of the caller's; none is open as a letter travels.
"""

from __future__ import annotations

import datetime as dt
import random
import uuid
from dataclasses import dataclass

from sqlalchemy import CursorResult, or_, select, update

from app import clock
from app.database import begin_writing, db
from app.domain.messages import ASKS, MOST_TRIES, AccountChange, MessageKind, wait_after
from app.domain.roles import Permission
from app.domain.viewer import Viewer
from app.models.directory import Service
from app.models.messages import Message
from app.models.people import AccessLink, Account
from app.models.visibility import visible_to
from app.operations import access_links, audit, reaching_out, sharing_again
from app.queries import messages as queries
from app.queries.messages import Told
from app.queries.sessions import token_hash

LEASE = dt.timedelta(minutes=2)
"""Longer than one letter may take: see gateways/mail.py."""
SENT_LASTS = dt.timedelta(days=7)
FAILED_LASTS = dt.timedelta(days=30)

WAITING = (Message.sent_at.is_(None), Message.failed_at.is_(None), Message.dropped_at.is_(None))


@dataclass(frozen=True, slots=True)
class Withheld:
    """It is no longer right to send it."""

    why: str


def claim(worker: str) -> uuid.UUID | None:
    """The oldest message that is due, now leased to this worker. Commits.

    A worker that dies keeps its lease until it ends; then somebody else gets the message.
    """
    begin_writing()
    now = clock.now()
    due = (
        select(Message.id)
        .where(
            *WAITING,
            Message.send_at <= now,
            or_(Message.leased_until.is_(None), Message.leased_until < now),
        )
        .order_by(Message.send_at, Message.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    taken = db.session.scalar(
        update(Message)
        .where(Message.id == due)
        .values(leased_until=now + LEASE, leased_by=worker)
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    )
    db.session.commit()
    return taken


def look_again(message_id: uuid.UUID) -> Told | Withheld:
    """Is it still right to send it? Asked at the moment of sending: accounts close, links are used up."""
    row = db.session.execute(
        queries.rows().where(Message.id == message_id).execution_options(populate_existing=True)
    ).one_or_none()
    if row is None:
        return Withheld("gone")
    message, account, service = row
    if message.parameters is None:
        return Withheld("forgotten")
    why_not = (
        _why_not_account(message, account)
        or _why_not_listing(message, service)
        or _why_not_link(message)
        or reaching_out.why_not(message)
        or sharing_again.why_not(message)
    )
    ready = queries.told(message, account, service)
    return Withheld(why_not or "forgotten") if why_not or not ready.to else ready


def _why_not_account(message: Message, account: Account | None) -> str:
    if message.account_id is None:
        return ""
    tells_of_closing = (message.parameters or {}).get("what") == AccountChange.CLOSED
    if account is None or (account.disabled_at is not None and not tells_of_closing):
        return "account closed"
    return ""


def _why_not_listing(message: Message, service: Service | None) -> str:
    needed = ASKS[message.kind].needs_listing
    return "listing gone" if needed and (service is None or service.deleted_at is not None) else ""


def _why_not_link(message: Message) -> str:
    """A link that was withdrawn, used or ran out helps nobody, where the message is all about it."""
    purpose, token = ASKS[message.kind].purpose, (message.parameters or {}).get("token")
    if purpose is None or "token" not in ASKS[message.kind].needs:
        return ""
    link = db.session.scalar(
        select(AccessLink).where(
            AccessLink.token_hash == token_hash(str(token)), AccessLink.purpose == purpose
        )
    )
    return "" if link is not None and access_links.works(link) else "link over"


def mark_sent(message_id: uuid.UUID) -> None:
    """It left."""
    _settle(message_id, sent_at=clock.now(), error="")


def drop(message_id: uuid.UUID, *, why: str) -> None:
    """It will not be sent, and rightly so."""
    _settle(message_id, dropped_at=clock.now(), error=why)


def fail(message_id: uuid.UUID, *, error: str) -> None:
    """It will never arrive as it is. Somebody should see."""
    _settle(message_id, failed_at=clock.now(), tries=Message.tries + 1, error=error)


def try_later(message_id: uuid.UUID, *, error: str) -> None:
    """Give it back, with a longer wait each time; after the last try it has failed."""
    tries = (db.session.scalar(select(Message.tries).where(Message.id == message_id)) or 0) + 1
    if tries >= MOST_TRIES:
        fail(message_id, error=error)
        return
    wait = wait_after(tries, chance=random.random())  # noqa: S311 - spreads load, guards nothing
    _settle(message_id, send_at=clock.now() + wait, tries=tries, error=error)


def hand_back(message_id: uuid.UUID, *, error: str) -> None:
    """Give it back unharmed: the server went away, and the message is not at fault."""
    _settle(message_id, error=error)


def _settle(message_id: uuid.UUID, **values: object) -> None:
    db.session.execute(
        update(Message)
        .where(Message.id == message_id)
        .values(leased_until=None, **values)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()


def send_again(viewer: Viewer, *, message: uuid.UUID | None = None, kind: MessageKind | None = None) -> int:
    """Put failed messages back in the queue: one, or all of a kind; how many."""
    wanted = [
        visible_to(Message, viewer, Permission.MESSAGE_SEE),
        Message.failed_at.is_not(None),
        Message.parameters.is_not(None),
    ]
    wanted += [Message.id == message] if message is not None else []
    wanted += [Message.kind == kind] if kind is not None else []
    again = db.session.scalars(
        update(Message)
        .where(*wanted)
        .values(failed_at=None, tries=0, send_at=clock.now(), error="")
        .returning(Message.id)
        .execution_options(synchronize_session=False)
    ).all()
    for one in again:
        audit.record(viewer, "message.sent-again", of=("message", one))
    db.session.flush()
    return len(again)


def forget(*, now: dt.datetime) -> int:
    """Empty addresses and parameters a week after sending, a month after failing; how many had any."""
    old = or_(
        Message.sent_at < now - SENT_LASTS,
        Message.dropped_at < now - SENT_LASTS,
        Message.failed_at < now - FAILED_LASTS,
    )
    emptied: CursorResult[object] = db.session.execute(  # type: ignore[assignment]  # as updates answer
        update(Message)
        .where(old, Message.parameters.is_not(None))
        .values(recipient=None, parameters=None)
        .execution_options(synchronize_session=False)
    )
    db.session.flush()
    return emptied.rowcount
