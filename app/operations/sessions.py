"""Let a browser in, and out again. The token is in its cookie and nowhere else; we keep its hash."""

from __future__ import annotations

import datetime as dt
import secrets
import uuid

from sqlalchemy import update

from app import clock
from app.database import db, writing_aside
from app.domain.roles import Role, absolute_limit, idle_limit
from app.models.people import BrowserSession
from app.queries.sessions import token_hash

PENDING_LASTS = dt.timedelta(minutes=15)
LINK_IDLE = dt.timedelta(minutes=60)
LINK_LASTS = dt.timedelta(hours=8)
SEEN_EVERY = dt.timedelta(minutes=1)


def start_for_account(
    account_id: uuid.UUID, *, roles: frozenset[Role], device: str = "", pending: bool = False
) -> str:
    """A new session for an account; its token. A pending one lets in nowhere but to the second factor."""
    lasts = PENDING_LASTS if pending else absolute_limit(roles)
    idle = PENDING_LASTS if pending else idle_limit(roles)
    return _start(lasts, idle, account_id=account_id, device=device, is_pending=pending)


def start_for_link(link_id: uuid.UUID, *, device: str = "") -> str:
    """A new session for somebody with an access link and no account; its token."""
    return _start(LINK_LASTS, LINK_IDLE, link_id=link_id, device=device)


def _start(lasts: dt.timedelta, idle: dt.timedelta, **values: object) -> str:
    token, now = secrets.token_urlsafe(32), clock.now()
    made = BrowserSession(
        token_hash=token_hash(token),
        form_key=secrets.token_hex(16),
        started_at=now,
        seen_at=now,
        confirmed_at=None if values.get("is_pending") else now,
        ends_at=now + lasts,
        idle_seconds=round(idle.total_seconds()),
        **values,
    )
    db.session.add(made)
    db.session.flush()
    return token


def rotate(session_id: uuid.UUID) -> str:
    """Give a session a new token after somebody showed again that it is them; the new token."""
    token = secrets.token_urlsafe(32)
    _change(
        BrowserSession.id == session_id,
        token_hash=token_hash(token),
        form_key=secrets.token_hex(16),
        confirmed_at=clock.now(),
    )
    return token


def end(session_id: uuid.UUID) -> None:
    """Sign one browser out."""
    _change(BrowserSession.id == session_id, ended_at=clock.now())


def end_all(account_id: uuid.UUID, *, but: uuid.UUID | None = None) -> int:
    """Sign every browser of an account out, but one where it is given; how many that were."""
    wanted = [BrowserSession.account_id == account_id, BrowserSession.ended_at.is_(None)]
    if but is not None:
        wanted.append(BrowserSession.id != but)
    return _change(*wanted, ended_at=clock.now())


def mark_seen(session_id: uuid.UUID, *, seen_at: dt.datetime, now: dt.datetime) -> None:
    """Note, to the minute, that a session is in use. In a transaction of its own, that may be let go.

    Raises: OperationalError where somebody else is writing for longer.
    """
    if now - seen_at < SEEN_EVERY:
        return
    with writing_aside() as connection:
        connection.execute(
            update(BrowserSession)
            .where(BrowserSession.id == session_id, BrowserSession.seen_at < now)
            .values(seen_at=now)
        )


def _change(*wanted: object, **values: object) -> int:
    changed = db.session.execute(
        update(BrowserSession)
        .where(*wanted)  # type: ignore[arg-type]  # conditions, which mypy sees as their values
        .values(**values)
        .returning(BrowserSession.id)
        .execution_options(synchronize_session=False)
    ).all()
    db.session.flush()
    return len(changed)
