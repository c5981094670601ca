"""People who want an e-mail when something changes: asked, confirmed by a button, stopped by a button.

Whether an address follows already is never told to whoever types it.
"""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError

from app import clock
from app.database import db
from app.domain import throttle
from app.domain.errors import NotThereError
from app.domain.insight import StatementStatus
from app.domain.messages import MessageKind
from app.domain.people import LinkPurpose
from app.models.answers import Follower
from app.models.engagement import Statement
from app.operations import access_links, outbox, throttles
from app.operations.answers import said_of
from app.queries.accounts import email_hash
from app.queries.statements import changed_on

OPENED_OFTEN = 10_000
FORGOTTEN_AFTER = dt.timedelta(days=28)
"""Who never pressed the button."""
LOOKS_BACK = dt.timedelta(days=7)
"""Should the job not have run for some days."""


def ask(email: str, *, statement: Statement | None, source: str, language: str) -> None:
    """Send them a link; nothing more comes before its button is pressed. None: all statements.

    Raises: TooManyTriesError, for any address alike.
    """
    plain = email.strip().casefold()
    statement_id = statement.id if statement else None
    said = said_of(statement) if statement else ""
    throttles.count(((throttle.FOLLOW_LINKS, plain), (throttle.FOLLOW_LINKS_FROM_A_SOURCE, source)))
    held = db.session.scalar(
        select(Follower).where(
            Follower.email_hash == email_hash(plain),
            Follower.statement_id == statement_id if statement_id else Follower.statement_id.is_(None),
        )
    )
    if held is None:
        held = Follower(
            id=uuid.uuid4(),
            statement_id=statement_id,
            email=plain,
            email_hash=email_hash(plain),
            asked_at=clock.now(),
            language=language,
        )
        try:
            with db.session.begin_nested():
                db.session.add(held)
        except IntegrityError:  # a double click: the other one has sent the letter
            return
    token = link_for(held)
    outbox.tell(
        MessageKind.FOLLOW_ASKED,
        key=f"follow:{held.id}:{token[:8]}",
        to=held.email,
        language=language,
        token=token,
        said=said,
    )


def link_for(follower: Follower) -> str:
    arguments: dict[str, object] = {"follower": str(follower.id)}
    return access_links.make(LinkPurpose.FOLLOW, arguments=arguments, uses=OPENED_OFTEN).token


def follower_of(token: str) -> Follower | None:
    """None once they have stopped. Raises: NotThereError; GoneError once the link is over."""
    link = access_links.find(LinkPurpose.FOLLOW, token)
    return db.session.get(Follower, uuid.UUID(str((link.arguments or {}).get("follower"))))


def statement_of(follower: Follower) -> Statement | None:
    """What they follow; None: all of them. Raises: NotThereError where it is not public any more."""
    if follower.statement_id is None:
        return None
    found = db.session.get(Statement, follower.statement_id)
    if found is None:
        raise NotThereError
    return found


def confirm(follower: Follower) -> None:
    """It is their address. Pressed twice it is one."""
    follower.confirmed_at = follower.confirmed_at or clock.now()
    db.session.flush()


def stop(follower: Follower) -> None:
    """They get nothing any more, and the address is deleted."""
    db.session.delete(follower)
    db.session.flush()


def forget(now: dt.datetime) -> None:
    """Delete the addresses of those who never pressed the button."""
    db.session.execute(
        delete(Follower).where(Follower.confirmed_at.is_(None), Follower.asked_at < now - FORGOTTEN_AFTER)
    )


def tell_changes(today: dt.date) -> int:
    """What changed on a day that is over, told once to each who follows it; how many letters."""
    first = today - LOOKS_BACK
    told = 0
    rows = db.session.scalars(select(Statement).where(Statement.status == StatementStatus.PUBLISHED))
    for statement in rows:
        day = changed_on(statement)
        if first <= day < today:
            told += sum(_told(statement, follower, day) for follower in followers_of(statement))
    db.session.flush()
    return told


def followers_of(statement: Statement) -> list[Follower]:
    """Confirmed ones. Who follows all and this one too gets one letter."""
    rows = db.session.scalars(
        select(Follower)
        .where(
            Follower.confirmed_at.is_not(None),
            or_(Follower.statement_id == statement.id, Follower.statement_id.is_(None)),
        )
        .order_by(Follower.statement_id.is_(None), Follower.id)
    )
    return list({one.email_hash: one for one in reversed(rows.all())}.values())


def _told(statement: Statement, follower: Follower, day: dt.date) -> bool:
    key = f"statement-changed:{statement.id}:{day}:{follower.email_hash}"
    is_before = follower.confirmed_at is not None and clock.local_day(follower.confirmed_at) > day
    if is_before or outbox.is_told(key):
        return False
    follower.told_at = clock.now()
    return outbox.tell(
        MessageKind.STATEMENT_CHANGED,
        key=key,
        to=follower.email,
        language=follower.language,
        token=link_for(follower),
        said=said_of(statement),
        slug=statement.slug,
    )
