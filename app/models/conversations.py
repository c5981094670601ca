"""What people said at events: as it arrived, as it is kept, and what hangs on it.

Nothing here carries who said it, an address of the internet or a minute: times are kept to the hour. Tables
that must not be joined by the order of their rows have random keys and, on SQLite, no row numbers.
"""

from __future__ import annotations

import uuid

from sqlalchemy import Boolean, ForeignKey, Index, Integer, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, relationship

from app.database import JSONType, Model
from app.domain.engagement import (
    AgeBand,
    AlertState,
    CaptureWay,
    ConversationState,
    RecordTrouble,
    RefusalReason,
)
from app.domain.insight import QuotePermission
from app.models.base import Id, Moment, OptionalMoment, Short, one_of, open_, person, secret, special
from app.models.sealed import Sealed, SealedJSON

UNORDERED = {"sqlite_with_rowid": False}


class CaptureDevice(Model):
    """A tablet that may take down conversations for one event, and nothing else."""

    __tablename__ = "capture_device"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    number: Mapped[int] = open_(Integer)
    """By which people on the spot tell tablets apart."""
    label: Mapped[str] = open_(String(60), default="")
    token_hash: Mapped[str] = secret(String(64), unique=True)
    """SHA-256 of what the tablet carries."""
    made_at: Mapped[Moment] = open_()
    revoked_at: Mapped[OptionalMoment] = open_()
    revoked_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    seen_at: Mapped[OptionalMoment] = open_()
    """When it last reported."""
    unsent: Mapped[int] = open_(Integer, default=0)
    """How many records lay on it then."""
    unfinished: Mapped[int] = open_(Integer, default=0)
    clock_ahead: Mapped[int] = open_(Integer, default=0)
    """How far its clock is ahead of ours. Units: seconds."""

    __table_args__ = (UniqueConstraint("event_id", "number"),)


class CaptureRecord(Model):
    """One version of one submission as it arrived: the receipt everything else follows from."""

    __tablename__ = "capture_record"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"))
    submission_id: Mapped[uuid.UUID] = open_()
    """Minted where the form was opened. The same through all versions."""
    number: Mapped[int] = open_(Integer)
    """1 for the first version that came."""
    digest: Mapped[str] = open_(String(64))
    """SHA-256 of what was sent: of the sealed envelope, or of the document where it came in the clear."""
    way: Mapped[CaptureWay] = open_(one_of(CaptureWay))
    device_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("capture_device.id", ondelete="SET NULL"), index=True
    )
    is_unfinished: Mapped[bool] = open_(Boolean, default=False)
    received_at: Mapped[Moment] = open_()
    """To the hour."""
    envelope: Mapped[bytes | None] = special(LargeBinary, nullable=True)
    """As the tablet sealed it; empty once it is opened."""
    trouble: Mapped[RecordTrouble | None] = open_(one_of(RecordTrouble), nullable=True)
    conversation_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("conversation.id", ondelete="SET NULL"), index=True
    )

    __table_args__ = (
        UniqueConstraint("event_id", "submission_id", "number"),
        UniqueConstraint("event_id", "submission_id", "digest"),
        Index("ix_capture_record_waiting", "conversation_id", "trouble", "received_at"),
        UNORDERED,
    )


class ErasedSubmission(Model):
    """A submission that was erased on request: should it come again, the tablet is told to drop it."""

    __tablename__ = "erased_submission"

    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
    submission_id: Mapped[uuid.UUID] = open_(primary_key=True)
    erased_on: Mapped[Moment] = open_()


