"""The outbox: what is to be said to whom. It is put into words at the moment of sending."""

from __future__ import annotations

import uuid

from sqlalchemy import ForeignKey, Index, Integer, String, Text
from sqlalchemy.orm import Mapped

from app.database import Model
from app.domain.messages import Channel, MessageKind
from app.models.base import Id, Language, Moment, OptionalMoment, one_of, open_, person
from app.models.sealed import Sealed, SealedJSON


class Message(Model):
    """One intent to tell somebody something. It leaves once."""

    __tablename__ = "message"

    id: Mapped[Id] = open_()
    kind: Mapped[MessageKind] = open_(one_of(MessageKind))
    channel: Mapped[Channel] = open_(one_of(Channel), default=Channel.EMAIL)
    key: Mapped[str] = open_(String(160), unique=True)
    """Two intents with the same key are one."""
    account_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="CASCADE"), index=True)
    service_id: Mapped[uuid.UUID | None] = open_(ForeignKey("service.id", ondelete="SET NULL"), index=True)
    person_id: Mapped[uuid.UUID | None] = person(ForeignKey("person.id", ondelete="CASCADE"), index=True)
    """Whom it is about or goes to, of those we help: looked at again at the moment of sending."""
    case_id: Mapped[uuid.UUID | None] = person(ForeignKey("case_record.id", ondelete="CASCADE"), index=True)
    """The case whose closing cancels it, where it is a reminder."""
    recipient: Mapped[str | None] = person(Sealed("message.recipient"))
    """The address; empty once it is forgotten."""
    parameters: Mapped[dict[str, object] | None] = person(SealedJSON("message.parameters"))
    """What the words need; empty once it is forgotten."""
    language: Mapped[Language] = open_()
    made_at: Mapped[Moment] = open_()
    send_at: Mapped[Moment] = open_()
    """Not before, and when to try again."""
    tries: Mapped[int] = open_(Integer, default=0)
    leased_until: Mapped[OptionalMoment] = open_()
    leased_by: Mapped[str] = open_(String(60), default="")
    sent_at: Mapped[OptionalMoment] = open_()
    dropped_at: Mapped[OptionalMoment] = open_()
    """It was no longer right to send it."""
    failed_at: Mapped[OptionalMoment] = open_()
    error: Mapped[str] = open_(Text, default="")
    """The kind of error, never its words."""

    __table_args__ = (Index("ix_message_due", "sent_at", "failed_at", "dropped_at", "send_at"),)
