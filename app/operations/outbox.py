"""The outbox: what is to be said to whom, kept in the transaction that causes it. Nothing is sent here.

Source: decisions.md 21. A message is put into words, and checked again, at the moment of sending.
"""

from __future__ import annotations

import datetime as dt
import uuid

from sqlalchemy import or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app import clock
from app.database import db
from app.domain import messages
from app.domain.messages import Channel, MessageKind
from app.models.messages import Message


def tell(
    kind: MessageKind,
    *,
    key: str,
    to: str | None = None,
    account: uuid.UUID | None = None,
    language: str,
    service: uuid.UUID | None = None,
    person: uuid.UUID | None = None,
    case: uuid.UUID | None = None,
    send_at: dt.datetime | None = None,
    **parameters: object,
) -> bool:
    """Tell somebody something, once this change is kept. False where the same was told before.

    `key` names the intent: two with the same key are one. Exactly one of `to` (an address) and `account` says
    who; `service` is the listing it is about. `person` is whom it goes to or is about, of those we help:
    a death stops it. `case` is the case whose closing cancels it. What else each kind needs:
    domain/messages.py.
    Raises: MessageStateError.
    """
    messages.check(kind, parameters)
    if (to is None) == (account is None):
        raise messages.MessageStateError(f"{kind}: an address or an account")
    now = clock.now()
    insert = (postgresql if db.engine.dialect.name == "postgresql" else sqlite).insert
    told = db.session.execute(
        insert(Message)
        .values(
            id=uuid.uuid4(),
            kind=kind,
            channel=Channel.EMAIL,
            key=key,
            account_id=account,
            service_id=service,
            person_id=person,
            case_id=case,
            recipient=to,
            parameters=parameters,
            language=language,
            made_at=now,
            send_at=send_at or now,
            tries=0,
            leased_by="",
            error="",
        )
        .on_conflict_do_nothing(index_elements=["key"])
        .returning(Message.id)
    ).one_or_none()
    return told is not None


def is_told(key: str) -> bool:
    """Was this intent told before? Saves making a link that nobody would get."""
    return db.session.scalar(select(Message.id).where(Message.key == key)) is not None


def forget(key: str) -> None:
    """To whom it went and what stood in it, before its time. What is still on its way goes on."""
    left = or_(Message.sent_at.is_not(None), Message.dropped_at.is_not(None), Message.failed_at.is_not(None))
    db.session.execute(
        update(Message)
        .where(Message.key == key, left)
        .values(recipient=None, parameters=None)
        .execution_options(synchronize_session=False)
    )