class Conversation(Model):
    """Some people talking with us at one place and time."""

    __tablename__ = "conversation"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"))
    submission_id: Mapped[uuid.UUID] = open_()
    state: Mapped[ConversationState] = open_(one_of(ConversationState))
    way: Mapped[CaptureWay] = open_(one_of(CaptureWay))
    language: Mapped[str] = open_(String(12), default="en")
    """In which it was taken down."""
    people: Mapped[int] = open_(Integer, default=1)
    """How many were talking; 4 stands for four or more."""
    area_code: Mapped[str] = open_(String(60), default="")
    community: Mapped[Short] = open_()
    age: Mapped[AgeBand] = open_(one_of(AgeBand), default=AgeBand.NOT_ASKED)
    is_helped: Mapped[bool] = open_(Boolean, default=False)
    """Somebody typed for them."""
    is_unfinished: Mapped[bool] = open_(Boolean, default=False)
    card: Mapped[str] = open_(String(20), default="")
    """The number on the paper card."""
    chat_maker: Mapped[str | None] = person(Sealed("conversation.chat_maker"))
    """Who wrote it down: their first name or initials."""
    decision_maker: Mapped[str | None] = person(Sealed("conversation.decision_maker"))
    may_quote: Mapped[QuotePermission] = open_(one_of(QuotePermission), default=QuotePermission.NOT_ASKED)
    """May we show these words to others, without a name?"""
    source: Mapped[Short] = open_()
    """Where it comes from, where it was not said at an event of ours."""
    spoke_at: Mapped[Moment] = open_()
    """To the hour, after the tablet's clock was put right."""
    refused_for: Mapped[RefusalReason | None] = open_(one_of(RefusalReason), nullable=True)
    """Why it is not used, where somebody decided so."""
    version: Mapped[int] = open_(Integer, default=1)

    points: Mapped[list[Point]] = relationship(
        back_populates="conversation", order_by="Point.position", cascade="all, delete-orphan"
    )

    __table_args__ = (
        Index("ix_conversation_event", "event_id", "state", "spoke_at"),
        Index("ix_conversation_submission", "event_id", "submission_id"),
        Index("ix_conversation_state", "state", "spoke_at"),
        Index("ix_conversation_reading", "event_id", "state", "id"),
        UNORDERED,
    )
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class Point(Model):
    """What people said to one question."""

    __tablename__ = "point"

    id: Mapped[Id] = open_()
    conversation_id: Mapped[uuid.UUID] = open_(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    question_id: Mapped[uuid.UUID | None] = open_(ForeignKey("question.id", ondelete="SET NULL"), index=True)
    question_key: Mapped[str] = open_(String(60))
    """The same through versions; kept also where the question is not ours to know."""
    position: Mapped[int] = open_(Integer)
    words: Mapped[str | None] = special(Sealed("point.words"))
    """As it was said. Never changed: what hides a name is laid over it."""
    choice: Mapped[str] = open_(String(60), default="")
    scale: Mapped[int | None] = open_(Integer, nullable=True)
    language: Mapped[str] = open_(String(12), default="en")
    doubts: Mapped[list[str]] = open_(JSONType, default=list)
    """Kinds of personal data that whoever wrote it chose to keep, or that were found afterwards."""

    conversation: Mapped[Conversation] = relationship(back_populates="points")

    __table_args__ = (Index("ix_point_reading", "conversation_id", "position", "id"), UNORDERED)


class Reflection(Model):
    """What a decision maker thought. Never counted as what people said."""

    __tablename__ = "reflection"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    conversation_id: Mapped[uuid.UUID | None] = open_(
        ForeignKey("conversation.id", ondelete="CASCADE"), index=True
    )
    words: Mapped[str | None] = special(Sealed("reflection.words"))

    __table_args__ = (UNORDERED,)


class EqualityProfile(Model):
    """Answers about equality of somebody who took part, joined to nothing they said."""

    __tablename__ = "equality_profile"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    answers: Mapped[dict[str, object]] = special(SealedJSON("equality_profile.answers"))
    """Item -> value. Source of both: domain/equality.py."""

    __table_args__ = (UNORDERED,)


class HarmAlert(Model):
    """Words that somebody should look at the same day. It decides nothing."""

    __tablename__ = "harm_alert"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"))
    conversation_id: Mapped[uuid.UUID] = open_(ForeignKey("conversation.id", ondelete="CASCADE"), index=True)
    kinds: Mapped[list[str]] = special(SealedJSON("harm_alert.kinds"))
    """Values of HarmKind."""
    state: Mapped[AlertState] = open_(one_of(AlertState), default=AlertState.OPEN)
    raised_at: Mapped[Moment] = open_()
    """To the hour."""
    for_id: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"), index=True)
    seen_at: Mapped[OptionalMoment] = open_()
    seen_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    done_at: Mapped[OptionalMoment] = open_()
    note: Mapped[str | None] = special(Sealed("harm_alert.note"))
    """What was done about it."""
    version: Mapped[int] = open_(Integer, default=1)

    __table_args__ = (Index("ix_harm_alert_state", "state", "raised_at"),)
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 - the way the mapper reads it


class CardBlock(Model):
    """Numbered paper cards printed together for an event, each with its tear-off code."""

    __tablename__ = "card_block"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"))
    first: Mapped[int] = open_(Integer)
    last: Mapped[int] = open_(Integer)
    made_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    made_at: Mapped[Moment] = open_()

    __table_args__ = (UniqueConstraint("event_id", "first"),)


class TearOffCode(Model):
    """Three plain words that lead to what became of an event, and to nothing else."""

    __tablename__ = "tear_off_code"

    words: Mapped[str] = open_(String(60), primary_key=True)
    """Small letters with single spaces."""
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    block_id: Mapped[uuid.UUID] = open_(ForeignKey("card_block.id", ondelete="CASCADE"), index=True)
    card: Mapped[int] = open_(Integer)


class KeyedCard(Model):
    """A card as one person typed it. A sample is typed twice, and the two are compared."""

    __tablename__ = "keyed_card"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"))
    card: Mapped[str] = open_(String(20))
    round: Mapped[int] = open_(Integer)
    """1; 2 where it was typed again; 3 what was settled where the two differ."""
    keyed_by: Mapped[uuid.UUID | None] = person(ForeignKey("account.id", ondelete="SET NULL"))
    keyed_at: Mapped[Moment] = open_()
    document: Mapped[dict[str, object]] = special(SealedJSON("keyed_card.document"))
    """Shape: domain/conversation_document.py."""
    settled_at: Mapped[OptionalMoment] = open_()
    """When the differences of the two were settled; on the second."""

    __table_args__ = (UniqueConstraint("event_id", "card", "round"),)


class ReplyRequest(Model):
    """Somebody wants to hear what became of it. Joined to nothing they said; deleted when the loop closes."""

    __tablename__ = "reply_request"

    id: Mapped[Id] = open_()
    event_id: Mapped[uuid.UUID] = open_(ForeignKey("event.id", ondelete="CASCADE"), index=True)
    way: Mapped[str] = open_(String(10))
    """`email`, `phone` or `post`."""
    reach: Mapped[str] = person(Sealed("reply_request.reach"))
    name: Mapped[str | None] = person(Sealed("reply_request.name"))
    language: Mapped[str] = open_(String(12), default="en")

    __table_args__ = (UNORDERED,)
